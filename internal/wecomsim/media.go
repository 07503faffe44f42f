package wecomsim

import (
	"bytes"
	"image/jpeg"
	"image/png"
	"strconv"
	"time"
)

// mediaLife is how long a media_id is valid (path 96484).
const mediaLife = 3 * 24 * time.Hour

// Sizes of media/upload and media/uploadimg, in bytes. Every file is larger
// than 5 bytes.
const (
	minMediaBytes    = 5
	maxImageBytes    = 10 << 20
	maxVoiceBytes    = 2 << 20
	maxVideoBytes    = 10 << 20
	maxFileBytes     = 20 << 20
	maxUploadImgSize = 2 << 20
)

// Quotas of media/uploadimg for the enterprise (path 90454), by calendar in
// China time.
const (
	uploadImgPerDay   = 1000
	uploadImgPerMonth = 3000
)

// Medium is an uploaded file.
type Medium struct {
	// ID is the media_id, or the URL of an image from uploadimg.
	ID string `json:"id"`
	// Type is image, voice, video or file.
	Type       string    `json:"type"`
	Name       string    `json:"name"`
	CreateTime time.Time `json:"create_time"`
	Content    []byte    `json:"-"`

	permanent bool // from uploadimg
}

// mediaStore holds uploads. What has expired stays, to tell "expired" from
// "unknown".
type mediaStore struct {
	byID    map[string]*Medium // media/upload
	byURL   map[string]*Medium // media/uploadimg
	uploads []time.Time        // of uploadimg
}

func newMediaStore() *mediaStore {
	return &mediaStore{byID: map[string]*Medium{}, byURL: map[string]*Medium{}}
}

// Medium gives an upload by its media_id or its URL, expired ones included.
func (s *Server) Medium(id string) (Medium, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()

	for _, known := range []map[string]*Medium{s.media.byID, s.media.byURL} {
		if medium := known[id]; medium != nil {
			return *medium, true
		}
	}

	return Medium{}, false
}

// uploadAnswer has "ok" on success, as WeCom was recorded; the sample of the
// page has an empty errmsg.
type uploadAnswer struct {
	verdict
	Type    string `json:"type"`
	MediaID string `json:"media_id"`
	// CreatedAt is a string of Unix seconds, as on the page.
	CreatedAt string `json:"created_at"`
}

// mediaUpload answers media/upload (path 96484). Every app may use it, and the
// ids are shared by all apps of the enterprise.
func mediaUpload(c *call) (any, *refusal) {
	kind := c.query.Get("type")

	largest := map[string]int{"image": maxImageBytes, "voice": maxVoiceBytes, "video": maxVideoBytes, "file": maxFileBytes}[kind]
	if largest == 0 {
		return nil, refuse(codeTypeParameter, "type should be image, voice, video or file")
	}

	file, refused := c.readFile("media")
	if refused == nil {
		refused = file.check(kind, largest)
	}

	if refused != nil {
		return nil, refused
	}

	s := c.server
	s.mu.Lock()
	defer s.mu.Unlock()

	medium := &Medium{ID: randomText(s.random, 48), Type: kind, Name: file.name, CreateTime: c.now, Content: file.content}
	if refused := busy(s.save(mediumFact(kindMedium, medium))); refused != nil {
		return nil, refused
	}

	s.media.byID[medium.ID] = medium

	return uploadAnswer{c.success(), kind, medium.ID, strconv.FormatInt(c.now.Unix(), 10)}, nil
}

// uploadImageAnswer has an empty errmsg on success.
type uploadImageAnswer struct {
	verdict
	URL string `json:"url"`
}

// mediaUploadImage answers media/uploadimg (path 90256). The formats are not
// documented; JPG and PNG are those of every other image here.
func mediaUploadImage(c *call) (any, *refusal) {
	file, refused := c.readFile("")
	if refused == nil {
		refused = file.check("image", maxUploadImgSize)
	}

	if refused != nil {
		return nil, refused
	}

	s := c.server
	s.mu.Lock()
	defer s.mu.Unlock()

	if refused := s.media.checkUploadImages(c.now); refused != nil {
		return nil, refused
	}

	medium := &Medium{
		ID:   "https://p.qpic.cn/pic_wework/" + randomText(s.random, 32) + "/0",
		Type: "image", Name: file.name, CreateTime: c.now, Content: file.content, permanent: true,
	}
	if refused := busy(s.save(mediumFact(kindPicture, medium))); refused != nil {
		return nil, refused
	}

	s.media.byURL[medium.ID] = medium
	s.media.uploads = append(s.media.uploads, c.now)

	return uploadImageAnswer{verdict{}, medium.ID}, nil
}

func (m *mediaStore) checkUploadImages(now time.Time) *refusal {
	year, month, day := now.In(chinaTime()).Date()
	today := time.Date(year, month, day, 0, 0, 0, 0, chinaTime())
	first := today.AddDate(0, 0, 1-day)
	inDay, inMonth := 0, 0

	for _, at := range m.uploads {
		if !at.Before(today) {
			inDay++
		}

		if !at.Before(first) {
			inMonth++
		}
	}

	if inDay >= uploadImgPerDay || inMonth >= uploadImgPerMonth {
		return refuse(codeFrequency, "uploadimg: %d today, %d this month", inDay, inMonth)
	}

	return nil
}

// check judges size and content. The content must be of its type, whatever its
// name says.
func (f *uploadedFile) check(kind string, largest int) *refusal {
	sizeCode := map[string]int{"image": codeImageSize, "video": codeVideoSize}[kind]
	if sizeCode == 0 {
		sizeCode = codeMediaTooLarge
	}

	switch {
	case len(f.content) == 0:
		return refuse(codeMediaEmpty, "")
	case len(f.content) <= minMediaBytes:
		return refuse(codeMediaSize, "%d bytes, should be over %d", len(f.content), minMediaBytes)
	case len(f.content) > largest:
		return refuse(sizeCode, "%d bytes, over %d", len(f.content), largest)
	case f.declared >= 0 && f.declared != len(f.content) && kind == "image":
		return refuse(codeImageDamaged, "filelength %d, got %d bytes", f.declared, len(f.content))
	case f.declared >= 0 && f.declared != len(f.content):
		return refuse(codeMediaSize, "filelength %d, got %d bytes", f.declared, len(f.content))
	}

	return f.checkContent(kind)
}

func (f *uploadedFile) checkContent(kind string) *refusal {
	var damaged error

	switch {
	case kind == "image" && bytes.HasPrefix(f.content, []byte("\x89PNG\r\n\x1a\n")):
		_, damaged = png.DecodeConfig(bytes.NewReader(f.content))
	case kind == "image" && bytes.HasPrefix(f.content, []byte("\xff\xd8\xff")):
		_, damaged = jpeg.DecodeConfig(bytes.NewReader(f.content))
	case kind == "video" && len(f.content) >= 12 && string(f.content[4:8]) == "ftyp":
	case kind == "voice" && bytes.HasPrefix(f.content, []byte("#!AMR")):
	case kind == "file":
	default:
		return refuse(codeMediaType, "the content is not of type %s", kind)
	}

	if damaged != nil {
		return refuse(codeImageDamaged, "%v", damaged)
	}

	return nil
}
