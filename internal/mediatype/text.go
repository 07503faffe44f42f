package mediatype

import (
	"slices"

	"github.com/gabriel-vasile/mimetype"
)

// MarkedUpText is the kind of file that a text begins like, in words, where it
// is one whose signs nobody is meant to read: "an HTML page". It is empty for a
// plain text.
func MarkedUpText(text string) string {
	found := mimetype.Detect([]byte(text[:min(len(text), headBytes)])).String()
	kind := withoutParameters(found)

	if slices.Contains([]string{"application/json", "image/svg+xml", "text/html", "text/rtf", "text/xml"}, kind) {
		return kindWords()[kind]
	}

	return ""
}
