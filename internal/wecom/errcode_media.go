package wecom

// mediaErrcodes are the codes of uploads and of media ids.
func mediaErrcodes() []Errcode {
	return []Errcode{
		{Code: 40004, Cause: "The type of the media file is not allowed.", Action: "Use JPG or PNG for an image, MP4 for a video."},
		{Code: 40005, Cause: "The media type is not valid.", Action: "Use JPG or PNG for an image, MP4 for a video."},
		{Code: 40006, Cause: "The size of the media file is not allowed.", Action: "Every file must be over 5 bytes; an image and a video at most 10 MB, a file at most 20 MB."},
		{Code: 40007, Cause: "A media_id is not valid: it has expired after 3 days, belongs to another company, or did not come from media/upload.", Action: "Upload the file again, right before the send.", Field: "attachments"},
		{Code: 40009, Cause: "The size of the image is not allowed.", Action: "An image is over 5 bytes and at most 10 MB."},
		{Code: 40011, Cause: "The size of the video is not allowed.", Action: "A video is over 5 bytes and at most 10 MB."},
		{Code: 40123, Cause: "The image is damaged, or its declared size is wrong.", Action: "Check the file."},
		{Code: 41006, Cause: "A media_id is missing.", Action: "Give the media_id.", Field: "attachments"},
		{Code: 41072, Cause: "The media was uploaded for another use.", Action: "Upload it with media/upload.", Field: "attachments"},
		{Code: 44001, Cause: "The media file arrived empty.", Action: "Check that a proxy between here and WeCom keeps the body and its Content-Length."},
		{Code: 45001, Cause: "The media file is too large.", Action: "An image and a video at most 10 MB, a file at most 20 MB."},
		{Code: 301015, Cause: "A media_id is of the wrong kind for this use.", Action: "Upload it with media/upload and the right type.", Field: "attachments"},
	}
}
