package wecom

// WaitingLookups is how many lookups wait for the answers to messages of the
// same words as m.
func (c *Client) WaitingLookups(m *MassMessage) int {
	c.inflight.mu.Lock()
	defer c.inflight.mu.Unlock()

	return c.inflight.group(SentOf(m).Words).waiting
}

// How the journal tells people apart.
var (
	WhoOf    = whoOf
	MayShare = mayShare
)

// ScopedWords is how the journal names the words of an import.
var ScopedWords = JournalKeys.scoped
