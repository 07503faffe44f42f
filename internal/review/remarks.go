package review

import "slices"

// look finds what a person should look at before it is sent.
func (c *change) look() {
	if names := c.unknown.among(contentAttributes()); len(names) > 0 {
		c.warn(c.row.Address, c.words.contentNotKnown, c.words.list(names))
	}

	switch names := c.unknown.among(audienceAttributes()); {
	case len(names) > 0:
		c.warn(c.row.Address, c.words.peopleNotKnown, c.words.list(names))
	case c.row.Recipients == nil:
		c.warn(c.row.Address, "%s", c.words.notCounted)
	}

	switch said := c.said[c.row.Digest]; {
	case c.row.Digest == "":
		c.warn(c.row.Address, "%s", c.words.noDigest)
	case said == "":
		c.said[c.row.Digest] = c.row.Address
	default:
		c.warn(c.row.Address, c.words.twice, said)
	}

	if c.sensitive.any("text", "attachments") {
		c.warn(c.row.Address, "%s", c.words.hidden)
	}

	for _, f := range c.row.Files {
		if f.Problem != "" {
			c.warn(c.row.Address, c.words.fileRemark, f.Attribute, c.secret(f.Path, "attachments"), f.Problem)
		}
	}

	for _, reason := range c.row.forced() {
		if !c.row.isEdited() {
			c.warn(c.row.Address, c.words.forced, c.words.reasons[reason])
		}
	}

	if c.row.Effect == SendsAgain && c.before.Status == "unknown" {
		c.warn(c.row.Address, "%s", c.words.afterUnknown)
	}

	if n := len(answeredNotSent(c.before, c.after, c.open())); n > 0 && c.Type == typeCampaign && c.Change.Change.Updates() {
		c.warn(c.row.Address, c.words.sentOnAnswer, c.words.counted(n, nounMessage))
	}
}

// forced are the reasons for which an engine sends it again by itself.
func (r Row) forced() []Reason {
	return slices.DeleteFunc(slices.Clone(r.Reasons), func(reason Reason) bool {
		return !slices.Contains([]Reason{ReasonReplace, ReasonTainted, ReasonReplaceTriggeredBy}, reason)
	})
}

// isEdited reports whether a person has edited what is sent.
func (r Row) isEdited() bool {
	return slices.Contains(r.Reasons, ReasonEdit) || slices.Contains(r.Reasons, ReasonTriggers)
}
