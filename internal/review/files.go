package review

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/wecom-community/terraform-provider-wecom/internal/regularfile"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// attributeOf is where an attachment stands: "attachments[0].image".
func attributeOf(i int, a attachment) string {
	return fmt.Sprintf("attachments[%d].%s", i, a.MsgType)
}

// fileAttribute is where its file stands.
func fileAttribute(i int, a attachment) string {
	if a.Miniprogram != nil {
		return attributeOf(i, a) + ".pic_source"
	}

	return attributeOf(i, a) + ".source"
}

// nameOf is the name of a file, of whichever system the plan was made on.
func nameOf(name string) string { return path.Base(strings.ReplaceAll(name, `\`, "/")) }

// filesOf looks at the files of a message. The plan has their hashes, so that a
// review can tell the file of the plan from another one.
func (b *builder) filesOf(v values) []File {
	var files []File

	for i, a := range v.Attachments {
		if a.source == "" {
			continue
		}

		f := File{Attribute: fileAttribute(i, a), Path: a.source, SHA256: a.sha256}

		size, hash, err := b.hashOf(a.source, limitOf(a))

		switch {
		case errors.Is(err, fs.ErrNotExist):
			f.Problem = b.words.fileGone
		case err != nil:
			f.Problem = b.words.fileUnread
		case a.sha256 != "" && hash != a.sha256:
			f.Size, f.Problem = size, b.words.fileOther
		default:
			f.Size = size
		}

		files = append(files, f)
	}

	return files
}

func limitOf(a attachment) int64 {
	if slot := a.Media(); slot != nil {
		return slot.Kind.MaxBytes()
	}

	return wecom.MaxFileBytes
}

// errTooLarge says that a file cannot be the one of a plan: WeCom takes none so
// large.
var errTooLarge = errors.New("the file is too large")

func (b *builder) hashOf(name string, limit int64) (size int64, hash string, err error) {
	f, size, err := regularfile.Open(b.path(name))
	if err != nil {
		return 0, "", err
	}
	defer func() { _ = f.Close() }()

	if size > limit {
		return size, "", errTooLarge
	}

	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return 0, "", err
	}

	return size, hex.EncodeToString(sum.Sum(nil)), nil
}

// path is that of a file of the plan, which was made in the folder.
func (b *builder) path(name string) string {
	if filepath.IsAbs(name) {
		return name
	}

	return filepath.Join(b.options.Folder, name)
}

// picture is a picture of a message as a data URI; empty where the report shows
// none, or the file is not the one of the plan.
func (b *builder) picture(a attachment, f File) string {
	if !b.options.Pictures || f.Problem != "" || a.Image == nil && a.Miniprogram == nil {
		return ""
	}

	raw, err := os.ReadFile(b.path(f.Path))
	if err != nil {
		return ""
	}

	kind, raw := thumbnail(raw)
	if kind == "" {
		return ""
	}

	return "data:" + kind + ";base64," + base64.StdEncoding.EncodeToString(raw)
}
