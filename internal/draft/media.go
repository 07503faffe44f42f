package draft

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/wecom-community/terraform-provider-wecom/internal/mediatype"
	"github.com/wecom-community/terraform-provider-wecom/internal/problem"
	"github.com/wecom-community/terraform-provider-wecom/internal/regularfile"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// uploadOf is the file of an attachment; nil if it has none.
func uploadOf(a wecom.Attachment) *wecom.Upload {
	media := a.Media()
	if media == nil {
		return nil
	}

	return media.Upload
}

// sourceOf is where the path of the i-th attachment's file stands: source
// instead of media_id, pic_source instead of pic_media_id.
func sourceOf(i int, a wecom.Attachment) problem.Path {
	name := strings.Replace(a.Media().Field, "media_id", "source", 1)

	return inAttachment(i, a, name)
}

// inAttachment is where an attribute of the i-th attachment stands.
func inAttachment(i int, a wecom.Attachment, name string) problem.Path {
	return problem.Root("attachments").AtListIndex(i).AtName(a.MsgType).AtName(name)
}

// readMedia reads the files of the attachments: their hashes, and whether WeCom
// would take them.
func (d *Draft) readMedia() {
	for i, a := range d.Message.Attachments {
		if uploadOf(a) != nil {
			d.readUpload(i, a)
		}
	}
}

func (d *Draft) readUpload(i int, a wecom.Attachment) {
	upload := uploadOf(a)

	if kept, ok := d.keptMedia[i]; ok {
		upload.SHA256 = kept
		return
	}

	at, kind := sourceOf(i, a), a.Media().Kind
	hash, odd, err := InspectMedia(upload.Path, kind, kind.MaxBytes())

	switch {
	case errors.Is(err, fs.ErrNotExist):
		d.noFile(at, upload.Path, err)
	case err != nil:
		d.unusable.Errorf(at, "Unusable file", "%s", FileProblem(upload.Path, err))
	}

	if odd != "" {
		summary := "A file that is not what its name says"
		if kind == wecom.MediaImage {
			summary = SummaryCutPicture
		}

		d.odd.Warnf(at, summary, "%s: %s. It is sent as it is, and customers may not be able to open it.", wording.Path(upload.Path), odd)
	}

	if kind == wecom.MediaFile && err == nil {
		d.judgeName(at, upload.Name)
		d.judgePrivate(at, upload.Path)
	}

	d.judgeHash(at, i, hash)

	upload.SHA256 = hash
}

// SummaryCutPicture is for a picture whose end is missing.
const SummaryCutPicture = "A picture that was probably cut short"

// InspectMedia returns the SHA-256 of a file that WeCom takes as media of this
// kind, and what is odd about its content. It does not hold the file.
func InspectMedia(name string, kind wecom.MediaKind, limit int64) (hash, odd string, err error) {
	f, size, err := regularfile.Open(name)
	if err != nil {
		return "", "", err
	}
	defer func() { _ = f.Close() }()

	switch {
	case size < wecom.MinMediaBytes:
		return "", "", fmt.Errorf("it has %s; WeCom takes files over 5 bytes", wording.Counted(int(size), "byte"))
	case size > limit:
		return "", "", fmt.Errorf("it has %s; the limit is %s, %s too many", wording.Counted(int(size), "byte"), wording.Grouped(int(limit)), wording.Grouped(int(size-limit)))
	}

	switch kind {
	case wecom.MediaImage:
		odd, err = mediatype.Picture(f, size)
	case wecom.MediaVideo:
		err = mediatype.Video(f, size)
	case wecom.MediaFile:
		odd, err = mediatype.Mismatch(name, f, size)
	}

	if err != nil {
		return "", "", err
	}

	sum := sha256.New()
	if err := regularfile.Copy(sum, f, size); err != nil {
		return "", "", err
	}

	return hex.EncodeToString(sum.Sum(nil)), odd, nil
}

// BorrowHashes lets files that are not there or cannot be sent count as what
// was sent: nobody can tell any more, and a message that was sent needs them no
// longer.
func (d Draft) BorrowHashes(sent Draft) {
	for i, a := range d.Message.Attachments {
		upload := uploadOf(a)
		if upload == nil || upload.SHA256 != "" || i >= len(sent.Message.Attachments) {
			continue
		}

		other := sent.Message.Attachments[i]
		if recorded := uploadOf(other); recorded != nil && other.Media().Kind == a.Media().Kind {
			upload.SHA256 = recorded.SHA256
		}
	}
}

// comparableAttachment is an attachment without what does not count: the path
// of a file, and its name where customers do not see it.
type comparableAttachment struct {
	wecom.Attachment

	SHA256 string `json:"sha256,omitempty"`
	Name   string `json:"name,omitempty"`
}

func comparableAttachments(attachments []wecom.Attachment) []comparableAttachment {
	return attachmentsIn(attachments, func(a wecom.Attachment) wecom.Attachment {
		return withTexts(a, wecom.ComparableText)
	})
}

// attachmentsIn are the attachments in a form, each a copy.
func attachmentsIn(attachments []wecom.Attachment, form func(wecom.Attachment) wecom.Attachment) []comparableAttachment {
	all := make([]comparableAttachment, len(attachments))

	for i, a := range attachments {
		a = form(a)

		upload := uploadOf(a)
		if upload != nil {
			// The id of an upload is not part of the configuration.
			*a.Media().ID = ""
		}

		all[i].Attachment = a

		if upload == nil {
			continue
		}

		all[i].SHA256 = upload.SHA256

		if a.Media().Kind == wecom.MediaFile {
			all[i].Name = upload.Name
		}
	}

	return all
}

// withTexts is a copy of an attachment whose texts have a form.
func withTexts(a wecom.Attachment, form func(string) string) wecom.Attachment {
	a = a.Clone()

	if a.Link != nil {
		a.Link.Title, a.Link.Desc = form(a.Link.Title), form(a.Link.Desc)
	}

	if a.Miniprogram != nil {
		a.Miniprogram.Title = form(a.Miniprogram.Title)
	}

	return a
}
