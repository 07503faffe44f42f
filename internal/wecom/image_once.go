package wecom

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/wecom-community/terraform-provider-wecom/internal/journal"
)

// UploadedImage is a picture that has a URL.
type UploadedImage struct {
	URL string
	// JournalFailed says why the journal could not tell whether it had a URL
	// before, or cannot tell a later run of this one. Nil where it could.
	JournalFailed error
}

// UploadImageOnce gives the URL of a picture: that of an earlier upload where
// the journal knows one, under key, and else that of a new one, see
// [Client.UploadImage]. A message says the URL, and a picture that is uploaded
// anew has another one: the message that a lost state, a taint or another root
// sends with it would be another message. An empty key is in no journal.
//
// It fails with [journal.ErrImageLocked] where another run is uploading it, and
// with a [JournalError] where a journal that was asked for cannot be used. Then
// nothing was uploaded, or what was is not used. And with a
// [SeveralImagesError] where the journal knows it under several URLs: which of
// them this one had, not even the run knows that takes it out of a state.
func (c *Client) UploadImageOnce(ctx context.Context, u Upload, key string) (UploadedImage, error) {
	if c.journal == nil || key == "" {
		link, err := c.UploadImage(ctx, u)

		return UploadedImage{URL: link}, err
	}

	waits, stop := context.WithTimeout(ctx, 2*c.requestTimeout)
	defer stop()

	unlock, err := c.journal.LockImage(waits, key)
	if err == nil {
		defer unlock()
	}

	if errors.Is(err, journal.ErrImageLocked) {
		return UploadedImage{}, errors.Join(err, ctx.Err())
	}

	links, readErr := c.imagesInJournal(key)

	failed := cmp.Or(err, readErr)
	if failed != nil && c.journalStrictly {
		return UploadedImage{}, &JournalError{Err: failed}
	}

	if link, err := onlyImage(links); link != "" || err != nil {
		return UploadedImage{URL: link}, err
	}

	link, err := c.UploadImage(ctx, u)
	if err != nil {
		return UploadedImage{}, err
	}

	if err := c.journal.TellImage(key, link); err != nil {
		failed = cmp.Or(failed, err)
	}

	if failed != nil && c.journalStrictly {
		return UploadedImage{}, &JournalError{Err: failed}
	}

	return UploadedImage{URL: link, JournalFailed: failed}, nil
}

// EarlierImage is the URL that [Client.UploadImageOnce] would give without an
// upload; empty where it would upload. It fails like that.
func (c *Client) EarlierImage(key string) (string, error) {
	if c.journal == nil || key == "" {
		return "", nil
	}

	links, err := c.imagesInJournal(key)
	if err != nil && c.journalStrictly {
		return "", &JournalError{Err: err}
	}

	return onlyImage(links)
}

// imagesInJournal are the URLs that the journal has of a picture, as far as it
// can be read.
func (c *Client) imagesInJournal(key string) ([]string, error) {
	links, err := c.journal.Images(key)
	if err == nil {
		err = c.JournalDamage()
	}

	return slices.DeleteFunc(links, func(link string) bool { return !c.secrets.plausibleLink(link) }), err
}

func onlyImage(links []string) (string, error) {
	if len(links) > 1 {
		return "", &SeveralImagesError{URLs: links}
	}

	return strings.Join(links, ""), nil
}

// SeveralImagesError says that a picture was uploaded several times, by runs
// without a common journal. A message that was sent says one of the URLs, and
// with another one it would be another message.
type SeveralImagesError struct {
	URLs []string
}

func (e *SeveralImagesError) Error() string {
	return fmt.Sprintf("the journal knows this picture under %d URLs: %s", len(e.URLs), strings.Join(e.URLs, ", "))
}

// TellImage tells the journal of a picture that a state has, under key: it was
// uploaded by an earlier build, or without a journal.
func (c *Client) TellImage(key, link string) error {
	if c.journal == nil || key == "" || !c.secrets.plausibleLink(link) {
		return nil
	}

	return c.journal.TellImage(key, link)
}
