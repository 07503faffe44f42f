package review

import (
	"bytes"
	_ "embed" // the page
	"html/template"
	"io"
	"slices"
	"strings"

	"github.com/wecom-community/terraform-provider-wecom/internal/preview"
)

//go:embed page.html
var pageHTML string

//go:embed page.css
var pageCSS string

// page is what page.html shows.
type page struct {
	Lang     string
	Titles   map[string]string
	Style    template.CSS
	Report   *Report
	Contents []pageContent
	Rows     []pageRow
}

type pageContent struct {
	Number      int
	Addresses   []string
	Preview     template.HTML
	Difference  []stretch
	Attachments []string
}

type pageRow struct {
	Row

	Facts []pageFact
	Uses  []pageUse
}

type pageFact struct{ Name, Value string }

type pageUse struct {
	Use

	High  int // from where on it is nearly full
	Words string
}

// WriteHTML writes a report as a page that stands alone: it has no script and
// asks no host, and says so in its policy.
func (r *Report) WriteHTML(to io.Writer, language string) error {
	w := wordsOf(language)

	p := page{
		Lang: language, Report: r,
		Style: template.CSS(preview.CSS + pageCSS), //nolint:gosec // our own files
		Titles: map[string]string{
			"Review": w.titles.review, "Violations": w.titles.violations, "Warnings": w.titles.warnings, "Content": w.titles.content,
			"Difference": w.titles.difference, "Attachments": w.titles.attachments,
		},
	}

	for i, content := range r.Contents {
		shown, err := w.pageContent(i, content)
		if err != nil {
			return err
		}

		p.Contents = append(p.Contents, shown)
	}

	for _, row := range r.Rows {
		p.Rows = append(p.Rows, w.pageRow(row))
	}

	t, err := template.New("page").Parse(pageHTML)
	if err != nil {
		return err
	}

	return t.Execute(to, p)
}

func (w words) pageContent(i int, c Content) (pageContent, error) {
	shown := pageContent{Number: i + 1, Addresses: c.Addresses}

	var phone bytes.Buffer
	if err := preview.Of(w.message(c), w.preview).WriteHTML(&phone); err != nil {
		return shown, err
	}

	shown.Preview = template.HTML(phone.String()) //nolint:gosec // the preview has escaped it

	if c.SentText != nil {
		shown.Difference = difference(*c.SentText, c.Text)
	}

	for _, a := range c.Attachments {
		shown.Attachments = append(shown.Attachments, w.attachment(a))
	}

	return shown, nil
}

// message is a content as a preview takes it.
func (w words) message(c Content) preview.Message {
	m := preview.Message{Text: c.Text, Member: c.Member}
	if c.Hidden {
		m.Text = w.titles.hiddenText
	}

	if slices.Contains(c.NotKnown, "text") {
		m.Text = "(" + w.titles.notKnown + ")"
	}

	if c.Group {
		m.Group = &preview.Group{}
	}

	for _, a := range c.Attachments {
		media := preview.Media{Name: a.File, Size: a.Size, Known: a.File != "" && a.Size > 0, Source: a.picture}
		if !media.Known && a.File != "" {
			media.ID = a.File
		}

		m.Attachments = append(m.Attachments, preview.Attachment{
			Kind: a.MsgType, Title: a.Title, Desc: a.Desc, URL: a.URL, PicURL: a.PicURL, AppID: a.AppID, Page: a.Page, Media: media,
		})
	}

	return m
}

func (w words) pageRow(row Row) pageRow {
	shown := pageRow{Row: row}

	if !row.Effect.sends() {
		return shown
	}

	for _, fact := range []pageFact{
		{w.titles.audience, row.Audience},
		{w.titles.messages, w.counted(row.Messages, nounMessage)},
		{w.titles.senders, w.senders(row.Senders)},
		{w.titles.hosts, w.list(row.Hosts)},
		{w.titles.files, w.files(row.Files)},
		{w.titles.ids, strings.Join(row.IDs, " ")},
		{w.titles.digest, row.Digest},
	} {
		if fact.Value != "" {
			shown.Facts = append(shown.Facts, fact)
		}
	}

	for _, u := range row.Uses {
		shown.Uses = append(shown.Uses, pageUse{Use: u, High: u.Limit * 9 / 10, Words: w.use(u)})
	}

	return shown
}
