package wecom

import (
	"bytes"
	"errors"
)

// MediaKind is the type parameter of media/upload.
type MediaKind string

// The kinds of media that a mass message can carry.
const (
	MediaImage MediaKind = "image"
	MediaVideo MediaKind = "video"
	MediaFile  MediaKind = "file"
)

// MaxBytes is the documented size of this kind.
func (k MediaKind) MaxBytes() int64 {
	switch k {
	case MediaImage:
		return MaxImageBytes
	case MediaVideo:
		return MaxVideoBytes
	default:
		return MaxFileBytes
	}
}

// MediaHeadBytes is how much of a file [MediaKind.CheckContent] needs to see.
const MediaHeadBytes = 32

// CheckContent says what is wrong with the first bytes of a file of this kind,
// or nil. The name of a file says nothing.
func (k MediaKind) CheckContent(head []byte) error {
	switch k {
	case MediaImage:
		if !bytes.HasPrefix(head, []byte("\xFF\xD8\xFF")) && !bytes.HasPrefix(head, []byte("\x89PNG\r\n\x1A\n")) {
			return errors.New("its content is neither JPG nor PNG")
		}
	case MediaVideo:
		// ISO base media: the length of a box, and its name.
		if len(head) < 12 || string(head[4:8]) != "ftyp" {
			return errors.New("its content is not MP4")
		}
	case MediaFile:
	}

	return nil
}
