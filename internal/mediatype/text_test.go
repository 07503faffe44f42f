package mediatype_test

import (
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/mediatype"
)

func TestMarkedUpText(t *testing.T) {
	for text, want := range map[string]string{
		"你好":                             "",
		"hello":                          "",
		"a, b\nc, d\n":                   "",
		"1 < 2 and <3":                   "",
		"{name}, hello":                  "",
		"[折扣] 8 折":                       "",
		"%d off":                         "",
		"#!20% off":                      "",
		`{\rtf1\ansi hello}`:             "an RTF document",
		"<!DOCTYPE html><html>404":       "an HTML page",
		"\n<html>404</html>":             "an HTML page",
		`<?xml version="1.0"?><Error/>`:  "XML",
		`{"text": {"content": "hello"}}`: "JSON",
		"MZ 新品":                          "",
		"GIF89a":                         "",
	} {
		if got := mediatype.MarkedUpText(text); got != want {
			t.Errorf("%q: %q, not %q", text, got, want)
		}
	}
}
