package review_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/review"
)

func warned(report *review.Report) string {
	var all []string
	for _, w := range report.Warnings {
		all = append(all, w.Text)
	}

	return strings.Join(all, "\n")
}

// written is a report in every form.
func written(t testing.TB, report *review.Report) string {
	t.Helper()

	var b bytes.Buffer
	for _, write := range []func(io.Writer) error{
		report.WriteJSON, report.WriteJUnit, report.WriteDigests,
		func(to io.Writer) error { return report.WriteText(to, "en", review.Colours{}) },
		func(to io.Writer) error { return report.WriteMarkdown(to, "zh", 65_536) },
		func(to io.Writer) error { return report.WriteHTML(to, "en") },
	} {
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
	}

	return b.String()
}

// Ids are shown on request only, and what the configuration marks as sensitive
// never.
func TestRead_whatIsNotShown(t *testing.T) {
	after := message(object{
		"external_userid": []string{"wmSECRETID"}, "recipients_file": nil,
		"tag_filter": object{"group_list": []any{object{"tag_list": []string{"etSECRETTAG"}}}},
		"text":       object{"content": "geheim"},
	})
	one := change("wecom_mass_message.it", []string{"create"}, nil, after, object{"after_sensitive": object{"text": object{"content": true}}})

	whole := change("wecom_mass_message.it", []string{"create"}, nil, after, object{"after_sensitive": true})
	if said := written(t, reportOf(t, review.Options{ShowIDs: true}, whole)); strings.Contains(said, "geheim") || strings.Contains(said, "SECRET") {
		t.Error("a resource that is sensitive as a whole is shown")
	}

	said := written(t, reportOf(t, review.Options{}, one))
	for _, secret := range []string{"SECRETID", "SECRETTAG", "geheim"} {
		if strings.Contains(said, secret) {
			t.Errorf("%s is shown", secret)
		}
	}

	said = written(t, reportOf(t, review.Options{ShowIDs: true}, one))
	if !strings.Contains(said, "SECRETID") || !strings.Contains(said, "SECRETTAG") || strings.Contains(said, "geheim") {
		t.Error("ids that are asked for are not shown, or the text is")
	}
}

// What was sensitive when it was sent is so now, and of a sensitive attachment
// neither its host nor its file is shown, nor an id in an address.
func TestRead_whatIsSensitiveElsewhere(t *testing.T) {
	secrets := object{
		"text": object{"content": "see https://secrethost.example/"}, "sender": "secretsender",
		"attachments": []any{
			object{"msgtype": "link", "link": object{"title": "t", "url": "https://secrethost.example/"}},
			object{"msgtype": "file", "file": object{"source": "secretfile.txt", "source_sha256": "x"}},
		},
	}
	marks := object{"text": object{"content": true}, "sender": true, "attachments": []any{object{"link": object{"url": true}}}}

	hidden := change("wecom_mass_message.it", []string{"create"}, nil, message(secrets), object{"after_sensitive": marks})
	hidden["address"] = `wecom_mass_message.it["x_wmSECRETCUSTOMERIDSECRETCUSTOMER"]`

	before := change("wecom_mass_message.was", []string{"delete", "create"}, created(object{"text": object{"content": "secretword"}}), message(nil), object{"before_sensitive": object{"text": object{"content": true}}})

	policy := review.Policy{LinkHosts: []string{"a.example"}, ForbiddenWords: []string{"secrethost"}, Senders: []string{"lisi"}}
	report := reportOf(t, review.Options{Policy: policy}, hidden, before)
	said := written(t, report)

	for _, secret := range []string{"secrethost", "secretsender", "secretfile", "SECRETCUSTOMER", "secretword"} {
		if strings.Contains(said, secret) {
			t.Errorf("%s is shown", secret)
		}
	}

	if len(report.Violations) != 4 {
		t.Errorf("what is hidden is judged, too: %s", violated(report))
	}
}

