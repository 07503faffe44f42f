package journal

import (
	"cmp"
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// ErrImageLocked says that another run is uploading a picture.
var ErrImageLocked = errors.New("another run is uploading this picture")

// Images are the URLs of a picture, by the digest of its company and its
// content, in the order in which they were told. A message says the URL, and
// WeCom gives another one at each upload: only under its own one is a message
// known again. There are several where runs without a common journal have
// uploaded it. It reads the directory.
func (j *Journal) Images(key string) (urls []string, err error) {
	j.mu.Lock()
	defer j.mu.Unlock()

	err = checkDigests(key)
	if err == nil {
		err = j.refresh()
	}

	for _, l := range j.memory.images[key] {
		urls = append(urls, l.URL)
	}

	return urls, err
}

// TellImage tells later runs of a URL of a picture. It writes nothing where
// they know it.
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

	if slices.ContainsFunc(j.memory.images[key], func(l line) bool { return l.URL == url }) {
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

	// Of what is uploaded and cannot be told the upload is lost.
	j.mu.Lock()
	err = j.create()
	j.mu.Unlock()

	if err != nil {
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

// addImage takes in the URL of a picture.
func (m *memory) addImage(l line) {
	all := slices.Concat(m.images[l.Key], []line{l})
	slices.SortFunc(all, func(a, b line) int {
		return cmp.Or(a.Time.Compare(b.Time), cmp.Compare(a.Run, b.Run), cmp.Compare(a.URL, b.URL))
	})

	told := map[string]bool{}
	m.images[l.Key] = slices.DeleteFunc(all, func(l line) bool {
		was := told[l.URL]
		told[l.URL] = true

		return was
	})
}
