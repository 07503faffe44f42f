package clitest_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

const (
	coverImage = `
resource "wecom_image" "cover" {
  source = "pic.png"
}
`
	coverLink    = `attachments = [{ msgtype = "link", link = { title = "t", url = "https://example.com/", picurl = wecom_image.cover.url } }]`
	coverMessage = coverImage + `
resource "wecom_mass_message" "it" {
  sender          = "zhangsan"
  external_userid = ["` + wecomsim.DemoCustomer + `"]
  text            = { content = "封面" }
  ` + coverLink + `
}
`
)

func mustApply(t *testing.T, w *workspace) {
	t.Helper()

	if got := w.apply(); got.code != 0 {
		t.Fatal(got.errorText())
	}
}

// WeCom gives a picture another URL at each upload, and a message with another
// URL is another message. So a journal remembers the URL: with it no row sends
// twice, whatever was forgotten of the picture.
func TestAccImage_isNotUploadedAnew(t *testing.T) {
	for name, row := range map[string]struct {
		config string
		again  func(w *workspace)
		off    bool // no journal: the control
		sends  int
	}{
		"the state is lost": {again: (*workspace).losesState, sends: 1},
		"the state is lost, and the journal is off: the control": {again: (*workspace).losesState, off: true, sends: 2},
		"taint": {again: func(w *workspace) { w.run("taint", "wecom_image.cover") }, sends: 1},
		"taint, and the journal is off: the control": {again: func(w *workspace) { w.run("taint", "wecom_image.cover") }, off: true, sends: 2},
		"renamed without moved":                      {again: func(w *workspace) { w.renamesCover() }, sends: 1},
		"destroyed with the message":                 {again: func(w *workspace) { w.run("destroy", "-auto-approve") }, sends: 1},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorkspace(t)
			if !row.off {
				w.keepsJournal()
			}

			w.sim.SetListLag(time.Hour)
			w.picture("pic.png", 10)
			w.write(coverMessage)
			mustApply(t, w)

			w.sim.AdvanceClock(31 * time.Minute)
			row.again(w)

			// What a new URL changes, the next plan shows.
			for range 2 {
				mustApply(t, w)
			}

			if w.sends() != row.sends {
				t.Errorf("%d messages, want %d", w.sends(), row.sends)
			}

			if uploads := len(w.sim.Requests("uploadimg")); uploads != row.sends {
				t.Errorf("%d uploads, want %d", uploads, row.sends)
			}
		})
	}
}

// Two roots with one journal that upload it at once: the one waits for the
// other.
func TestAccImage_twoRootsAtOnce(t *testing.T) {
	w, _ := withJournal(t)
	w.sim.SetListLag(time.Hour)
	w.sim.Arm(wecomsim.Fault{Endpoint: "uploadimg", Count: 1, DelayBefore: 700 * time.Millisecond})

	other := w.sharing()
	other.env = w.env

	var both sync.WaitGroup

	for _, root := range []*workspace{w, other} {
		root.picture("pic.png", 10)
		root.write(coverMessage)
		both.Go(func() { root.apply() })
	}

	both.Wait()

	// Of two that are about to send the same both may stop.
	w.apply()

	if uploads := len(w.sim.Requests("uploadimg")); w.sends() != 1 || uploads != 1 {
		t.Errorf("%d messages, %d uploads; want 1 of each", w.sends(), uploads)
	}
}

// A killed run, and a state that was not written: the picture is not in it.
func TestAccImage_aRunIsKilled(t *testing.T) {
	w := newWorkspace(t)
	w.picture("pic.png", 10)
	w.write(coverMessage)
	w.hasRemoteState()
	w.keepsJournal()
	w.sim.SetListLag(time.Hour)
	w.sim.Arm(wecomsim.Fault{Endpoint: send, DelayAfter: 5 * time.Second})
	w.killedAt(1, 1)
	w.sim.ClearFaults()
	w.apply("-lock=false")

	if uploads := len(w.sim.Requests("uploadimg")); w.sends() != 1 || uploads != 1 {
		t.Errorf("%d messages, %d uploads; want 1 of each", w.sends(), uploads)
	}
}

// So it is for a campaign.
func TestAccImage_aCampaignLosesItsState(t *testing.T) {
	w := campaignWorkspace(t)
	w.keepsJournal()
	w.sim.SetListLag(time.Hour)
	w.picture("pic.png", 10)
	w.write(coverImage + `
resource "wecom_campaign" "it" {
  recipients_file = "people.csv"
  text            = { content = "封面" }
  ` + coverLink + `
}
`)
	mustApply(t, w)
	sent := w.sends()

	w.losesState()
	w.sim.AdvanceClock(31 * time.Minute)
	mustApply(t, w)

	if got := w.campaignState()["status"]; w.sends() != sent || sent == 0 || got != "complete" {
		t.Errorf("%d messages, then %d; status %v", sent, w.sends(), got)
	}
}

