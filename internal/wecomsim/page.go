package wecomsim

import (
	"embed"
	"io/fs"
	"net/http"
	"strings"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/preview"
)

// pagePath is where a browser finds the page; "/" leads there.
const pagePath = controlPrefix + "ui/"

//go:embed page
var pageFiles embed.FS

// pagePolicy lets the page load nothing from other hosts, run no inline script,
// and turn no text into HTML: what it shows was written by whoever sent the
// message.
const pagePolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src blob:; " +
	"connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"

// pageHandler serves the files of the page. They hold no secret, so they need
// no control key: the page itself asks for it.
func pageHandler() http.Handler {
	files, err := fs.Sub(pageFiles, "page")
	if err != nil {
		panic(err) // the folder is embedded
	}

	server := http.NewServeMux()
	server.Handle(pagePath, http.StripPrefix(pagePath, http.FileServerFS(files)))
	server.HandleFunc(pagePath+"phone.css", func(w http.ResponseWriter, r *http.Request) {
		http.ServeContent(w, r, "phone.css", time.Time{}, strings.NewReader(preview.CSS))
	})

	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		header := w.Header()
		header.Del("Content-Type")
		header.Set("Content-Security-Policy", pagePolicy)
		header.Set("Referrer-Policy", "no-referrer")
		header.Set("Cache-Control", "no-cache")
		server.ServeHTTP(w, r)
	})
}

// isPage says whether the request is for the page and not for its data.
func isPage(r *http.Request) bool {
	return (r.Method == http.MethodGet || r.Method == http.MethodHead) && strings.HasPrefix(r.URL.Path, pagePath)
}
