package wecomsim

import (
	_ "embed" // for the document
	"net/http"
)

//go:embed openapi.json
var openAPI string

// serveOpenAPI describes the control API.
func serveOpenAPI(_ *Server, w http.ResponseWriter, _ *http.Request) {
	_, _ = w.Write([]byte(openAPI))
}

// serveCompanySchema describes the seed file.
func serveCompanySchema(_ *Server, w http.ResponseWriter, _ *http.Request) {
	_, _ = w.Write([]byte(companySchema))
}
