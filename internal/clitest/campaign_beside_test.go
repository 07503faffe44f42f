package clitest_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// Two campaigns with one content run side by side: neither takes the other's
// messages for its own, and nobody gets two.
func TestAccCampaign_twoAtOnce(t *testing.T) {
	t.Parallel()

	w := campaignWorkspace(t)
	w.keepsJournal()

	body := ""

	for i, senders := range [][]string{{"a", "b"}, {"c", "d"}} {
		rows := "external_userid,sender\n"
		for _, sender := range senders {
			rows += campaignCustomer(sender, 0) + "," + sender + "\n" + campaignCustomer(sender, 1) + "," + sender + "\n"
		}

		name := fmt.Sprintf("part%d.csv", i)
		w.file(name, rows)

		body += fmt.Sprintf("resource \"wecom_campaign\" \"it%d\" {\n  recipients_file = %q\n  text = { content = \"你好\" }\n}\n", i, name)
	}

	w.write(body)

	got := w.apply()
	if got.code != 0 || strings.Count(w.stateText(), `"status": "complete"`) != 2 {
		t.Errorf("exit code %d\n%s", got.code, got.output)
	}

	w.wantEachOnce(got)

	// Two blocks of one campaign are one: the second is an error.
	w = campaignWorkspace(t)
	w.keepsJournal()

	block := func(name string) string {
		return fmt.Sprintf("resource \"wecom_campaign\" %q {\n  recipients_file = \"people.csv\"\n  text = { content = \"你好\" }\n}\n", name)
	}

	w.write(block("it") + block("again"))

	if got = w.apply(); got.code == 0 || w.sends() != 4 {
		t.Errorf("exit code %d, %d messages, want an error and 4\n%s", got.code, w.sends(), got.output)
	}
}

// What Terraform says where the time is over between plan and apply, and that
// nothing is sent then.
func TestAccCampaign_theTimeIsOverBeforeTheApply(t *testing.T) {
	t.Parallel()

	for _, later := range []bool{false, true} {
		w := campaignWorkspace(t)

		if later {
			w.writeCampaign("rollout = 25")
			w.apply()
		}

		sent := w.sends()
		until := time.Now().Add(20 * time.Second)
		w.writeCampaign(fmt.Sprintf("not_after = %q", until.UTC().Format(time.RFC3339)))

		if got := w.run("plan", "-out=saved.tfplan"); got.code != 0 {
			t.Fatal(got.output)
		}

		time.Sleep(time.Until(until.Add(2 * time.Second)))

		got := w.run("apply", "-json", "saved.tfplan")
		if got.code == 0 || w.sends() != sent || got.says("error", "inconsistent") || !strings.Contains(got.output, "later than not_after") {
			t.Errorf("later %t: exit code %d, %d messages, want %d\n%s", later, got.code, w.sends(), sent, got.output)
		}
	}
}

// not_before comes between plan and apply: what the plan said would not be sent
// is not. Where that plan has an edit to apply, Terraform says that the
// provider is at fault; the next plan sends.
func TestAccCampaign_itsTimeComesBeforeTheApply(t *testing.T) {
	for _, edited := range []bool{true, false} {
		t.Run(fmt.Sprintf("edited %t", edited), func(t *testing.T) {
			t.Parallel()

			w := campaignWorkspace(t)
			w.writeCampaign("rollout = 25")
			w.apply()

			from := time.Now().Add(20 * time.Second)

			// Its postcondition would be an error of the plan.
			w.write(fmt.Sprintf(`
resource "wecom_campaign" "it" {
  recipients_file = "people.csv"
  text            = { content = "你好" }
  not_before      = %q
}
`, from.UTC().Format(time.RFC3339)))

			if !edited {
				w.apply()
			}

			if got := w.run("plan", "-json", "-out=saved.tfplan"); got.code != 0 || !got.says("warning", "earlier than not_before") || time.Now().After(from) {
				t.Fatal(got.output)
			}

			time.Sleep(time.Until(from.Add(time.Second)))

			got := w.run("apply", "-json", "saved.tfplan")
			if w.sends() != 1 || (got.code != 0) != edited || got.says("error", "inconsistent final plan") != edited {
				t.Errorf("exit code %d, %d messages\n%s", got.code, w.sends(), got.output)
			}

			w.wantEachOnce(w.apply())
		})
	}
}

// A file that changes between plan and apply: a first apply sends nothing, and
// a later one leaves out the messages whose people it changes.
func TestAccCampaign_theFileChangesBeforeTheApply(t *testing.T) {
	t.Parallel()

	for _, later := range []bool{false, true} {
		w := campaignWorkspace(t)

		if later {
			w.writeCampaign("rollout = 25")
			w.apply()
			w.writeCampaign("")
		}

		if got := w.run("plan", "-out=saved.tfplan"); got.code != 0 {
			t.Fatal(got.output)
		}

		rows := "external_userid,sender\n"
		for _, sender := range campaignSenders() {
			rows += campaignCustomer(sender, 0) + "," + sender + "\n"
			if sender != "a" && sender != "b" {
				rows += campaignCustomer(sender, 1) + "," + sender + "\n"
			}
		}

		w.file("people.csv", rows)

		got := w.run("apply", "-json", "saved.tfplan")
		sends := w.sends()

		if got.code == 0 || !later && (sends != 0 || !got.says("error", "inconsistent final plan")) || later && (sends < 2 || sends > 3 || !got.has("error", "their recipients have changed")) {
			t.Errorf("later %t: exit code %d, %d messages\n%s", later, got.code, sends, got.output)
		}
	}
}
