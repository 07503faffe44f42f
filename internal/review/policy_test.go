package review_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/review"
)

func violated(report *review.Report) string {
	var all []string
	for _, v := range report.Violations {
		all = append(all, v.Gate+": "+v.Text)
	}

	return strings.Join(all, "\n")
}

// Each gate refuses what it is for, and nothing where it is kept.
func TestRead_gates(t *testing.T) {
	link := func(url string) object {
		return message(object{"attachments": []any{object{"msgtype": "link", "link": object{"title": "八折 SALE", "url": url}}}})
	}
	uncounted := message(object{"recipients_count": nil, "recipients_sha256": nil, "recipients_file": nil, "audience_kind": "of_sender"})
	at := func(clock string) time.Time {
		now, err := time.Parse(time.RFC3339, "2026-11-11T"+clock+":00+08:00")
		if err != nil {
			t.Fatal(err)
		}

		return now
	}

	for name, c := range map[string]struct {
		policy review.Policy
		after  object
		now    time.Time
		want   string
	}{
		"as many as may":          {review.Policy{MaxRecipientsPerMessage: 2, MaxRecipients: 2}, message(nil), time.Time{}, ""},
		"more in a message":       {review.Policy{MaxRecipientsPerMessage: 1}, message(nil), time.Time{}, "max_recipients_per_message: 2 customers are more than the 1 customer"},
		"more in all":             {review.Policy{MaxRecipients: 1}, message(nil), time.Time{}, "max_recipients: 2 customers in all are more than 1 customer"},
		"not counted":             {review.Policy{Counted: true}, uncounted, time.Time{}, "counted: "},
		"a bound, and no number":  {review.Policy{MaxRecipients: 10}, uncounted, time.Time{}, "counted: "},
		"a sender who may":        {review.Policy{Senders: []string{"ZhangSan"}}, message(nil), time.Time{}, ""},
		"a sender who may not":    {review.Policy{Senders: []string{"lisi"}}, message(nil), time.Time{}, "senders: zhangsan may not send"},
		"no sender":               {review.Policy{Senders: []string{"lisi"}}, message(object{"sender": nil}), time.Time{}, "senders: WeCom chooses"},
		"a host":                  {review.Policy{LinkHosts: []string{"Shop.example"}}, link("https://SHOP.example:8443/a"), time.Time{}, ""},
		"a host below":            {review.Policy{LinkHosts: []string{"*.example"}}, link("https://a.shop.example/"), time.Time{}, ""},
		"not the host above":      {review.Policy{LinkHosts: []string{"*.shop.example"}}, link("https://shop.example/"), time.Time{}, "link_hosts: shop.example"},
		"not one behind it":       {review.Policy{LinkHosts: []string{"*.shop.example"}}, link("https://a.shop.example.evil.example/"), time.Time{}, "link_hosts: a.shop.example.evil.example"},
		"another that ends so":    {review.Policy{LinkHosts: []string{"shop.example"}}, link("https://evilshop.example/"), time.Time{}, "link_hosts: evilshop.example"},
		"a user that looks so":    {review.Policy{LinkHosts: []string{"shop.example"}}, link("https://shop.example@evil.example/"), time.Time{}, "link_hosts: evil.example"},
		"a URL that is none":      {review.Policy{LinkHosts: []string{"shop.example"}}, link("https://shop.example/\x7f"), time.Time{}, "link_hosts: "},
		"a word in a title":       {review.Policy{ForbiddenWords: []string{"sale"}}, link("https://a.example/"), time.Time{}, "forbidden_words: It holds the forbidden word sale"},
		"no such word":            {review.Policy{ForbiddenWords: []string{"最"}}, link("https://a.example/"), time.Time{}, ""},
		"within the hours":        {review.Policy{Hours: "09:00-21:00"}, message(nil), at("09:00"), ""},
		"at their end":            {review.Policy{Hours: "09:00-21:00"}, message(nil), at("21:00"), "hours: It is 21:00"},
		"over midnight":           {review.Policy{Hours: "21:00-02:00"}, message(nil), at("01:59"), ""},
		"before midnight":         {review.Policy{Hours: "21:00-02:00"}, message(nil), at("20:59"), "hours: "},
		"prevent_destroy missing": {review.Policy{PreventDestroy: true}, message(nil), time.Time{}, "prevent_destroy: "},
	} {
		if err := c.policy.Complete(); err != nil {
			t.Fatal(err)
		}

		report := reportOf(t, review.Options{Policy: c.policy, Now: c.now, Folder: t.TempDir()}, change("wecom_mass_message.it", []string{"create"}, nil, c.after, nil))

		if got := violated(report); c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}

		// What sends nothing violates nothing.
		if got := violated(reportOf(t, review.Options{Policy: c.policy, Now: c.now}, change("wecom_mass_message.it", []string{"delete"}, c.after, nil, nil))); got != "" {
			t.Errorf("%s, deleted: %q", name, got)
		}
	}
}

