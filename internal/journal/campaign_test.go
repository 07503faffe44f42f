package journal

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A campaign is told of all that may be there under its name, with whatever
// content, and of nothing that was not sent.
func TestOfCampaign(t *testing.T) {
	dir := t.TempDir()
	j, _ := opened(t, dir)

	part := func(c string) string { return strings.Repeat(c, 64) }

	start := func(campaign, name, digit string) string {
		q := Query{Key: strings.Repeat(digit, 64), Content: part(digit)}

		op, v, err := j.Begin(look(t, j, q), Intent{Place: Place{CampaignID: campaign, Part: part(name)}})
		if err != nil || v.Decision != Send {
			t.Fatal(v.Decision, err)
		}

		return op
	}

	ends(t, j.End(start("one", "a", "1"), Result{Outcome: OutcomeCreated, MsgID: "m1"}))
	ends(t, j.End(start("one", "b", "2"), Result{Outcome: OutcomeRefused}))
	ends(t, j.Withdraw(start("one", "b", "3")))
	ends(t, j.End(start("one", "c", "4"), Result{Outcome: OutcomeUnknown}))
	ends(t, j.End(start("two", "a", "5"), Result{Outcome: OutcomeCreated, MsgID: "m2"}))

	answered := start("one", "d", "6")
	ends(t, j.End(answered, Result{Outcome: OutcomeUnknown}))
	ends(t, j.Resolve(Resolution{Op: answered, Key: strings.Repeat("6", 64), Content: part("6"), NotSent: true}))
	ends(t, j.Resolve(Resolution{Key: strings.Repeat("7", 64), Content: part("7"), Place: Place{CampaignID: "one", Part: part("e")}, MsgID: "m3"}))
	start("one", "f", "8")
	ends(t, j.Close())

	// Another run reads the same.
	other, _ := opened(t, dir)

	entries, err := other.OfCampaign("one", "")
	if err != nil {
		t.Fatal(err)
	}

	got := map[string]string{}
	for _, e := range entries {
		got[e.Part[:1]] = e.MsgID
	}

	if want := map[string]string{"a": "m1", "c": "", "e": "m3", "f": ""}; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// A run that lives sends messages of a campaign: another one of the same sends
// none, whatever its content is, until that has ended.
func TestBegin_besideARunOfTheSameCampaign(t *testing.T) {
	dir := t.TempDir()

	other, _ := opened(t, dir)
	if _, v, err := other.Begin(look(t, other, asked()), Intent{Place: Place{CampaignID: "one", Part: key}}); err != nil || v.Decision != Send {
		t.Fatal(v, err)
	}

	j, _ := opened(t, dir)
	edited := Query{Key: otherKey, Content: otherKey, CampaignID: "one"}

	wants(t, j, edited, RefuseRunning)
	wants(t, j, Query{Key: otherKey, Content: otherKey, CampaignID: "two"}, Send)

	ends(t, other.Close())
	wants(t, j, edited, Send)

	// Nor does one that has asked before it began, and goes on after it.
	for _, asks := range []bool{true, false} {
		dir := t.TempDir()
		j, _ := opened(t, dir)

		if asks {
			if _, err := j.OfCampaign("one", ""); err != nil {
				t.Fatal(err)
			}
		}

		s := look(t, j, edited)

		other, _ := opened(t, dir)
		if _, v, err := other.Begin(look(t, other, asked()), Intent{Place: Place{CampaignID: "one", Part: key}}); err != nil || v.Decision != Send {
			t.Fatal(v, err)
		}

		ends(t, other.Close())

		want := map[bool]Decision{true: RefuseRunning, false: Send}[asks]
		if _, v, err := j.Begin(s, Intent{}); err != nil || v.Decision != want {
			t.Errorf("asked before %t: %v, %v, want %v", asks, v.Decision, err, want)
		}
	}
}

// Two roots have one campaign, under two names: both have said the first
// content, and one of them has been edited since.
func TestBegin_besideARunOfARelatedCampaign(t *testing.T) {
	dir := t.TempDir()
	edited := Query{Key: otherKey, Content: otherKey, CampaignID: "one", Part: key}

	first, _ := opened(t, dir)

	op, v, err := first.Begin(look(t, first, asked()), Intent{Place: Place{CampaignID: "one", Part: otherKey}})
	if err != nil || v.Decision != Send {
		t.Fatal(v, err)
	}

	ends(t, first.End(op, Result{Outcome: OutcomeCreated, MsgID: "m1", SentAt: noon}))
	ends(t, first.Close())

	early, _ := opened(t, dir)
	if _, err := early.OfCampaign("one", ""); err != nil {
		t.Fatal(err)
	}

	before := wants(t, early, edited, Send) // the control

	// The same message with the first content, under another name.
	other, _ := opened(t, dir)
	if _, v, err := other.Begin(look(t, other, Query{Key: strings.Repeat("d", 64), Content: content, CampaignID: "two", Part: key}), Intent{Place: Place{CampaignID: "two", Part: key}}); err != nil || v.Decision != Send {
		t.Fatal(v, err)
	}

	j, _ := opened(t, dir)
	wants(t, j, edited, RefuseRunning)
	wants(t, j, Query{Key: otherKey, Content: otherKey, CampaignID: "one", Part: otherKey}, Send) // another message
	wants(t, j, Query{Key: otherKey, Content: otherKey, CampaignID: "three", Part: key}, Send)    // another campaign

	ends(t, other.Close())
	wants(t, j, edited, Send)

	// It was there since this one has asked.
	if _, v, err := early.Begin(before, Intent{}); err != nil || v.Decision != RefuseRunning {
		t.Errorf("%v, %v", v.Decision, err)
	}
}

// Two campaigns are one once the second has taken up what the first was about
// to send, in whatever order the files are read; and it says so once.
func TestTakeUp(t *testing.T) {
	digest := func(c string) string { return strings.Repeat(c, 64) }

	for _, first := range []string{"0", "z"} {
		dir := t.TempDir()
		j, _ := opened(t, dir)

		op, v, err := j.Begin(look(t, j, Query{Key: digest("1"), Content: digest("1")}), Intent{Place: Place{CampaignID: "one", Part: digest("a")}})
		if err != nil || v.Decision != Send {
			t.Fatal(v.Decision, err)
		}

		ends(t, j.Close())

		second, _ := opened(t, dir)
		if _, err := second.OfCampaign("two", "", digest("1")); err != nil {
			t.Fatal(err)
		}

		ends(t, second.TakeUp(op, "two"))
		ends(t, second.TakeUp(op, "two"))

		other, v, err := second.Begin(look(t, second, Query{Key: digest("2"), Content: digest("2")}), Intent{Place: Place{CampaignID: "two", Part: digest("b")}})
		if err != nil || v.Decision != Send {
			t.Fatal(v.Decision, err)
		}

		ends(t, second.End(other, Result{Outcome: OutcomeCreated, MsgID: "m2"}))
		ends(t, second.Close())

		name := filepath.Join(dir, second.run+".jsonl")
		if raw, err := os.ReadFile(name); err != nil || strings.Count(string(raw), `"kind":"taken"`) != 1 {
			t.Fatalf("%v\n%s", err, raw)
		}

		if err := os.Rename(name, filepath.Join(dir, first+".jsonl")); err != nil {
			t.Fatal(err)
		}

		third, _ := opened(t, dir)

		entries, err := third.OfCampaign("three", "", digest("1"))
		if err != nil || len(entries) != 2 {
			t.Errorf("%v, %+v: want what both have begun", err, entries)
		}
	}
}
