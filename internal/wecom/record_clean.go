package wecom

// cleanRecord takes every secret out of what a record says. It is for records
// that are shown or recorded; those in which a message is looked for stay as
// they came, or a message whose own text has the word could not be found.
func (r *redactor) cleanRecord(record Record) Record {
	record.Text = r.clean(record.Text)

	attachments := make([]Attachment, len(record.Attachments))
	for i, a := range record.Attachments {
		attachments[i] = r.cleanAttachment(a)
	}

	if record.Attachments != nil {
		record.Attachments = attachments
	}

	return record
}

func (r *redactor) cleanAttachment(a Attachment) Attachment {
	a.MsgType = r.clean(a.MsgType)

	if a.Image != nil {
		a.Image = &Image{MediaID: r.clean(a.Image.MediaID), PicURL: r.clean(a.Image.PicURL)}
	}

	if a.Link != nil {
		a.Link = &Link{Title: r.clean(a.Link.Title), PicURL: r.clean(a.Link.PicURL), Desc: r.clean(a.Link.Desc), URL: r.clean(a.Link.URL)}
	}

	if m := a.Miniprogram; m != nil {
		a.Miniprogram = &Miniprogram{Title: r.clean(m.Title), PicMediaID: r.clean(m.PicMediaID), AppID: r.clean(m.AppID), Page: r.clean(m.Page)}
	}

	if a.Video != nil {
		a.Video = &Video{MediaID: r.clean(a.Video.MediaID)}
	}

	if a.File != nil {
		a.File = &File{MediaID: r.clean(a.File.MediaID)}
	}

	return a
}