// A plan does not have prevent_destroy. It is read from the configuration, and
// that of a module where the engine has put it.
func TestRead_preventDestroy(t *testing.T) {
	folder := t.TempDir()
	write := func(name, content string) {
		t.Helper()

		name = filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o750); err != nil {
			t.Fatal(err)
		}

		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}

	const kept = "lifecycle {\n prevent_destroy = true\n }\n"

	write("main.tf", "resource \"wecom_mass_message\" \"kept\" {\n"+kept+"}\nresource \"wecom_mass_message\" \"open\" {}\nresource \"wecom_campaign\" \"no\" {\n lifecycle {\n prevent_destroy = false\n }\n}\n")
	write("more.tf.json", `{"resource": {"wecom_campaign": {"kept": {"lifecycle": {"prevent_destroy": true}}}}}`)
	write("modules/a/main.tofu", "resource \"wecom_mass_message\" \"it\" {\n"+kept+"}\n")
	write("broken.tf", "resource {")
	write(".terraform/modules/modules.json", `{"Modules": [{"Key": "", "Dir": "."}, {"Key": "a", "Dir": "modules/a"}, {"Key": "a.b", "Dir": "modules/none"}]}`)

	for address, want := range map[string]bool{
		"wecom_mass_message.kept":                         true,
		`wecom_mass_message.kept["x].wecom[\"y"]`:         true,
		"wecom_mass_message.kept[0]":                      true,
		"wecom_mass_message.open":                         false,
		"wecom_mass_message.none":                         false,
		"wecom_campaign.kept":                             true,
		"wecom_campaign.no":                               false,
		"module.a.wecom_mass_message.it":                  true,
		`module.a["x.y"].wecom_mass_message.it["a.b[0]"]`: true,
		"module.a.module.b.wecom_mass_message.it":         false,
		"module.c.wecom_mass_message.it":                  false,
	} {
		one := change("wecom_mass_message.it", []string{"create"}, nil, message(nil), nil)
		one["address"] = address

		report := reportOf(t, review.Options{Policy: review.Policy{PreventDestroy: true}, Folder: folder}, one)
		if got := len(report.Violations) == 0; got != want {
			t.Errorf("%s: %v, want %v", address, got, want)
		}
	}
}

func TestReadPolicy(t *testing.T) {
	folder := t.TempDir()
	write := func(name, content string) string {
		t.Helper()

		name = filepath.Join(folder, name)
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}

		return name
	}

	write("words.txt", "\ufeff最好\r\n\n  第一 \n")
	write("approved.txt", "# 张三 2026-11-01\nv1:"+strings.Repeat("a", 64)+"  wecom_mass_message.it\n")

	policy, err := review.ReadPolicy(write("policy.yaml", "max_recipients: 10\nsenders: [lisi]\nforbidden_words_file: words.txt\napproved: approved.txt\nhours: \"09:00-21:00\"\n"))
	if err != nil {
		t.Fatal(err)
	}

	if err := policy.Complete(); err != nil {
		t.Fatal(err)
	}

	if got := strings.Join(policy.ForbiddenWords, ","); got != "最好,第一" || policy.MaxRecipients != 10 {
		t.Errorf("%+v", policy)
	}

	for name, c := range map[string]struct{ content, want string }{
		"a name that is none": {"max_recipient: 10\n", "max_recipient"},
		"no number":           {"max_recipients: many\n", "many"},
		"no hours":            {"hours: \"9 to 5\"\n", "09:00-21:00"},
		"a number below 0":    {"max_recipients: -1\n", "from 1"},
		"a file that is gone": {"approved: none.txt\n", "none.txt"},
	} {
		policy, err := review.ReadPolicy(write("bad.yaml", c.content))
		if err == nil {
			err = policy.Complete()
		}

		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, without %q", name, err, c.want)
		}
	}

	if policy, err := review.ReadPolicy(write("empty.yaml", "")); err != nil || policy.Complete() != nil {
		t.Errorf("an empty policy: %v", err)
	}
}