// Two roots have uploaded it before they had a journal in common, so it knows
// the picture under two URLs. Of one that is created again nobody knows which
// one it had, and a guess might send again.
func TestAccImage_underTwoURLs(t *testing.T) {
	w := newWorkspace(t)
	other := w.sharing()
	other.env = w.env

	for root, text := range map[*workspace]string{w: "封面", other: "首页"} {
		root.picture("pic.png", 10)
		root.write(strings.Replace(coverMessage, "封面", text, 1))
		mustApply(t, root)
	}

	dir := w.keepsJournal()
	other.keepsJournalIn(dir)

	for _, root := range []*workspace{w, other} {
		mustApply(t, root) // a refresh tells the journal
	}

	w.sim.AdvanceClock(31 * time.Minute)
	other.run("taint", "wecom_image.cover")
	w.losesState()

	for _, root := range []*workspace{w, other} {
		for range 2 {
			if got := root.apply(); got.code == 0 || !strings.Contains(got.errorText(), "under 2 URLs") {
				t.Errorf("exit %d\n%s", got.code, got.errorText())
			}
		}
	}

	if uploads := len(w.sim.Requests("uploadimg")); w.sends() != 2 || uploads != 2 {
		t.Errorf("%d messages, %d uploads; want 2 of each", w.sends(), uploads)
	}
}

// An image whose URL the journal that was asked for cannot be told stays in the
// state: nothing else knows the URL.
func TestAccImage_staysWhileTheJournalIsBroken(t *testing.T) {
	w := newWorkspace(t)
	w.sim.SetListLag(time.Hour)
	w.picture("pic.png", 10)
	w.write(coverMessage)
	mustApply(t, w)

	journal := filepath.Join(w.t.TempDir(), "journal")
	if err := os.WriteFile(journal, nil, 0o600); err != nil {
		t.Fatal(err)
	}

	w.keepsJournalIn(journal)
	w.run("taint", "wecom_image.cover")

	if got := w.apply(); got.code == 0 || !strings.Contains(got.errorText(), "the image in the state stays there") {
		t.Errorf("exit %d\n%s", got.code, got.errorText())
	}

	if err := os.Remove(journal); err != nil {
		t.Fatal(err)
	}

	mustApply(t, w)
	mustApply(t, w)

	if uploads := len(w.sim.Requests("uploadimg")); w.sends() != 1 || uploads != 1 {
		t.Errorf("%d messages, %d uploads; want 1 of each", w.sends(), uploads)
	}
}

// With the journal that nobody asked for the image is uploaded anew where that
// cannot tell, and a warning says what becomes of a message with the earlier
// URL.
func TestAccImage_unaskedAndNotThere(t *testing.T) {
	for name, spoil := range map[string]func(journal string) error{
		"it is damaged": func(journal string) error {
			return os.WriteFile(filepath.Join(journal, "20260101T000000.000Z-0.jsonl"), []byte("#\n"), 0o600)
		},
		"it is a file": func(journal string) error {
			return errors.Join(os.RemoveAll(journal), os.WriteFile(journal, nil, 0o600))
		},
		"it is whole: the control": nil,
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorkspace(t)

			journal := filepath.Join(w.dir, ".terraform", "wecom-journal")
			if err := os.MkdirAll(journal, 0o700); err != nil {
				t.Fatal(err)
			}

			w.picture("pic.png", 10)
			w.write(coverImage)
			mustApply(t, w)

			if spoil != nil {
				logs, err := filepath.Glob(filepath.Join(journal, "*.jsonl"))
				for _, log := range logs {
					err = errors.Join(err, os.Remove(log))
				}

				if err := errors.Join(err, spoil(journal)); err != nil {
					t.Fatal(err)
				}
			}

			w.losesState()

			again := w.apply()
			if again.code != 0 || again.has("warning", "The journal was not used") != (spoil != nil) {
				t.Errorf("exit code %d\n%s", again.code, again.output)
			}

			if spoil != nil && !again.says("warning", "A message that was sent with an earlier URL of this image is another message") {
				t.Errorf("no such warning\n%s", again.output)
			}

			uploads := 1
			if spoil != nil {
				uploads = 2
			}

			if got := len(w.sim.Requests("uploadimg")); got != uploads {
				t.Errorf("%d uploads, want %d", got, uploads)
			}
		})
	}
}
