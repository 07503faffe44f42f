package wecomsim

import (
	"crypto/sha256"
	"encoding/base64"
)

// checkMedia checks that a media id or a pic_url of a message can be used. The
// page demands for pic_url a link from uploadimg but names no code; 40094 is
// the table's code for a bad URL.
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

// media is the attachment's media id and the type that it must have; the type
// is "" when the attachment has none.
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

// withOwnMediaID names the medium as the sample of get_groupmsg_list does
// ("WWCISP_XXXXXXX"): by an id of WeCom's own, the same for the same medium,
// which does not reveal what was sent.
func (a Attachment) withOwnMediaID() Attachment {
	id, _ := a.media()
	if id == "" {
		return a
	}

	sum := sha256.Sum256([]byte(id))
	own := "WWCISP_" + base64.RawURLEncoding.EncodeToString(sum[:18])

	switch {
	case a.Image != nil:
		a.Image = &Image{MediaID: own}
	case a.MiniProgram != nil:
		mini := *a.MiniProgram
		mini.PicMediaID = own
		a.MiniProgram = &mini
	case a.Video != nil:
		a.Video = &Media{own}
	case a.File != nil:
		a.File = &Media{own}
	}

	return a
}
