package clitest_test

import (
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"testing"

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

			if got := run(a); got.code != 0 {
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
