package wecom

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"net/url"
	"strings"

	"github.com/wecom-community/terraform-provider-wecom/internal/regularfile"
)

// Upload is a file that stands for a media id.
type Upload struct {
	Path string
	// Name is what customers see of a file; of images and videos they see none.
	Name string
	// SHA256 is the content that is meant, in hexadecimal.
	SHA256 string
}

// ErrFileChanged says that a file is not the one that is meant.
var ErrFileChanged = errors.New("the file has changed since the plan")

const (
	uploadPath      = "/cgi-bin/media/upload"
	uploadImagePath = "/cgi-bin/media/uploadimg"
)

// uploadMedia puts a media id into every attachment that has a file instead.
// Each file is uploaded once for a run, however many messages use it. Nothing
// has been sent when it fails.
func (c *Client) uploadMedia(ctx context.Context, m *MassMessage) error {
	for i, a := range m.Attachments {
		media := a.Media()
		if media == nil || media.Upload == nil {
			continue
		}

		id, err := c.mediaID(ctx, media.Kind, *media.Upload)
		if err != nil {
			return &UploadError{Attachment: i, Kind: a.MsgType, Path: media.Upload.Path, Err: err}
		}

		*media.ID = id
	}

	return nil
}

// UploadError says which file could not be uploaded.
type UploadError struct {
	Attachment int // its place in the list
	Kind       string
	Path       string
	Err        error
}

func (e *UploadError) Error() string {
	return fmt.Sprintf("attachments[%d]: %s could not be uploaded: %s", e.Attachment, e.Path, e.Err)
}

// Unwrap returns the cause.
func (e *UploadError) Unwrap() error { return e.Err }

// uploadKey names what an upload makes: one type, one content, and for a file
// the name that customers see.
type uploadKey struct {
	kind         MediaKind
	sha256, name string
}

func keyOf(kind MediaKind, u Upload) uploadKey {
	key := uploadKey{kind: kind, sha256: u.SHA256}
	if kind == MediaFile {
		key.name = u.Name
	}

	return key
}

// mediaID returns the id of an upload that this run has made already, or makes
// it. Of several that ask at once one uploads.
func (c *Client) mediaID(ctx context.Context, kind MediaKind, u Upload) (string, error) {
	key := keyOf(kind, u)

	done, err := c.locks.lock(ctx, fmt.Sprint("upload ", key))
	if err != nil {
		return "", err
	}
	defer done()

	c.uploadsMu.Lock()
	id := c.uploads[key]
	c.uploadsMu.Unlock()

	if id != "" {
		return id, nil
	}

	got, err := c.upload(ctx, uploadPath, url.Values{"type": {string(kind)}}, u)
	if err != nil {
		return "", err
	}

	id = stringField(got.fields["media_id"])
	if !c.secrets.plausibleID(id) {
		return "", &CallError{Endpoint: got.endpoint, HTTPStatus: got.status, Reason: "the answer has no media_id that can be used"}
	}

	c.uploadsMu.Lock()
	c.uploads[key] = id
	c.uploadsMu.Unlock()

	return id, nil
}

// UploadImage uploads an image for good and gives its URL, which pic_url and
// picurl take.
//
// Limits: 6 bytes to 2 MB; 3,000 images a month and 1,000 a day for a company,
// then 45009. Source: https://developer.work.weixin.qq.com/document/path/90256.
// Retry class: repeatable; a repetition costs one of the quota.
func (c *Client) UploadImage(ctx context.Context, u Upload) (string, error) {
	got, err := c.upload(ctx, uploadImagePath, nil, u)
	if err != nil {
		return "", err
	}

	link := stringField(got.fields["url"])
	if !c.secrets.plausibleLink(link) {
		return "", &CallError{Endpoint: got.endpoint, HTTPStatus: got.status, Reason: "the answer has no url that can be used"}
	}

	return link, nil
}

// upload posts a file as multipart/form-data, streamed, with a known length:
// WeCom answers a body without Content-Length with 44001. It fails with
// [ErrFileChanged] if the file is not the one that is meant.
//
// Errors: 40004, 40006, 40009, 40011, 44001, 45001.
// Source: https://developer.work.weixin.qq.com/document/path/96484.
// Retry class: repeatable; an upload that nobody uses is forgotten in 3 days.
func (c *Client) upload(ctx context.Context, path string, query url.Values, u Upload) (*answer, error) {
	size, err := checkUpload(u)
	if err != nil {
		return nil, err
	}

	head, tail, contentType, err := uploadFrame(u, size)
	if err != nil {
		return nil, err
	}

	return c.withToken(ctx, func(token string) (request, error) {
		full := url.Values{"access_token": {token}}
		for name, values := range query {
			full[name] = values
		}

		return request{
			method: http.MethodPost, path: path, query: full, contentType: contentType,
			length: int64(len(head)) + size + int64(len(tail)),
			open: func() (io.ReadCloser, error) {
				f, _, err := regularfile.Open(u.Path)
				if err != nil {
					return nil, err
				}

				// Never more than was announced, also if the file grows.
				body := io.MultiReader(bytes.NewReader(head), io.LimitReader(f, size), bytes.NewReader(tail))

				return struct {
					io.Reader
					io.Closer
				}{body, f}, nil
			},
		}, nil
	})
}

// checkUpload reads the file once, to see that it is the one that is meant. No
// file that is meant is larger than the largest that WeCom takes.
func checkUpload(u Upload) (size int64, err error) {
	f, size, err := regularfile.Open(u.Path)
	if err != nil {
		return 0, err
	}
	defer func() { _ = f.Close() }()

	if size > MaxFileBytes {
		return 0, ErrFileChanged
	}

	hash := sha256.New()

	switch err := regularfile.Copy(hash, f, size); {
	case errors.Is(err, regularfile.ErrChanged):
		return 0, ErrFileChanged
	case err != nil:
		return 0, err
	}

	if hex.EncodeToString(hash.Sum(nil)) != u.SHA256 {
		return 0, ErrFileChanged
	}

	return size, nil
}

// uploadFrame is what stands before and after the file in the body.
func uploadFrame(u Upload, size int64) (head, tail []byte, contentType string, err error) {
	var b bytes.Buffer

	w := multipart.NewWriter(&b)

	header := textproto.MIMEHeader{}
	header.Set("Content-Disposition", fmt.Sprintf(`form-data; name="media"; filename=%s; filelength=%d`, quotedFilename(u.Name), size))
	header.Set("Content-Type", "application/octet-stream")

	if _, err := w.CreatePart(header); err != nil {
		return nil, nil, "", err
	}

	head = bytes.Clone(b.Bytes())

	b.Reset()

	if err := w.Close(); err != nil {
		return nil, nil, "", err
	}

	return head, b.Bytes(), w.FormDataContentType(), nil
}

// quotedFilename writes a name as browsers do: UTF-8 as it is, and only the
// quotation mark and line breaks escaped.
func quotedFilename(name string) string {
	return `"` + strings.NewReplacer(`"`, "%22", "\r", "%0D", "\n", "%0A").Replace(name) + `"`
}
