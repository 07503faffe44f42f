package wecom_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/journal"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
)

// run is a provider process with a journal that a person has asked for.
type run struct {
	*wecom.Client
	journal *journal.Journal
}

// run begins a process that lives until it ends, or the test.
func (w *world) run(dir string, change ...func(*wecom.Config)) *run {
	w.t.Helper()

	j, err := journal.Open(dir, journal.Options{Now: w.Clock.Now})
	if err != nil {
		w.t.Fatal(err)
	}

	w.t.Cleanup(func() { _ = j.Close() })

	client := w.client(append([]func(*wecom.Config){func(c *wecom.Config) { c.Journal, c.JournalStrictly = j, true }}, change...)...)

	return &run{client, j}
}

// end is the end of the process, whatever it is doing: its lock is free, and it
// tells nothing any more.
func (r *run) end() { _ = r.journal.Close() }

// noted is a checked delivery of a message that is kept in the journal.
func noted(m *wecom.MassMessage, triggers ...string) wecom.Delivery {
	d := checked(m)
	d.Journal = keysOf(m, triggers...)

	return d
}

func keysOf(m *wecom.MassMessage, triggers ...string) wecom.JournalKeys {
	all := ""
	for _, one := range triggers {
		all += one
	}

	return draft.New(*m, "", nil, nil).Digests().JournalKeys("https://wecom.test", wecomtest.CorpID, all)
}

// send is a delivery of a run that then ends.
func (w *world) send(dir string, d wecom.Delivery) wecom.Receipt {
	w.t.Helper()

	r := w.run(dir)
	defer r.end()

	return r.DeliverMassMessage(w.t.Context(), d)
}

// diesInPost is a run that dies when its request is with the server, which does
// its work or not. The journal has an intent and no more.
func (w *world) diesInPost(dir string, d wecom.Delivery, arrives bool) {
	w.t.Helper()

	r, f := w.run(dir), w.withFront()

	f.on(func(endpoint string) {
		if endpoint == "add_msg_template" {
			r.end()
		}
	}, nil)

	if arrives {
		w.lose()
	} else {
		w.swallow()
	}

	r.Client = w.run(dir, func(c *wecom.Config) { c.Journal = r.journal }).Client
	r.DeliverMassMessage(w.t.Context(), d)
	f.on(nil, nil)
}

// wantForbidden wants that the journal forbids the send.
func wantForbidden(t testing.TB, got wecom.Receipt, want journal.Decision) {
	t.Helper()

	wantKind(t, got, wecom.Refused)

	if forbids, ok := errors.AsType[*wecom.JournalError](got.Err); !ok || forbids.Decision != want {
		t.Errorf("error %v, want %v", got.Err, want)
	}
}

func wantDuplicate(t testing.TB, got wecom.Receipt) {
	t.Helper()

	wantKind(t, got, wecom.Refused)

	if _, ok := errors.AsType[*wecom.DuplicateError](got.Err); !ok {
		t.Errorf("error %v, want a duplicate", got.Err)
	}
}

// wantNotIn looks for words in all files of a directory.
func wantNotIn(t testing.TB, dir string, words ...string) {
	t.Helper()

	files := 0

	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}

		files++

		text, err := os.ReadFile(path)
		for _, word := range words {
			if bytes.Contains(text, []byte(word)) {
				t.Errorf("%s holds %q", filepath.Base(path), word)
			}
		}

		return err
	})
	if err != nil || files == 0 {
		t.Fatalf("%d files: %v", files, err)
	}
}

// began is when the world began.
func (w *world) began() time.Time { return wecomtest.NewClock().Now() }
