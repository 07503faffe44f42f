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
		"as many as may":            {review.Policy{MaxRecipientsPerMessage: 2, MaxRecipients: 2}, message(nil), time.Time{}, ""},
		"more in a message":         {review.Policy{MaxRecipientsPerMessage: 1}, message(nil), time.Time{}, "max_recipients_per_message: 2 customers are more than the 1 customer"},
		"more in all":               {review.Policy{MaxRecipients: 1}, message(nil), time.Time{}, "max_recipients: 2 recipients in all are more than 1 recipient"},
		"not counted":               {review.Policy{Counted: true}, uncounted, time.Time{}, "counted: "},
		"a bound, and no number":    {review.Policy{MaxRecipients: 10}, uncounted, time.Time{}, "max_recipients: "},
		"a sender who may":          {review.Policy{Senders: []string{"ZhangSan"}}, message(nil), time.Time{}, ""},
		"a sender who may not":      {review.Policy{Senders: []string{"lisi"}}, message(nil), time.Time{}, "senders: zhangsan may not send"},
		"no sender":                 {review.Policy{Senders: []string{"lisi"}}, message(object{"sender": nil}), time.Time{}, "senders: WeCom chooses"},
		"a host":                    {review.Policy{LinkHosts: []string{"Shop.example"}}, link("https://SHOP.example:8443/a"), time.Time{}, ""},
		"a host below":              {review.Policy{LinkHosts: []string{"*.example"}}, link("https://a.shop.example/"), time.Time{}, ""},
		"not the host above":        {review.Policy{LinkHosts: []string{"*.shop.example"}}, link("https://shop.example/"), time.Time{}, "link_hosts: shop.example"},
		"not one behind it":         {review.Policy{LinkHosts: []string{"*.shop.example"}}, link("https://a.shop.example.evil.example/"), time.Time{}, "link_hosts: a.shop.example.evil.example"},
		"another that ends so":      {review.Policy{LinkHosts: []string{"shop.example"}}, link("https://evilshop.example/"), time.Time{}, "link_hosts: evilshop.example"},
		"a user that looks so":      {review.Policy{LinkHosts: []string{"shop.example"}}, link("https://shop.example@evil.example/"), time.Time{}, "link_hosts: evil.example"},
		"a URL that is none":        {review.Policy{LinkHosts: []string{"shop.example"}}, link("https://shop.example/\x7f"), time.Time{}, "link_hosts: "},
		"a word in a title":         {review.Policy{ForbiddenWords: []string{"sale"}}, link("https://a.example/"), time.Time{}, "forbidden_words: It holds the forbidden word sale"},
		"a word with a gap":         {review.Policy{ForbiddenWords: []string{"最好"}}, message(object{"text": object{"content": "最\u200b好"}}), time.Time{}, "forbidden word 最好"},
		"a word with a joiner":      {review.Policy{ForbiddenWords: []string{"STRASSE"}}, message(object{"text": object{"content": "stra\u034fße"}}), time.Time{}, "forbidden word STRASSE"},
		"the member may choose":     {review.Policy{Counted: true}, message(object{"allow_select": true}), time.Time{}, "counted: "},
		"a word in full width":      {review.Policy{ForbiddenWords: []string{"vip"}}, message(object{"text": object{"content": "ＶＩＰ"}}), time.Time{}, "forbidden word vip"},
		"a link in a text":          {review.Policy{LinkHosts: []string{"shop.example"}}, message(object{"text": object{"content": "看：https://evil.example/a，www.evil2.example"}}), time.Time{}, "link_hosts: evil.example is"},
		"marks around a link":       {review.Policy{LinkHosts: []string{"shop.example"}}, message(object{"text": object{"content": "（https://shop.example/a）https://shop.example, (https://shop.example) https://shop.example!\nhttps://shop.example… 「https://shop.example/」 \"https://shop.example\" https://shop.example);x"}}), time.Time{}, ""},
		"marks, and another link":   {review.Policy{LinkHosts: []string{"shop.example"}}, message(object{"text": object{"content": "https://shop.example;@evil.example/ (https://evil.example)"}}), time.Time{}, "link_hosts: evil.example is"},
		"a bare name in a text":     {review.Policy{LinkHosts: []string{"shop.example"}}, message(object{"text": object{"content": "看evil.com/a?b，价目表 price.pdf 3.5元"}}), time.Time{}, "link_hosts: evil.com is"},
		"an allowed name in a text": {review.Policy{LinkHosts: []string{"shop.example.com"}}, message(object{"text": object{"content": "看shop.example.com/a。"}}), time.Time{}, ""},
		"paths in a text":           {review.Policy{LinkHosts: []string{"shop.com"}}, message(object{"text": object{"content": "shop.com/a/b.zip https://shop.com/c.zip?x=y.zip&z=1#d.com 见https://shop.com/券。https://shop.com欢迎"}}), time.Time{}, ""},
		"a Chinese name in a text":  {review.Policy{LinkHosts: []string{"shop.example"}}, message(object{"text": object{"content": "看 商城.中国/a"}}), time.Time{}, "link_hosts: 商城.中国"},
		"names that are no host":    {review.Policy{LinkHosts: []string{"shop.example"}}, message(object{"text": object{"content": "price.pdf v1.2 a.png 3.5折 hello.Worlds"}}), time.Time{}, ""},
		"the same with a dot":       {review.Policy{LinkHosts: []string{"shop.example"}}, link("https://shop.example./"), time.Time{}, ""},
		"no such word":              {review.Policy{ForbiddenWords: []string{"最"}}, link("https://a.example/"), time.Time{}, ""},
		"within the hours":          {review.Policy{Hours: "09:00-21:00"}, message(nil), at("09:00"), ""},
		"at their end":              {review.Policy{Hours: "09:00-21:00"}, message(nil), at("21:00"), "hours: It is 21:00"},
		"over midnight":             {review.Policy{Hours: "21:00-02:00"}, message(nil), at("01:59"), ""},
		"before midnight":           {review.Policy{Hours: "21:00-02:00"}, message(nil), at("20:59"), "hours: "},
		"prevent_destroy missing":   {review.Policy{PreventDestroy: true}, message(nil), time.Time{}, "prevent_destroy: "},
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

