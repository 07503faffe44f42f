package wecomsim

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"slices"
	"time"
)

// A picture of a message is drawn by the page, in a browser: the server has no
// fonts and no layout. A caller of the control API waits while an open page
// draws it.

// maxPicture and maxPictureTime bound what a page can hand in, and how long to
// wait for it.
const (
	maxPicture     = 16 << 20
	maxPictureTime = time.Minute
)

// drawing is a picture that somebody waits for.
type drawing struct {
	msgid   string
	done    chan struct{}
	picture []byte // before done is closed
}

// servePicture answers with the PNG of a message; ?timeout=10s.
func servePicture(s *Server, w http.ResponseWriter, r *http.Request) {
	picture, err := s.waitForPicture(r)
	if err != nil {
		writeControl(w, nil, err)
		return
	}

	header := w.Header()
	header.Set("Content-Type", "image/png")
	header.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(picture))
}

func (s *Server) waitForPicture(r *http.Request) ([]byte, error) {
	timeout, err := optionalDuration("timeout", r.URL.Query().Get("timeout"))
	if err != nil {
		return nil, err
	}

	if s.current(r.PathValue("msgid")) == nil {
		return nil, errNoMessage()
	}

	wanted := &drawing{msgid: r.PathValue("msgid"), done: make(chan struct{})}

	s.want(wanted)
	defer s.unwant(wanted)

	timer := time.NewTimer(min(max(valueOr(timeout, 10*time.Second), 0), maxPictureTime))
	defer timer.Stop()

	select {
	case <-wanted.done:
		return wanted.picture, nil
	case <-timer.C:
		return nil, statusError{http.StatusGatewayTimeout, "no open page has drawn it: open " + pagePath + " in a browser, which may be headless"}
	case <-s.stopped:
	case <-r.Context().Done():
	}

	return nil, statusError{http.StatusServiceUnavailable, "the server stops, or the caller has gone"}
}

func (s *Server) want(wanted *drawing) {
	s.mu.Lock()
	defer s.mu.Unlock()

	s.drawings = append(s.drawings, wanted)
	s.announce()
}

func (s *Server) unwant(wanted *drawing) {
	s.mu.Lock()
	defer s.mu.Unlock()

	s.drawings = slices.DeleteFunc(s.drawings, func(d *drawing) bool { return d == wanted })
}

// controlPutPicture takes what a page has drawn, for all who wait for it.
func controlPutPicture(s *Server, r *http.Request) (any, error) {
	picture, err := io.ReadAll(http.MaxBytesReader(nil, r.Body, maxPicture))
	if err != nil {
		return nil, badRequest(err)
	}

	if !bytes.HasPrefix(picture, []byte("\x89PNG\r\n\x1a\n")) {
		return nil, badRequest(errors.New("the body should be a PNG"))
	}

	if s.current(r.PathValue("msgid")) == nil {
		return nil, errNoMessage()
	}

	s.mu.Lock()
	defer s.mu.Unlock()

	s.drawings = slices.DeleteFunc(s.drawings, func(d *drawing) bool {
		if d.msgid != r.PathValue("msgid") {
			return false
		}

		d.picture = picture
		close(d.done)

		return true
	})

	return done(), nil
}
