package draft_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

func TestDraft_textThatNobodyMeansSo(t *testing.T) {
	t.Chdir(t.TempDir())
	t.Setenv("HOME", t.TempDir())

	for _, name := range []string{"msg.txt", "hello", filepath.Join(os.Getenv("HOME"), "at-home.txt")} {
		if err := os.WriteFile(name, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}

	const (
		path     = "A path instead of a text"
		base64   = "Base64 instead of a text"
		noPlain  = "Not a plain text"
		conflict = "Marks of a merge conflict"
		lost     = "Lost characters"
	)

	for text, warned := range map[string]string{
		"msg.txt":       path,
		"./msg.txt\n":   path,
		"msg.txt ":      path,
		"~/at-home.txt": path,
		"~/none.txt":    "",
		"none.txt":      "",
		"hello":         "",
		"see msg.txt":   "",
		".":             "",

		"5oKo5aW977yM5paw5ZOB5LiK5p62": base64, // 您好，新品上架
		"SGVsbG8sIG5ldyBnb29kcyE=":     base64,
		"SGVsbG8=":                     "", // may be a word
		"internationalizationally":     "",
		"123456781234567812345678":     "",

		`{\rtf1\ansi hello}`:                     noPlain,
		"<!DOCTYPE html><html>404</html>":        noPlain,
		"# 你好\n**新品**":                           "",
		"你好\n<<<<<<< HEAD\n旧\n=======\n新":        conflict,
		"你好\n=======\n<<<<<<<\n":                 "",
		"你好\n\uFFFD\uFFFD":                       lost,
		"锟斤拷锟斤拷":                                 lost,
		"<<<<<<< HEAD\nmsg.txt\n=======\n\uFFFD": conflict,
	} {
		d := draft.New(wecom.MassMessage{Text: &wecom.Text{Content: text}}, "", nil, nil)
		d.ReadFiles()

		said := details(d.AllProblems())
		if warned == "" && said != "" || !strings.Contains(said, warned) {
			t.Errorf("%q: %q, without %q", text, said, warned)
		}

		if said := details(d.ProblemsOfASent()); said != "" {
			t.Errorf("%q, of a sent message: %s", text, said)
		}
	}
}

func TestDraft_textThatNobodyMeansSoNamesTheLine(t *testing.T) {
	d := draft.New(wecom.MassMessage{Text: &wecom.Text{Content: "你好\n<<<<<<< HEAD\n\uFFFD\n"}, Attachments: []wecom.Attachment{
		{MsgType: wecom.MsgTypeLink, Link: &wecom.Link{Title: "锟斤拷", Desc: "\uFFFD", URL: "https://a.example"}},
		{MsgType: wecom.MsgTypeMiniprogram, Miniprogram: &wecom.Miniprogram{Title: "\n\n\uFFFD"}},
	}}, "", nil, nil)
	d.ReadFiles()

	said := details(d.AllProblems())
	for _, want := range []string{"line 2 is the mark", "line 3 holds", "attachments[0].link.title: line 1 holds", "attachments[0].link.desc: line 1 holds", "attachments[1].miniprogram.title: line 3 holds"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q, without %q", said, want)
		}
	}
}