// A member who may choose, as far as the plan knows, makes a number that nobody
// knows.
func TestRead_aChoiceThatIsNotKnownIsNotCounted(t *testing.T) {
	for _, policy := range []review.Policy{{Counted: true}, {MaxRecipients: 100}, {MaxRecipientsPerMessage: 100}} {
		for unknown, want := range map[string]int{"allow_select": 1, "not_after": 0} {
			report := reportOf(t, review.Options{Policy: policy}, change("wecom_mass_message.it", []string{"create"}, nil, message(nil), object{"after_unknown": object{unknown: true}}))
			if len(report.Violations) != want {
				t.Errorf("%+v, %s: %q", policy, unknown, violated(report))
			}
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
		one["address"], one["provider_name"] = address, "registry.opentofu.org/wecom-community/wecom"

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

	// A device has no end.
	if _, err := review.ReadPolicy(os.DevNull); err == nil {
		t.Error("a device is read")
	}

	// What is given and says nothing would switch a gate off without a word.
	for _, content := range []string{"", "senders: []\n", "senders: [\"\"]\n", "senders: [null]\n", "senders: [a, \" \"]\n", "link_hosts: [\"*\"]\n", "link_hosts: [\"*shop.example\"]\n", "link_hosts: [\"https://shop.example\"]\n", "senders: [a]\nsenders: [b]\n", "max_recipients: 0\n", "hours: \"\"\n", "approved:\n", "max_recipients: 1.5\n", "senders: [a]\n---\nsenders: [b]\n", "max_recipients: 10\n...\nsenders: [a]\n", "max_recipients: 10\n...\n%", "- senders\n", "forbidden_words_file: gbk.txt\n", "forbidden_words_file: blank.txt\n"} {
		write("gbk.txt", "\xd7\xee\xba\xc3")
		write("blank.txt", " \n")

		policy, err := review.ReadPolicy(write("bad.yaml", content))
		if err == nil {
			err = policy.Complete()
		}

		if err == nil || strings.Contains(err.Error(), "review.") {
			t.Errorf("%q: %v", content, err)
		}
	}
}

// The files of a folder count as the engine reads them.
func TestRead_preventDestroyAsTheEngineReadsIt(t *testing.T) {
	const (
		kept = "resource \"wecom_mass_message\" \"it\" {\n lifecycle {\n prevent_destroy = true\n }\n}\n"
		open = "resource \"wecom_mass_message\" \"it\" {\n lifecycle {\n prevent_destroy = false\n }\n}\n"
		none = "resource \"wecom_mass_message\" \"it\" {}\n"
	)

	for name, c := range map[string]struct {
		files           map[string]string
		terraform, tofu bool
	}{
		"one file":              {map[string]string{"main.tf": kept}, true, true},
		"as a string":           {map[string]string{"main.tf": strings.Replace(kept, "true", "\"true\"", 1)}, true, true},
		"an override":           {map[string]string{"main.tf": kept, "a_override.tf": open}, false, false},
		"one that says no more": {map[string]string{"main.tf": kept, "override.tf": none}, true, true},
		"one that keeps it":     {map[string]string{"main.tf": none, "override.tf": kept}, true, true},
		"a hidden file":         {map[string]string{".h.tf": kept, "main.tf": none}, false, false},
		"a backup":              {map[string]string{"main.tf~": kept, "#x.tf#": kept, "main.tf": none}, false, false},
		"of OpenTofu only":      {map[string]string{"main.tofu": kept, "main.tf": none}, false, true},
		"shadowed by it":        {map[string]string{"main.tofu": none, "main.tf": kept}, true, false},
		"a name with a dot":     {map[string]string{"a.b.tf": kept}, true, true},
	} {
		folder := t.TempDir()
		for file, content := range c.files {
			if err := os.WriteFile(filepath.Join(folder, file), []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
		}

		for provider, want := range map[string]bool{"registry.terraform.io/wecom-community/wecom": c.terraform, "registry.opentofu.org/wecom-community/wecom": c.tofu} {
			one := change("wecom_mass_message.it", []string{"create"}, nil, message(nil), object{"provider_name": provider})

			report := reportOf(t, review.Options{Policy: review.Policy{PreventDestroy: true}, Folder: folder}, one)
			if got := len(report.Violations) == 0; got != want {
				t.Errorf("%s, %s: %v, want %v", name, provider, got, want)
			}
		}
	}
}

// What an engine sends again by itself passes no gate because of an edit that
// may send nothing.
func TestRead_noReplace(t *testing.T) {
	edited := message(object{"text": object{"content": "再见"}})
	text := []any{[]any{"text"}}

	for name, c := range map[string]struct {
		after object
		more  object
		want  bool
	}{
		"an edit":              {edited, object{"replace_paths": text}, true},
		"taint":                {message(nil), object{"action_reason": "replace_because_tainted"}, false},
		"taint and an edit":    {edited, object{"action_reason": "replace_because_tainted"}, false},
		"-replace and an edit": {edited, object{"action_reason": "replace_by_request"}, false},
		"an edit that sends, and replace_triggered_by": {edited, object{"action_reason": "replace_by_triggers", "replace_paths": text}, true},
	} {
		report := reportOf(t, review.Options{Policy: review.Policy{NoReplace: true}}, change("wecom_mass_message.it", []string{"delete", "create"}, created(nil), c.after, c.more))
		if got := len(report.Violations) == 0; got != c.want {
			t.Errorf("%s: passes %t, want %t", name, got, c.want)
		}
	}

	unknown := message(object{"status": "unknown"})

	report := reportOf(t, review.Options{}, change("wecom_mass_message.it", []string{"delete", "create"}, unknown, message(object{"triggers": object{"a": "1"}}), object{"replace_paths": []any{[]any{"triggers"}}}))
	if got := warned(report); !strings.Contains(got, "customers may get both") {
		t.Error(got)
	}
}
