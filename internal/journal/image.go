package journal

import (
	"cmp"
	"context"
	"errors"
	"path/filepath"
	"strings"
	"time"
)

// ErrImageLocked says that another run is uploading a picture.
var ErrImageLocked = errors.New("another run is uploading this picture")

// Image is the URL under which a picture was uploaded, by the digest of its
// company and its content. A message says the URL, and WeCom gives another one
// at each upload: only under the first one is a message known again. Empty
// where nobody has told. It reads the directory.
func (j *Journal) Image(key string) (string, error) {
	j.mu.Lock()
	defer j.mu.Unlock()

	err := checkDigests(key)
	if err == nil {
		err = j.refresh()
	}

	return j.memory.images[key].URL, err
}

// TellImage tells later runs of the URL of a picture. It writes nothing where
// they know one.
func (j *Journal) TellImage(key, url string) error {
	j.mu.Lock()
	defer j.mu.Unlock()

	told := line{Kind: kindImage, Key: key, URL: url}
	if !told.isWhole() || checkDigests(key) != nil {
		return errNoDigest
	}

	if !j.loaded {
		if err := j.refresh(); err != nil {
			return err
		}
	}

	if j.memory.images[key].URL != "" {
		return nil
	}

	return j.tell(told)
}

// LockImage keeps other runs from uploading a picture until it is unlocked: of
// two that upload it at once each would send a message of its own. It waits for
// the lock until ctx is done, and fails then with [ErrImageLocked].
func (j *Journal) LockImage(ctx context.Context, key string) (unlock func(), err error) {
	if err := checkDigests(key); err != nil {
		return nil, err
	}

	if err := makeDir(j.dir); err != nil {
		return nil, j.cannot("written", err)
	}

	_, number, _ := strings.Cut(key, ":")
	lock, err := lockFile(ctx, filepath.Join(j.dir, "image-"+cmp.Or(number, key)+lockSuffix), 50*time.Millisecond)

	switch {
	case err == nil:
		return func() { _ = lock.Close() }, nil
	case ctx.Err() != nil:
		return nil, ErrImageLocked
	default:
		return nil, j.cannot("written", err)
	}
}

// addImage takes in the URL of a picture. Of several the last one counts.
func (m *memory) addImage(l line) {
	was := m.images[l.Key]
	if cmp.Or(l.Time.Compare(was.Time), cmp.Compare(l.Run, was.Run), cmp.Compare(l.URL, was.URL)) > 0 {
		m.images[l.Key] = l
	}
}
