package wecom

// OtherFiles reports whether two lists of attachments of the same kinds are
// known to have other pictures, videos or files. Two media ids say nothing: the
// same file has another one after every upload.
func OtherFiles(a, b []Attachment) bool {
	if len(a) != len(b) {
		return false
	}

	for i := range a {
		one, other := a[i].Media(), b[i].Media()
		if one == nil || other == nil || one.Upload == nil || other.Upload == nil {
			continue
		}

		if first, second := keyOf(one.Kind, *one.Upload), keyOf(other.Kind, *other.Upload); first.kind == second.kind && first.sha256 != "" && second.sha256 != "" && first != second {
			return true
		}
	}

	return false
}

// hasOtherFiles reports whether a record of equal words lists a medium that
// this run has made of another file than that of the message.
func (c *Client) hasOtherFiles(s *Sent, r Record) bool {
	if r.ContentUnread || len(s.attachments) != len(r.Attachments) {
		return false
	}

	for i := range r.Attachments {
		ours, listed := s.attachments[i].Media(), r.Attachments[i].Media()
		if ours == nil || listed == nil || ours.Upload == nil {
			continue
		}

		if made, ok := c.uploadOf(*listed.ID); ok && made.kind == ours.Kind && made != keyOf(ours.Kind, *ours.Upload) {
			return true
		}
	}

	return false
}

// uploadOf is the upload of this run that gave a media id.
func (c *Client) uploadOf(id string) (uploadKey, bool) {
	c.uploadsMu.Lock()
	defer c.uploadsMu.Unlock()

	for key, made := range c.uploads {
		if made == id {
			return key, true
		}
	}

	return uploadKey{}, false
}
