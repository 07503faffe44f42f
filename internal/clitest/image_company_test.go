package clitest_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// An image that was uploaded without a journal, and a run with a journal and
// the credentials of another company: that company has never uploaded it, and
// does so when its turn comes.
func TestAccImage_ofAnotherCompany(t *testing.T) {
	for name, run := range map[string]func(w *workspace) result{
		"a plan":    func(w *workspace) result { return w.plan() },
		"a taint":   func(w *workspace) result { return w.tainted("wecom_image.cover") },
		"a destroy": func(w *workspace) result { return w.run("destroy", "-auto-approve") },
	} {
		t.Run(name, func(t *testing.T) {
			a, b := newWorkspace(t), newWorkspace(t)

			company := wecomsim.DemoCompany()
			company.CorpID = "wwsim0000000000002"
			b.sim.SetCompany(company)
			b.env = []string{"WECOM_CORP_ID=" + company.CorpID}

			// One address, as that of WeCom is.
			var now http.Handler = a.sim

			address := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { now.ServeHTTP(w, r) }))
			t.Cleanup(address.Close)

			a.url, b.url = address.URL, address.URL
			journal := filepath.Join(t.TempDir(), "journal")

			for _, w := range []*workspace{a, b} {
				w.picture("pic.png", 10)
				w.write(coverImage)
			}

			mustApply(t, a)

			now = b.sim
			a.env = append(slices.Clone(b.env), "WECOM_JOURNAL_DIR="+journal)

			if got := run(a); (got.code == 0) != (name == "a taint") {
				t.Fatalf("exit code %d\n%s", got.code, got.errorText())
			}

			b.keepsJournalIn(journal)
			mustApply(t, b)

			// The control: its own it takes from the journal.
			b.losesState()
			mustApply(t, b)

			if uploads := len(b.sim.Requests("uploadimg")); uploads != 1 {
				t.Errorf("%d uploads for the other company, want 1", uploads)
			}
		})
	}
}

// A run with the credentials of another company replaces the image of a message
// that was sent. Back with its own, the message says what it has said, and is
// not sent again. Without a journal nobody knows the URL any more.
func TestAccImage_backFromAnotherCompany(t *testing.T) {
	for name, row := range map[string]struct {
		run   func(w *workspace) result
		off   bool // no journal: the control
		sends int
	}{
		"a taint":  {run: func(w *workspace) result { return w.tainted("wecom_image.cover") }, sends: 1},
		"a rename": {run: func(w *workspace) result { return w.renamesCover() }, sends: 1},
		"it is lost from the state": {run: func(w *workspace) result {
			w.run("state", "rm", "wecom_image.cover")
			return w.apply()
		}, sends: 1},
		"a taint without a journal: the control": {run: func(w *workspace) result { return w.tainted("wecom_image.cover") }, off: true, sends: 2},
	} {
		for _, refreshes := range []string{"-refresh=true", "-refresh=false"} {
			t.Run(name+" "+refreshes, func(t *testing.T) {
				w, b := newWorkspace(t), newWorkspace(t)
				if !row.off {
					w.keepsJournal()
				}

				company := wecomsim.DemoCompany()
				company.CorpID = "wwsim0000000000002"
				b.sim.SetCompany(company)

				var now http.Handler = w.sim

				address := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { now.ServeHTTP(w, r) }))
				t.Cleanup(address.Close)

				w.url = address.URL
				w.picture("pic.png", 10)
				w.write(coverMessage)
				mustApply(t, w)
				w.sim.AdvanceClock(31 * time.Minute)

				own := w.env
				b.url, b.env = address.URL, []string{"WECOM_CORP_ID=" + company.CorpID}
				now, w.env = b.sim, slices.Concat(own, b.env)

				// The first upload to either has the same URL.
				b.picture("pic.png", 10)
				b.write(coverImage)
				mustApply(t, b)

				row.run(w)

				now, w.env = w.sim, own

				if row.off {
					w.run("state", "rm", "wecom_image.cover") // else it is an error
				}

				for range 2 {
					w.apply(refreshes)
				}

				if w.sends() != row.sends || b.sends() != 0 {
					t.Errorf("%d messages, %d in the other company; want %d and 0", w.sends(), b.sends(), row.sends)
				}

				if got := w.plan(); got.code != 0 {
					t.Errorf("exit code %d\n%s", got.code, got.errorText())
				}
			})
		}
	}
}

func (w *workspace) renamesCover() result {
	w.t.Helper()
	w.write(strings.NewReplacer(`"cover"`, `"front"`, "wecom_image.cover", "wecom_image.front").Replace(coverMessage))

	return w.apply()
}

// A run with the credentials of another company takes what that one has
// uploaded. Where the journal cannot be told of the URL that leaves the state
// by that, it stays there: nothing else knows it.
func TestAccImage_ofAnotherCompanyOnAFullDisk(t *testing.T) {
	w := newWorkspace(t)
	w.picture("pic.png", 10)
	w.write(coverImage)
	mustApply(t, w)

	company := wecomsim.DemoCompany()
	company.CorpID = "wwsim0000000000002"
	w.sim.SetCompany(company)

	dir := smallDisk(t, filepath.Join(t.TempDir(), "journal"))
	w.env = []string{"WECOM_CORP_ID=" + company.CorpID, "WECOM_JOURNAL_DIR=" + dir}

	b := w.sharing()
	b.env = w.env
	b.picture("pic.png", 10)
	b.write(coverImage)
	mustApply(t, b)

	fill(t, dir)

	if got := w.apply(); got.code == 0 || !strings.Contains(got.errorText(), "the image in the state stays there") || strings.Contains(w.stateText(), company.CorpID) {
		t.Errorf("exit code %d\n%s\n%s", got.code, got.errorText(), w.stateText())
	}

	// The control: there is room again.
	if err := os.Remove(filepath.Join(dir, "filler")); err != nil {
		t.Fatal(err)
	}

	mustApply(t, w)

	if !strings.Contains(w.stateText(), company.CorpID) {
		t.Errorf("the image of the other company was not taken\n%s", w.stateText())
	}
}
