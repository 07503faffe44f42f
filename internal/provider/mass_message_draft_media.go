package provider

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/regularfile"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// uploadOf is the file of an attachment, its kind and the attribute it stands
// in; nil if the attachment has none.
func uploadOf(a wecom.Attachment) (upload *wecom.Upload, kind wecom.MediaKind, name string) {
	media := a.Media()
	if media == nil {
		return nil, "", ""
	}

	return media.Upload, media.Kind, strings.Replace(media.Field, "media_id", "source", 1)
}

// readMedia reads the files of the attachments: their hashes, and whether WeCom
// would take them.
func (c *draft) readMedia() {
	for i, a := range c.Message.Attachments {
		upload, kind, name := uploadOf(a)
		if upload == nil {
			continue
		}

		p := path.Root("attachments").AtListIndex(i).AtName(a.MsgType).AtName(name)
		hash, err := inspectMedia(upload.Path, kind, kind.MaxBytes())

		switch {
		case errors.Is(err, fs.ErrNotExist):
			c.gone = append(c.gone, goneFile{p, upload.Path})
		case err != nil:
			check := &checker{unknown: c.Unknown}
			check.errorf(p, "Unusable file", "%s: %s.", upload.Path, err)
			c.Diags.Append(check.diags...)
		}

		upload.SHA256 = hash
	}
}

// inspectMedia gives the SHA-256 of a file that WeCom takes as media of this
// kind. It reads the file once and does not hold it.
func inspectMedia(name string, kind wecom.MediaKind, limit int64) (hash string, err error) {
	f, size, err := regularfile.Open(name)
	if err != nil {
		return "", err
	}
	defer func() { _ = f.Close() }()

	switch {
	case size < wecom.MinMediaBytes:
		return "", fmt.Errorf("it has %s; WeCom takes files over 5 bytes", counted(int(size), "byte"))
	case size > limit:
		return "", fmt.Errorf("it has %s; the limit is %s, %s too many", counted(int(size), "byte"), grouped(int(limit)), grouped(int(size-limit)))
	}

	head := make([]byte, wecom.MediaHeadBytes)

	n, err := f.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}

	if err := kind.CheckContent(head[:n]); err != nil {
		return "", err
	}

	sum := sha256.New()
	if err := regularfile.Copy(sum, f, size); err != nil {
		return "", err
	}

	return hex.EncodeToString(sum.Sum(nil)), nil
}

// borrowHashes lets files that are gone count as what was sent: nobody can tell
// any more, and a message that was sent needs them no longer.
func (c *draft) borrowHashes(sent draft) {
	for i, a := range c.Message.Attachments {
		upload, kind, _ := uploadOf(a)
		if upload == nil || upload.SHA256 != "" || i >= len(sent.Message.Attachments) {
			continue
		}

		if recorded, recordedKind, _ := uploadOf(sent.Message.Attachments[i]); recorded != nil && recordedKind == kind {
			upload.SHA256 = recorded.SHA256
		}
	}
}

// comparableAttachment is an attachment without what does not count: the path of
// a file, and its name where customers do not see it.
type comparableAttachment struct {
	wecom.Attachment

	SHA256 string `json:"sha256,omitempty"`
	Name   string `json:"name,omitempty"`
}

func comparableAttachments(attachments []wecom.Attachment) []comparableAttachment {
	all := make([]comparableAttachment, len(attachments))

	for i, a := range attachments {
		all[i].Attachment = a

		upload, kind, _ := uploadOf(a)
		if upload == nil {
			continue
		}

		all[i].SHA256 = upload.SHA256

		if kind == wecom.MediaFile {
			all[i].Name = upload.Name
		}

		// The id of an upload is not part of the configuration.
		all[i].Attachment = a.Clone()
		*all[i].Media().ID = ""
	}

	return all
}

// withHashes puts the hashes of the files into a list of attachments. Where a
// path is not known yet, its hash stays unknown.
func (c draft) withHashes(list types.List) types.List {
	if list.IsNull() || list.IsUnknown() || c.Unknown["attachments"] && len(c.Message.Attachments) != len(list.Elements()) {
		return list
	}

	elements := list.Elements()

	for i, element := range elements {
		object, ok := element.(types.Object)
		if !ok || object.IsNull() || object.IsUnknown() {
			continue
		}

		parts := object.Attributes()

		for _, kind := range attachmentKinds() {
			if of, ok := parts[kind].(types.Object); ok && given(of) {
				parts[kind] = withHash(of, kind, c.Message.Attachments[i])
			}
		}

		elements[i] = types.ObjectValueMust(attachmentType().AttrTypes, parts)
	}

	return types.ListValueMust(attachmentType(), elements)
}

func withHash(object types.Object, kind string, a wecom.Attachment) types.Object {
	fields := object.Attributes()

	for _, name := range []string{"source", "pic_source"} {
		source, ok := fields[name]
		if !ok {
			continue
		}

		hash := attr.Value(types.StringNull())

		if source.IsUnknown() {
			hash = types.StringUnknown()
		} else if upload, _, _ := uploadOf(a); upload != nil && upload.SHA256 != "" {
			hash = types.StringValue(upload.SHA256)
		}

		fields[name+"_sha256"] = hash
	}

	return types.ObjectValueMust(attachmentType().AttrTypes[kind].(types.ObjectType).AttrTypes, fields)
}
