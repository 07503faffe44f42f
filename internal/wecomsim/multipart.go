package wecomsim

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"strconv"
	"strings"
)

// maxUploadBody is the largest file plus room for the multipart headers.
const maxUploadBody = 20<<20 + 1<<20

// uploadedFile is the part of a multipart body that holds the file.
type uploadedFile struct {
	name    string
	content []byte
	// declared is the filelength of the part's Content-Disposition, -1 when it
	// is not given.
	declared int
}

// readFile reads the part with this name, or the first part with a file name
// when the name is "". A body without Content-Length, or without the file, is
// 44001. What the pages ask for but SDKs leave out (filelength, the part's
// Content-Type) is noted.
func (c *call) readFile(name string) (*uploadedFile, *refusal) {
	if c.length < 0 {
		return nil, refuse(codeMediaEmpty, "Content-Length missing")
	}

	kind, parameters, err := mime.ParseMediaType(c.header.Get("Content-Type"))
	if err != nil || kind != "multipart/form-data" || parameters["boundary"] == "" {
		return nil, refuse(codeMediaEmpty, "Content-Type should be multipart/form-data with a boundary")
	}

	parts := multipart.NewReader(bytes.NewReader(c.body), parameters["boundary"])
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return nil, refuse(codeMediaEmpty, "no part %s with a filename", name)
		}

		if err != nil {
			return nil, refuse(codeMediaEmpty, "wrong multipart body")
		}
		// multipart.Part.FileName would strip directories; judging them is the
		// server's task.
		_, disposition, err := mime.ParseMediaType(part.Header.Get("Content-Disposition"))
		if err != nil || disposition["filename"] == "" || name != "" && disposition["name"] != name {
			continue
		}

		content, err := io.ReadAll(part)
		if err != nil {
			return nil, refuse(codeMediaEmpty, "wrong multipart body")
		}

		if part.Header.Get("Content-Type") == "" {
			c.note("part without Content-Type")
		}

		return c.checkFileName(disposition, content)
	}
}

// checkFileName follows the rule of a sibling page (path 99310): no leading
// "/", no "\" or ":".
func (c *call) checkFileName(disposition map[string]string, content []byte) (*uploadedFile, *refusal) {
	file := &uploadedFile{name: disposition["filename"], content: content, declared: -1}
	if strings.HasPrefix(file.name, "/") || strings.ContainsAny(file.name, `\:`) {
		return nil, refuse(codeBadParameter, "filename")
	}

	length, given := disposition["filelength"]
	if !given {
		c.note("part without filelength")
		return file, nil
	}

	declared, err := strconv.Atoi(length)
	if err != nil {
		return nil, refuse(codeBadParameter, "filelength")
	}

	file.declared = declared

	return file, nil
}
