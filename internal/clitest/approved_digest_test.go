package clitest_test

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/review"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// reviewed is the report of a plan of the configuration as it stands.
func (w *workspace) reviewed(options review.Options, args ...string) *review.Report {
	w.t.Helper()

	if got := w.run(append([]string{"plan", "-input=false", "-no-color", "-out=review.tfplan"}, args...)...); got.code != 0 {
		w.t.Fatal(got.output)
	}

	cmd := w.command("show", "-json", "review.tfplan")

	var plan bytes.Buffer

	cmd.Stdout = &plan
	if err := cmd.Run(); err != nil {
		w.t.Fatal(err)
	}

	options.Folder = w.dir
	if options.Now.IsZero() {
		options.Now = time.Date(2026, 11, 11, 2, 0, 0, 0, time.UTC)
	}

	report, err := review.Read(&plan, options)
	if err != nil {
		w.t.Fatal(err)
	}

	return report
}

// digest is that of the only send of a plan.
func (w *workspace) digest() string {
	w.t.Helper()

	report := w.reviewed(review.Options{})
	if len(report.Rows) != 1 || report.Rows[0].Digest == "" {
		w.t.Fatalf("no digest: %+v", report.Rows)
	}

	return report.Rows[0].Digest
}

// The digest that a review reads from the plan is the one that the provider
// makes before it sends, for every form of a message: with it the message
// leaves, and with that of any other one it does not.
func TestAccApprovedDigest(t *testing.T) {
	t.Parallel()

	const message = "resource \"wecom_mass_message\" \"it\" {\n%s\n}\n"

	people := "external_userid = [" + fmt.Sprintf("%q", wecomsim.DemoCustomer) + "]\n"
	text := "text = { content = \"你好\" }\n"

	forms := map[string]string{
		"a list":              people + text,
		"CRLF and blanks":     people + `text = { content = "你好 \r\n再见\r\n" }`,
		"a file":              "recipients_file = \"ids.txt\"\n" + text,
		"a sender":            "sender = \"ZhangSan\"\n" + text,
		"tags":                "sender = \"zhangsan\"\ntag_filter = { group_list = [{ tag_list = [\"ete19278asuMT123109rBAAAA\"] }] }\n" + text,
		"groups":              "chat_type = \"group\"\nsender = \"zhangsan\"\n" + text,
		"allow_select":        people + text + "allow_select = true",
		"triggers":            people + text + "triggers = { wave = \"2\\r\\n\", none = null }",
		"attachments":         people + "attachments = [provider::wecom::image({ source = \"a.png\" }), provider::wecom::link({ title = \"活动 \", url = \"https://a.example/?b=1\" }), { msgtype = \"image\", image = { media_id = \"MEDIA\" } }]",
		"a file with a name":  people + "attachments = [provider::wecom::file({ source = \"./price.txt\" })]",
		"a blank text beside": people + "text = { content = \" \" }\nattachments = [provider::wecom::link({ title = \"x\", url = \"https://a.example\" })]",
	}

	earlier := map[string]string{}

	for name, form := range forms {
		w := newWorkspace(t)
		w.providerArgs = `duplicate_check_interval = "0s"`
		w.file("ids.txt", wecomsim.DemoCustomer+"\n"+customerTwo+"\n")
		w.picture("a.png", 10)
		w.file("price.txt", "1,2,3,4,5,6\n")
		w.write(fmt.Sprintf(message, form))

		digest := w.digest()
		if other := earlier[digest]; other != "" {
			t.Errorf("%s and %s have one digest", name, other)
		}

		earlier[digest] = name

		w.env = append(w.env, "WECOM_APPROVED_DIGEST=v1:"+strings.Repeat("0", 64))
		w.refusesIt(name, fmt.Sprintf(message, form), digest, 0)

		w.env = append(w.env, "WECOM_APPROVED_DIGEST="+digest+"  wecom_mass_message.it\n")
		w.write(fmt.Sprintf(message, form))

		if got := w.apply(); got.code != 0 || w.sends() != 1 {
			t.Errorf("%s, approved: %d messages\n%s", name, w.sends(), got.errorText())
		}
	}
}

// What is not in the digest, as the guards and the time, needs no approval of
// its own. A message in the state is not judged, and an edit is a send of its
// own.
func TestAccApprovedDigest_ofAnEdit(t *testing.T) {
	t.Parallel()

	w := newWorkspace(t)
	w.write(oneMessage)
	w.env = append(w.env, "WECOM_APPROVED_DIGEST=x "+w.digest())

	w.write(strings.Replace(oneMessage, "text ", "not_before = \"2020-01-01T00:00:00Z\"\n resend_on = \"change\"\n text ", 1))

	if got := w.apply(); got.code != 0 || w.sends() != 1 {
		t.Fatalf("%d messages\n%s", w.sends(), got.errorText())
	}

	w.write(oneMessage)

	if got := w.apply(); got.code != 0 || w.sends() != 1 {
		t.Errorf("%d messages\n%s", w.sends(), got.errorText())
	}

	edited := strings.Replace(oneMessage, "一次就好", "再来一次", 1)
	w.refusesIt("an edit", edited, "is not among the 1 of approved_digest", 1)
	w.refusesIt("triggers", strings.Replace(oneMessage, "text ", "triggers = { wave = \"2\" }\n text ", 1), "is not among the 1 of approved_digest", 1)

	w.write(edited)

	unset := len(w.env) - 1
	w.env[unset] = "WECOM_APPROVED_DIGEST="
	w.env[unset] += w.digest()
	w.providerArgs = `duplicate_check_interval = "0s"`

	w.write(edited)

	if got := w.apply(); got.code != 0 || w.sends() != 2 {
		t.Errorf("the edit, approved: %d messages, want 2\n%s", w.sends(), got.errorText())
	}

	w.providerArgs += "\n approved_digest = \"\""
	w.refusesIt("nothing approved", oneMessage, "is not among the 0 of approved_digest", 2)
}

