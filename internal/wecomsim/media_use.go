package wecomsim

// checkMedia checks that a media id or a pic_url of a message can be used. The page demands for
// pic_url a link from uploadimg but names no code; 40094 is the table's one for a bad URL.
func (c *call) checkMedia(a Attachment, at string) *refusal {
	s := c.server
	s.mu.Lock()
	defer s.mu.Unlock()
	if a.Image != nil && a.Image.MediaID == "" {
		if s.media.byURL[a.Image.PicURL] == nil && !s.settings.unknownMedia {
			return refuse(codeBadURL, "%s.pic_url is not from uploadimg", at)
		}
		return nil
	}
	mediaID, kind := a.media()
	if kind == "" {
		return nil
	}
	medium := s.media.byID[mediaID]
	switch {
	case medium == nil && s.settings.unknownMedia:
		return nil
	case medium == nil:
		return refuse(codeBadMedia, "%s: unknown", at)
	case !c.now.Before(medium.CreateTime.Add(mediaLife)):
		return refuse(codeBadMedia, "%s: expired", at)
	case medium.Type != kind:
		return refuse(codeMediaUse, "%s needs %s, got %s", at, kind, medium.Type)
	}
	return nil
}

// media is the attachment's media id and the type that it must have; the type is "" when the
// attachment has none.
func (a Attachment) media() (id, kind string) {
	switch {
	case a.Image != nil:
		return a.Image.MediaID, "image"
	case a.MiniProgram != nil:
		return a.MiniProgram.PicMediaID, "image"
	case a.Video != nil:
		return a.Video.MediaID, "video"
	case a.File != nil:
		return a.File.MediaID, "file"
	}
	return "", ""
}
