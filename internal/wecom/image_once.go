package wecom

import (
	"context"
	"errors"

	"github.com/wecom-community/terraform-provider-wecom/internal/journal"
)

// UploadImageOnce gives the URL of a picture: that of an earlier upload where
// the journal knows one, under key, and else that of a new one, see
// [Client.UploadImage]. A message says the URL, and a picture that is uploaded
// anew has another one: the message that a lost state, a taint or another root
// sends with it would be another message. An empty key is in no journal.
//
// It fails with [journal.ErrImageLocked] where another run is uploading it, and
// with a [JournalError] where a journal that was asked for cannot be used. Then
// nothing was uploaded, or what was is not used.
func (c *Client) UploadImageOnce(ctx context.Context, u Upload, key string) (string, error) {
	if c.journal == nil || key == "" {
		return c.UploadImage(ctx, u)
	}

	waits, stop := context.WithTimeout(ctx, 2*c.requestTimeout)
	defer stop()

	unlock, err := c.journal.LockImage(waits, key)
	if err == nil {
		defer unlock()
	}

	if errors.Is(err, journal.ErrImageLocked) {
		return "", errors.Join(err, ctx.Err())
	}

	link, readErr := c.journal.Image(key)
	if readErr == nil {
		readErr = c.JournalForbids()
	}

	if err = errors.Join(err, readErr); err != nil && c.journalStrictly {
		return "", &JournalError{Err: err}
	}

	if c.secrets.plausibleLink(link) {
		return link, nil
	}

	link, err = c.UploadImage(ctx, u)
	if err != nil {
		return "", err
	}

	if err := c.journal.TellImage(key, link); err != nil && c.journalStrictly {
		return "", &JournalError{Err: err}
	}

	return link, nil
}

// TellImage tells the journal of a picture that a state has, under key: it was
// uploaded by an earlier build, or without a journal. What cannot be told the
// next send says.
func (c *Client) TellImage(key, link string) {
	if c.journal != nil && key != "" && c.secrets.plausibleLink(link) {
		_ = c.journal.TellImage(key, link)
	}
}
