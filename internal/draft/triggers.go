package draft

// TriggersDigest names triggers, whose values are as they are compared; empty
// for none.
func TriggersDigest(values map[string]string) string {
	if len(values) == 0 {
		return ""
	}

	return DigestOf(values)
}
