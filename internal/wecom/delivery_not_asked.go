package wecom

// NotAskedFor are those of some recipients for whom a message was not asked, by
// WeCom's answer in the journal; others is how many others it was asked
// for. ok is false where the journal does not tell.
func (c *Client) NotAskedFor(msgid string, ids []string) (missing []string, others int, ok bool) {
	if len(ids) == 0 {
		entry, _ := c.BelongsTo(msgid)
		named := piecesOf(entry.Who)

		return nil, len(named), named != nil
	}

	asked := c.compareAsked(&Sent{ids: ids}, msgid)
	if asked == nil {
		return nil, 0, false
	}

	return asked.missing, asked.others, true
}
