package wecom

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"html"
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

// secretForms are the forms in which a secret can come back: as it is, as in a
// URL, a JSON or Go string or HTML, and as base64, of the secret alone and of a
// longer text that has it somewhere, such as a header that a gateway has
// logged.
func secretForms(secret string) []string {
	forms := writtenForms(secret)

	for _, encoding := range []*base64.Encoding{base64.StdEncoding, base64.URLEncoding} {
		whole := encoding.EncodeToString([]byte(secret))
		forms = append(forms, writtenForms(whole)...)
		forms = append(forms, writtenForms(strings.TrimRight(whole, "="))...)

		for before := range 3 {
			forms = append(forms, writtenForms(withinBase64(encoding, secret, before))...)
		}
	}

	return forms
}

// withinBase64 is what a secret looks like within the base64 of a longer text
// in which a multiple of three bytes, and some more, stand before it: the
// characters that depend on the secret alone.
func withinBase64(encoding *base64.Encoding, secret string, before int) string {
	encoded := encoding.EncodeToString([]byte(strings.Repeat("\x00", before) + secret))

	first := (8*before + 5) / 6
	last := 8 * (before + len(secret)) / 6

	return encoded[first:last]
}

// writtenForms are the ways to write a text, the text itself among them.
func writtenForms(text string) []string {
	forms := []string{
		text,
		url.QueryEscape(text),
		url.PathEscape(text),
		strings.TrimPrefix(url.UserPassword("", text).String(), ":"),
		unquoted(strconv.Quote(text)),
		unquoted(strconv.QuoteToASCII(text)),
		html.EscapeString(text),
	}

	// Twice escaped; with the slash left as it is; in hexadecimal, all of it.
	forms = append(forms, url.QueryEscape(forms[1]),
		strings.ReplaceAll(forms[2], "%2F", "/"), strings.ReplaceAll(forms[1], "%2F", "/"),
		hex.EncodeToString([]byte(text)), strings.ToUpper(hex.EncodeToString([]byte(text))))

	// JSON, with <, > and & as \u003c.
	if quoted, err := json.Marshal(text); err == nil {
		forms = append(forms, unquoted(string(quoted)))
	}

	// Some write the hexadecimal digits small.
	for _, form := range forms[1:4] {
		forms = append(forms, percentEscape.ReplaceAllStringFunc(form, strings.ToLower))
	}

	return forms
}

// unquoted takes the quotation marks off.
func unquoted(text string) string { return text[1 : len(text)-1] }

var percentEscape = regexp.MustCompile(`%[0-9A-F]{2}`)
