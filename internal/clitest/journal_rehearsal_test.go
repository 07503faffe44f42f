package clitest_test

import (
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
)

// A rehearsal has sent the message in a simulator. A plan for another address
// with that state tells the journal nothing of that address: there the message
// is sent.
func TestAccJournal_aRehearsalAtAnotherAddress(t *testing.T) {
	t.Parallel()

	w, _ := withJournal(t)
	w.write(message("it", "一", ""))

	if got := w.apply(); got.code != 0 {
		t.Fatal(got.errorText())
	}

	rehearsal := w.url

	company := wecomsim.New(wecomsim.DemoCompany())
	w.url = wecomtest.Simulate(t, company)
	w.write(message("it", "一", ""))

	if got := w.plan(); got.code != 0 {
		t.Errorf("exit code %d\n%s", got.code, got.output)
	}

	w.losesState()

	if got := w.apply(); got.code != 0 || len(company.Messages()) != 1 {
		t.Errorf("at the other address: exit code %d, %d messages, want 1\n%s", got.code, len(company.Messages()), got.output)
	}

	// The control: at the first address it is known.
	w.losesState()

	w.url = rehearsal
	w.write(message("it", "一", ""))

	if got := w.apply(); got.code != 0 || w.sends() != 1 || w.recorded("msgid") != w.msgidOf() {
		t.Errorf("at the first address: exit code %d, %d messages\n%s", got.code, w.sends(), got.output)
	}
}
