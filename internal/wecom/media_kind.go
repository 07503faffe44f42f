package wecom

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
