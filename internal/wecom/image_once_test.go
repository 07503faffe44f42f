package wecom_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
)

// picture is a file, and its name in the journal of a company.
func picture(t *testing.T, height int) (u wecom.Upload, key string) {
	t.Helper()

	var content bytes.Buffer
	if err := png.Encode(&content, image.NewGray(image.Rect(0, 0, 1, height))); err != nil {
		t.Fatal(err)
	}

	path := filepath.Join(t.TempDir(), "picture.png")
	if err := os.WriteFile(path, content.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}

	sum := sha256.Sum256(content.Bytes())
	hash := hex.EncodeToString(sum[:])

	return wecom.Upload{Path: path, Name: "picture.png", SHA256: hash}, draft.ImageKey("https://wecom.test", wecomtest.CorpID, hash)
}

func wantNil(t *testing.T, err error) {
	t.Helper()

	if err != nil {
		t.Fatal(err)
	}
}

func (w *world) wantUploads(n int) {
	w.t.Helper()

	if got := len(w.Sim.Requests("uploadimg")); got != n {
		w.t.Errorf("%d uploads, want %d", got, n)
	}
}

// What one run has uploaded another one takes; another picture, and one whose
// company nobody knows, it uploads.
func TestUploadImageOnce_takesWhatTheJournalKnows(t *testing.T) {
	w, dir := newWorld(t), t.TempDir()
	u, key := picture(t, 1)
	other, otherKey := picture(t, 2)

	first, err := w.run(dir).UploadImageOnce(t.Context(), u, key)
	wantNil(t, errors.Join(err, first.JournalFailed))

	later := w.run(dir)

	again, err := later.UploadImageOnce(t.Context(), u, key)
	if err != nil || again != first {
		t.Errorf("%v, %v; want %v", again, err, first)
	}

	w.wantUploads(1)

	if image, err := later.UploadImageOnce(t.Context(), other, otherKey); err != nil || image == again {
		t.Errorf("another picture: %v, %v", image, err)
	}

	if image, err := later.UploadImageOnce(t.Context(), u, ""); err != nil || image == again {
		t.Errorf("without a company: %v, %v", image, err)
	}

	w.wantUploads(3)
}

// A state that has a picture from before there was a journal tells it.
func TestUploadImageOnce_takesWhatAStateHas(t *testing.T) {
	w, dir := newWorld(t), t.TempDir()
	u, key := picture(t, 1)

	wantNil(t, w.run(dir).TellImage(key, "https://wework.qpic.cn/earlier"))

	image, err := w.run(dir).UploadImageOnce(t.Context(), u, key)
	if err != nil || image.URL != "https://wework.qpic.cn/earlier" {
		t.Errorf("%v, %v", image, err)
	}

	w.wantUploads(0)
}

// A journal that was asked for and cannot be used forbids the upload, since a
// later run would upload it anew. Where nobody has asked for it, it does not,
// and says so.
func TestUploadImageOnce_aJournalThatCannotBeUsed(t *testing.T) {
	u, key := picture(t, 1)

	for name, spoil := range map[string]func(t *testing.T, dir string) string{
		"it is a file": func(t *testing.T, dir string) string {
			path := filepath.Join(dir, "journal")
			if err := os.WriteFile(path, nil, 0o600); err != nil {
				t.Fatal(err)
			}

			return path
		},
		"it is damaged": func(t *testing.T, dir string) string {
			if err := os.WriteFile(filepath.Join(dir, "20260101T000000.000Z-0.jsonl"), []byte("#\n"), 0o600); err != nil {
				t.Fatal(err)
			}

			return dir
		},
	} {
		t.Run(name, func(t *testing.T) {
			w, dir := newWorld(t), spoil(t, t.TempDir())

			_, err := w.run(dir).UploadImageOnce(t.Context(), u, key)
			if _, ok := errors.AsType[*wecom.JournalError](err); !ok {
				t.Errorf("asked for: %v", err)
			}

			w.wantUploads(0)

			leftOut := func(c *wecom.Config) { c.JournalStrictly = false }
			if image, err := w.run(dir, leftOut).UploadImageOnce(t.Context(), u, key); err != nil || image.URL == "" || image.JournalFailed == nil {
				t.Errorf("not asked for: %v, %v", image, err)
			}

			w.wantUploads(1)
		})
	}
}

// Two runs without a common journal have uploaded it. Which URL a message says
// that was sent nobody knows.
func TestUploadImageOnce_severalAreKnown(t *testing.T) {
	w, dir := newWorld(t), t.TempDir()
	u, key := picture(t, 1)

	teller := w.run(dir)
	wantNil(t, teller.TellImage(key, "https://wework.qpic.cn/1"))
	wantNil(t, teller.TellImage(key, "https://wework.qpic.cn/2"))

	for _, one := range []*run{teller, w.run(dir)} {
		_, err := one.UploadImageOnce(t.Context(), u, key)
		if several, ok := errors.AsType[*wecom.SeveralImagesError](err); !ok || len(several.URLs) != 2 {
			t.Errorf("want an error that names both: %v", err)
		}
	}

	w.wantUploads(0)
}
