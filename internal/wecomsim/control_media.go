package wecomsim

import (
	"errors"
	"net/http"
	"strconv"
)

// serveMedium gives the content of an upload, by ?id=. Whatever was uploaded, a
// browser must not run it: only pictures and videos have a type that is shown,
// and the rest is a download.
func serveMedium(s *Server, w http.ResponseWriter, r *http.Request) {
	medium, known := s.Medium(r.URL.Query().Get("id"))
	if !known {
		writeControl(w, nil, notFound(errors.New("no such upload")))
		return
	}

	header := w.Header()
	header.Set("Content-Type", medium.contentType())
	header.Set("Content-Length", strconv.Itoa(len(medium.Content)))
	header.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	header.Set("Content-Disposition", "attachment")

	_, _ = w.Write(medium.Content)
}

// contentType follows from what the upload's check let through.
func (m *Medium) contentType() string {
	switch {
	case m.Type == "image" && len(m.Content) > 0 && m.Content[0] == 0x89:
		return "image/png"
	case m.Type == "image":
		return "image/jpeg"
	case m.Type == "video":
		return "video/mp4"
	}

	return "application/octet-stream"
}