// Of a campaign whose people are not known nobody knows the messages either.
func TestRead_campaignOfUnknownPeople(t *testing.T) {
	after := object{"chat_type": "single", "rollout": 100, "text": object{"content": "你好"}}
	one := change("wecom_campaign.it", []string{"create"}, nil, after, object{"after_unknown": object{"recipients_file": true, "recipients_sha256": true, "messages": true}})

	if got := reportOf(t, review.Options{}, one).Verdict; !strings.HasPrefix(got, "sends at least 1 message to people whom nobody can count yet") {
		t.Error(got)
	}
}

// What the plan does not know passes no gate of the content.
func TestRead_gatesOfWhatIsNotKnown(t *testing.T) {
	one := change("wecom_mass_message.it", []string{"create"}, nil, message(object{"text": object{}}), object{"after_unknown": object{"text": object{"content": true}}})

	report := reportOf(t, review.Options{Policy: review.Policy{LinkHosts: []string{"a.example"}, ForbiddenWords: []string{"x"}}}, one)
	if got := violated(report); !strings.Contains(got, "link_hosts: text is not known") || !strings.Contains(got, "forbidden_words: text is not known") {
		t.Error(got)
	}
}

// The file of a plan is told from another one, and its picture is drawn small.
func TestRead_files(t *testing.T) {
	folder := t.TempDir()

	var large bytes.Buffer
	if err := png.Encode(&large, image.NewRGBA(image.Rect(0, 0, 2_000, 1_000))); err != nil {
		t.Fatal(err)
	}

	if err := os.WriteFile(filepath.Join(folder, "a.png"), large.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}

	sum := sha256.Sum256(large.Bytes())

	for name, c := range map[string]struct{ source, hash, warning string }{
		"it":      {"a.png", hex.EncodeToString(sum[:]), ""},
		"another": {"./a.png", strings.Repeat("0", 64), "it is not the file of the plan"},
		"gone":    {"none.png", hex.EncodeToString(sum[:]), "it is not there"},
		"none":    {".", hex.EncodeToString(sum[:]), "it cannot be read"},
	} {
		after := message(object{"attachments": []any{object{"msgtype": "image", "image": object{"source": c.source, "source_sha256": c.hash}}}})
		report := reportOf(t, review.Options{Folder: folder, Pictures: true}, change("wecom_mass_message.it", []string{"create"}, nil, after, nil))

		if got := warned(report); c.warning == "" && got != "" || !strings.Contains(got, c.warning) {
			t.Errorf("%s: %q, want %q", name, got, c.warning)
		}

		if shown := strings.Contains(written(t, report), "data:image/jpeg;base64,"); shown != (c.warning == "") {
			t.Errorf("%s: its picture is shown: %v", name, shown)
		}
	}
}