// Of a campaign the digest has the share that is let out: the next share needs
// an approval of its own, and what a failed run has left does not.
func TestAccApprovedDigest_ofACampaign(t *testing.T) {
	t.Parallel()

	w, write := largeCampaign(t, "single", 500)

	write(50)

	first := w.digest()
	w.env = append(w.env, "WECOM_APPROVED_DIGEST=v1:"+strings.Repeat("0", 64))

	write(50)

	for name, got := range map[string]result{"plan": w.plan(), "apply": w.apply()} {
		if got.code != 1 || !strings.Contains(got.errorText(), first) || w.sends() != 0 {
			t.Errorf("not approved, %s: %d messages\n%s", name, w.sends(), got.output)
		}
	}

	w.env = append(w.env, "WECOM_APPROVED_DIGEST="+first)
	w.sim.Arm(wecomsim.Fault{Endpoint: send, Skip: 10, Count: 1, Errcode: 48002})

	if got := w.apply(); w.sends() != 10 {
		t.Errorf("approved, and stopped by WeCom: %d messages, want 10\n%s", w.sends(), got.output)
	}

	if got := w.digest(); got != first {
		t.Error("what is left has another digest")
	}

	if got := w.apply(); got.code != 0 || w.sends() != 25 {
		t.Errorf("the rest: %d messages, want 25\n%s", w.sends(), got.errorText())
	}

	write(100)

	if got := w.apply(); got.code != 1 || !strings.Contains(got.errorText(), "Send that is not approved") || w.sends() != 25 {
		t.Errorf("more of them: %d messages, want 25\n%s", w.sends(), got.output)
	}

	w.env = append(w.env, "WECOM_APPROVED_DIGEST=")
	w.env = append(w.env, "WECOM_APPROVED_DIGEST="+first+"\n"+w.digest())

	if got := w.apply(); got.code != 0 || w.sends() != 50 {
		t.Errorf("approved: %d messages, want 50\n%s", w.sends(), got.errorText())
	}
}

// A saved plan may have been made where nothing needed an approval. It is
// judged again before anything leaves.
func TestAccApprovedDigest_ofASavedPlan(t *testing.T) {
	t.Parallel()

	for name, campaign := range map[string]bool{"message": false, "campaign": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			w := newWorkspace(t)
			w.write(oneMessage)

			first := 0

			if campaign {
				large, write := largeCampaign(t, "single", 100)
				w = large

				// What is left of a campaign in the state is sent in place.
				write(50)

				if got := w.apply(); got.code != 0 {
					t.Fatal(got.errorText())
				}

				write(100)

				first = w.sends()
			}

			approved := w.reviewed(review.Options{}).Rows[0].Digest
			w.env = append(w.env, "WECOM_APPROVED_DIGEST=v1:"+strings.Repeat("0", 64))

			if got := w.apply("review.tfplan"); got.code == 0 || !strings.Contains(got.errorText(), approved) || w.sends() != first {
				t.Errorf("not approved: %d messages, want %d\n%s", w.sends(), first, got.output)
			}

			w.env = append(w.env, "WECOM_APPROVED_DIGEST=")
			w.reviewed(review.Options{})

			w.env = append(w.env, "WECOM_APPROVED_DIGEST="+approved)

			if got := w.apply("review.tfplan"); got.code != 0 || w.sends() == first {
				t.Errorf("approved: %d messages, as before\n%s", w.sends(), got.errorText())
			}
		})
	}
}

// An answer of "not_sent" makes a campaign send again. It is a wish of its own,
// and wants an approval of its own.
func TestAccApprovedDigest_ofAnAnswer(t *testing.T) {
	t.Parallel()

	w, write := largeCampaign(t, "single", 100)
	write(100)

	first := w.digest()
	w.env = append(w.env, "WECOM_APPROVED_DIGEST="+first)
	w.sim.Arm(wecomsim.Fault{Endpoint: send, Skip: 3, Count: 1, DropAt: wecomsim.BeforeEffect})
	w.apply()

	attempt := ""

	for _, m := range w.campaignState()["messages"].(map[string]any) {
		if delivery := m.(map[string]any)["delivery"].(map[string]any); delivery["status"] == "unknown" {
			attempt = delivery["msgid"].(string)
		}
	}

	config := strings.Replace(readFile(t, filepath.Join(w.dir, "main.tf")), "rollout ", fmt.Sprintf("resolve = { %q = \"not_sent\" }\n  rollout ", attempt), 1)
	w.file("main.tf", config)

	sent := w.sends()
	if got := w.apply(); got.code == 0 || !strings.Contains(got.errorText(), "Send that is not approved") || w.sends() != sent {
		t.Fatalf("attempt %q: %d messages, want %d\n%s", attempt, w.sends(), sent, got.output)
	}

	w.env = append(w.env, "WECOM_APPROVED_DIGEST=")
	report := w.reviewed(review.Options{})
	w.env = append(w.env, "WECOM_APPROVED_DIGEST="+report.Rows[0].Digest)

	if got := w.apply(); report.Rows[0].Digest == first || got.code != 0 || w.sends() != 50 {
		t.Errorf("approved: %d messages, want 50\n%s", w.sends(), got.errorText())
	}
}
