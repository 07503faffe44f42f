package wecom_test

import (
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/journal"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// What only a state has told of may never have left: a look may have found
// something before it was sent. So it is not said that a run was about to.
func TestJournalError_saysOfAStateWhatAStateKnows(t *testing.T) {
	at := time.Date(2026, 11, 11, 8, 0, 0, 0, time.UTC)

	for _, decision := range []journal.Decision{journal.RefuseFollowed, journal.RefuseBeside, journal.LookUp} {
		for run, want := range map[string]string{"run": "was about to send", "": "a state had"} {
			err := &wecom.JournalError{Decision: decision, Entry: journal.Entry{Run: run, StartedAt: at}}

			text := err.Error()
			if !strings.Contains(text, want) || !strings.Contains(text, "2026-11-11T08:00:00Z") || run == "" && strings.Contains(text, "about to") {
				t.Errorf("%v of run %q: %s", decision, run, text)
			}
		}
	}
}