// What a reviewer should look at.
func TestRead_warnings(t *testing.T) {
	same := func(address string) object {
		return change(address, []string{"create"}, nil, message(nil), nil)
	}

	for name, c := range map[string]struct {
		changes []object
		want    string
	}{
		"nothing odd":        {[]object{same("wecom_mass_message.a")}, ""},
		"the same twice":     {[]object{same("wecom_mass_message.a"), same("wecom_mass_message.b")}, "It says the same to the same people as wecom_mass_message.a."},
		"text not known":     {[]object{change("wecom_mass_message.a", []string{"create"}, nil, message(object{"text": object{}}), object{"after_unknown": object{"text": object{"content": true}}})}, "(text)"},
		"people not known":   {[]object{change("wecom_mass_message.a", []string{"create"}, nil, message(object{"recipients_count": nil}), object{"after_unknown": object{"external_userid": true}})}, "(external_userid)"},
		"a choice not known": {[]object{change("wecom_mass_message.a", []string{"create"}, nil, message(nil), object{"after_unknown": object{"allow_select": true}})}, "(allow_select)"},
		"rollout not known":  {[]object{change("wecom_campaign.a", []string{"create"}, nil, message(nil), object{"after_unknown": object{"rollout": true}})}, "(rollout)"},
		"people not counted": {[]object{change("wecom_mass_message.a", []string{"create"}, nil, message(object{"recipients_count": nil}), nil)}, "Nobody knows how many customers"},
		"no answer":          {[]object{change("wecom_mass_message.a", []string{"no-op"}, message(object{"status": "unknown"}), message(object{"status": "unknown"}), nil)}, "Of 1 message nobody knows"},
	} {
		report := reportOf(t, review.Options{}, c.changes...)
		if got := warned(report); c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// A comment keeps to its limit, ends with what it has left out, and is cut
// between parts only.
func TestWriteMarkdown_keepsToItsLimit(t *testing.T) {
	var changes []object
	for i := range 400 {
		changes = append(changes, change(fmt.Sprintf("wecom_mass_message.it[%d]", i), []string{"create"}, nil, message(object{"text": object{"content": fmt.Sprint(i, strings.Repeat("好", 300))}}), nil))
	}

	report := reportOf(t, review.Options{}, changes...)

	for most := 1_000; most < 200_000; most += 777 {
		var b bytes.Buffer
		if err := report.WriteMarkdown(&b, "zh", most); err != nil {
			t.Fatal(err)
		}

		comment := b.String()
		if len(comment) > most || !strings.HasPrefix(comment, review.MarkdownMarker+"\n") {
			t.Fatalf("%d bytes of %d: %.200s", len(comment), most, comment)
		}

		prose := withoutCode(comment)
		if strings.Count(prose, "<details>") != strings.Count(prose, "</details>") || strings.Contains(prose, "`") || !strings.Contains(prose, "这里略去") {
			t.Fatalf("%d bytes: %.2000s", most, prose)
		}
	}

	if err := report.WriteMarkdown(io.Discard, "en", 999); err == nil {
		t.Error("999 bytes are enough")
	}

	var b bytes.Buffer
	if err := reportOf(t, review.Options{}, changes[0]).WriteMarkdown(&b, "en", 65_536); err != nil || strings.Contains(b.String(), "Left out") {
		t.Errorf("of a small one something is left out: %v\n%s", err, b.String())
	}
}

// plans is a plan in JSON of so many messages with 10,000 ids each.
type plans struct {
	n, at int
	rest  []byte
}

func (p *plans) Read(to []byte) (int, error) {
	for len(p.rest) == 0 {
		after := message(object{"external_userid": strings.Split(strings.Repeat("wmAbCdEfGhIjKlMnOpQrStUvWxYz0123 ", 10_000), " ")[:10_000], "recipients_file": nil, "recipients_count": 10_000})
		raw, _ := json.Marshal(change(fmt.Sprintf("wecom_mass_message.it[%d]", p.at), []string{"delete", "create"}, after, after, nil))

		switch {
		case p.at == 0:
			p.rest = append([]byte(`{"format_version":"1.2","resource_changes":[`), raw...)
		case p.at < p.n:
			p.rest = append([]byte{','}, raw...)
		case p.at == p.n:
			p.rest = []byte("]}")
		default:
			return 0, io.EOF
		}

		p.at++
	}

	n := copy(to, p.rest)
	p.rest = p.rest[n:]

	return n, nil
}

// A plan of 100 MB is reviewed in less than 500 MiB.
func TestRead_aLargePlan(t *testing.T) {
	var before, after runtime.MemStats

	runtime.ReadMemStats(&before)

	plan := &plans{n: 150}

	report, err := review.Read(plan, review.Options{})
	if err != nil {
		t.Fatal(err)
	}

	runtime.ReadMemStats(&after)

	if report.Totals.Customers != 1_500_000 || report.Totals.Again != 150 {
		t.Errorf("%+v", report.Totals)
	}

	if used := (after.Sys - before.Sys) >> 20; used > 500 {
		t.Errorf("%d MiB", used)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(planOf(f, change("wecom_mass_message.a", []string{"delete", "create"}, created(nil), message(nil), nil)))
	f.Add(planOf(f, change("wecom_campaign.a", []string{"create"}, nil, object{"rollout": 10, "messages": object{"a": object{"recipients_count": 3}}}, nil)))
	f.Fuzz(func(t *testing.T, plan []byte) {
		if report, err := review.Read(bytes.NewReader(plan), review.Options{Folder: t.TempDir(), Pictures: true}); err == nil {
			written(t, report)
		}
	})
}
