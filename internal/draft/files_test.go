package draft_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/problem"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

const (
	aPointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 48211\n"
	aPage    = "<!DOCTYPE html><html><body>Sign in</body></html>"
	anID     = "woAJ2GCAAAXtWyujaWJHDDGi0mACAAAA"
)

// withFile is a draft of one attachment from a file, as a plan reads it.
func withFile(kind wecom.MediaKind, path, name string) draft.Draft {
	a := wecom.Attachment{MsgType: string(kind)}
	upload := &wecom.Upload{Path: path, Name: name}

	switch kind {
	case wecom.MediaImage:
		a.Image = &wecom.Image{Upload: upload}
	case wecom.MediaVideo:
		a.Video = &wecom.Video{Upload: upload}
	case wecom.MediaFile:
		a.File = &wecom.File{Upload: upload}
	}

	d := draft.New(wecom.MassMessage{ChatType: wecom.ChatTypeSingle, Sender: "zhangsan", Attachments: []wecom.Attachment{a}}, "", nil, nil)
	d.ReadFiles()

	return d
}

func details(list problem.List) string {
	all := make([]string, len(list))
	for i, p := range list {
		all[i] = p.Summary + ": " + p.Detail
	}

	return strings.Join(all, "\n")
}

func warnings(list problem.List) problem.List {
	return slices.DeleteFunc(slices.Clone(list), func(p problem.Problem) bool { return p.Severity != problem.ForbidsNothing })
}

// What a send must not take is an error of a send, and a warning, or nothing,
// where the message was sent.
func TestDraft_filesThatAreNotWhatTheySeem(t *testing.T) {
	t.Chdir(t.TempDir())

	for name, row := range map[string]struct {
		kind          wecom.MediaKind
		file, content string
		want, odd     string
		sent          string
	}{
		"a pointer as a file":    {wecom.MediaFile, "a.pdf", aPointer, "a.pdf is a Git LFS pointer", "", "A message that was sent already stays"},
		"a pointer as a picture": {wecom.MediaImage, "a.png", aPointer, "git lfs pull", "", "A message that was sent already stays"},
		"a pointer as a video":   {wecom.MediaVideo, "a.mp4", aPointer, "git lfs pull", "", "A message that was sent already stays"},
		"a quotation mark":       {wecom.MediaFile, `a"b.pdf`, "%PDF-1.4 %%EOF", `uploaded as %22`, "", ""},
		"a backslash":            {wecom.MediaFile, `a\b.pdf`, "%PDF-1.4 %%EOF", "holds a backslash", "", ""},
		"a line break":           {wecom.MediaFile, "a\nb.pdf", "%PDF-1.4 %%EOF", "holds U+000A line feed as character 2, which they would not see", "", ""},
		"a zero width space":     {wecom.MediaFile, "价目\u200b.pdf", "%PDF-1.4 %%EOF", `"价目\u200b.pdf" holds U+200B zero width space as character 3`, "", ""},
		"another direction":      {wecom.MediaFile, "a\u202efdp.pdf", "%PDF-1.4 %%EOF", "U+202E right-to-left override as character 2", "", ""},
		"a byte order mark":      {wecom.MediaFile, "\ufeffa.pdf", "%PDF-1.4 %%EOF", "U+FEFF byte order mark as character 1", "", ""},
		"a no-break space":       {wecom.MediaFile, "b.pdf\u00a0", "%PDF-1.4 %%EOF", `"b.pdf\u00a0" holds U+00A0 no-break space as character 6`, "", ""},
		"a blank at the end":     {wecom.MediaFile, "c.pdf ", "%PDF-1.4 %%EOF", "U+0020 space as character 6", "", ""},
		"a blank inside":         {wecom.MediaFile, "d\u00a0 e\u3000f.pdf", "%PDF-1.4 %%EOF", "", "", ""},
		"a key":                  {wecom.MediaFile, "1\ufe0f\u20e3.pdf", "%PDF-1.4 %%EOF", "", "", ""},
		"an emoji":               {wecom.MediaFile, "茶☕\ufe0f👨\u200d👩.pdf", "%PDF-1.4 %%EOF", "", "", ""},
		"a picture with one":     {wecom.MediaImage, "\u200ba.png", aPicture, "", "", ""},
		"a colon":                {wecom.MediaFile, "10:30.pdf", "%PDF-1.4 %%EOF", "", "holds a colon", ""},
		"a quoted picture":       {wecom.MediaImage, `a"b.png`, aPicture, "", "", ""},
		"a page as a PDF":        {wecom.MediaFile, "a.pdf", aPage, "", "a.pdf: its name says a PDF document (.pdf), and its content is an HTML page. It is sent as it is", ""},
		"a PDF":                  {wecom.MediaFile, "a.pdf", "%PDF-1.4 %%EOF", "", "", ""},
	} {
		if err := os.WriteFile(row.file, []byte(row.content), 0o600); err != nil {
			t.Fatal(err)
		}

		d := withFile(row.kind, row.file, row.file)

		for what, got := range map[string][2]string{
			"the errors of a send":   {details(d.AllProblems().Errors()), row.want},
			"what is odd":            {details(warnings(d.AllProblems())), row.odd},
			"what is said when sent": {details(d.ProblemsOfASent()), row.sent},
		} {
			if (got[0] == "") != (got[1] == "") || !strings.Contains(got[0], got[1]) {
				t.Errorf("%s: %s: got %q, want %q", name, what, got[0], got[1])
			}
		}

		if errors := d.ProblemsOfASent().Errors(); len(errors) > 0 {
			t.Errorf("%s: %s", name, details(errors))
		}

		_, problems := d.Order(d)
		if (len(problems) > 0) != (row.want != "") {
			t.Errorf("%s: the order: %s", name, details(problems))
		}
	}
}

// aPicture is a PNG of one pixel, as far as its size in pixels.
const aPicture = "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xdeIEND"

func TestDraft_theContentOfAPathIsNeverShown(t *testing.T) {
	t.Chdir(t.TempDir())

	for _, given := range []string{
		anID, anID + "\n", anID + "\n" + anID, "external_userid\n" + anID, anID + "," + anID,
		`["` + anID + `"]`, "~/" + anID, "https://example.com/?id=" + anID, strings.Repeat("x", 300) + anID,
	} {
		d := written(given)
		media := withFile(wecom.MediaImage, given, given)

		// A plan that did not know the path yet may have had a written hash.
		planned, plannedMedia := written(given), withFile(wecom.MediaImage, given, given)
		planned.RecipientsSHA256 = wecom.RecipientsDigest([]string{anID})
		plannedMedia.Message.Attachments[0].Image.Upload.SHA256 = planned.RecipientsSHA256
		_, ofOrder := d.Order(planned)
		_, ofMedia := media.Order(plannedMedia)

		said := details(d.AllProblems()) + details(d.ProblemsOfASent()) + details(media.AllProblems()) + details(ofOrder) + details(ofMedia)

		if said == "" || strings.Contains(said, "woAJ2G") {
			t.Errorf("%.20q: %q", given, said)
		}
	}
}

func TestDraft_aPointerIsNoListOfRecipients(t *testing.T) {
	t.Chdir(t.TempDir())

	if err := os.WriteFile("customers.csv", []byte(aPointer), 0o600); err != nil {
		t.Fatal(err)
	}

	d := written("customers.csv")
	if got := details(d.AllProblems().Errors()); !strings.Contains(got, "recipients_file: customers.csv is a Git LFS pointer") || len(d.Message.ExternalUserID) > 0 {
		t.Errorf("got %q", got)
	}
}
