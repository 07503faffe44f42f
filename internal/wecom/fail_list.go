package wecom

// CountFailed is how many of the people of a message cannot be reached: a
// fail_list may name somebody twice, or others.
func CountFailed(failList, ids []string) int {
	asked := map[string]bool{}
	for _, id := range ids {
		asked[id] = true
	}

	failed := 0

	for _, id := range failList {
		if asked[id] {
			failed++

			delete(asked, id)
		}
	}

	return failed
}
