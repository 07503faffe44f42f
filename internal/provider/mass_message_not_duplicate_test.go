package provider_test

import (
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// lineOf is the line that the error of a send prints.
func lineOf(t *testing.T, got problems) string {
	t.Helper()

	for _, p := range got.errors() {
		for line := range strings.Lines(p.detail) {
			if line = strings.TrimSpace(line); strings.HasPrefix(line, "not_duplicate_of = ") {
				return line
			}
		}
	}

	t.Fatalf("no line to write in %+v", got)

	return ""
}

// A trial: the error prints the line to write, with what stands in it already,
// and with that line the message goes out. Afterwards an edit of it is recorded
// in place.
func TestMassMessage_notDuplicateOf(t *testing.T) {
	sim := simulate(t)
	first, second := connected(t, sim), connected(t, sim)

	first.apply(hello())
	second.apply(with(hello(), object{"not_duplicate_of": []string{first.attribute("msgid")}}))

	one, two := first.attribute("msgid"), second.attribute("msgid")

	if sim.sends() != 2 {
		t.Fatalf("%d messages, want 2", sim.sends())
	}

	third := connected(t, sim)

	_, got := third.apply(hello())
	got.errors().expect(t, "error", at("", "sent already", "import it"))

	newest := two
	if !strings.Contains(lineOf(t, got), two) {
		newest = one
	}

	if want := `not_duplicate_of = ["` + newest + `"]`; lineOf(t, got) != want {
		t.Errorf("the line is %s, want %s", lineOf(t, got), want)
	}

	// Only those records pass.
	third.restart(sim)

	_, got = third.apply(with(hello(), object{"not_duplicate_of": []string{"msgOTHER", newest}}))
	if line := lineOf(t, got); !strings.HasPrefix(line, `not_duplicate_of = ["msgOTHER", "`+newest+`", "`) || sim.sends() != 2 {
		t.Errorf("the line is %s, %d messages", line, sim.sends())
	}

	third.restart(sim)

	_, got = third.apply(with(hello(), object{"not_duplicate_of": []string{one, two}}))
	got.errors().expect(t, "error of the apply")

	for name, edit := range map[string]any{"another": []string{"msgOTHER"}, "none": nil, "empty": []string{}, "known later": unknown} {
		p, got := third.plan(with(hello(), object{"not_duplicate_of": edit})), problems(nil)
		if edit != unknown {
			p, got = third.apply(with(hello(), object{"not_duplicate_of": edit}))
		}

		p.problems.expect(t, name+": problem of the plan")
		got.expect(t, name+": problem of the apply")

		if p.action != update || sim.sends() != 3 {
			t.Errorf("%s: the plan is: %s, %d messages; want an update and 3", name, p.action, sim.sends())
		}
	}
}

// It is judged like every msgid before a send, and a message that was sent
// never fails for it: validate warns, since it does not know which it is.
func TestMassMessage_notDuplicateOfThatIsNoMsgid(t *testing.T) {
	for name, row := range map[string]struct {
		entries any
		at      expectation
	}{
		"empty":      {[]any{""}, at("not_duplicate_of[0]", "empty")},
		"blanks":     {[]any{"msg1", " msg2"}, at("not_duplicate_of[1]", "white space")},
		"local name": {[]any{"unknown-abc"}, at("not_duplicate_of[0]", "local name")},
		"null":       {[]any{nil}, at("not_duplicate_of[0]", "unknown status")},
	} {
		t.Run(name, func(t *testing.T) {
			sim := simulate(t)
			message := connected(t, sim)
			config := with(hello(), object{"not_duplicate_of": row.entries})

			message.validate(config).errors().expect(t, "error of validate")
			serve(t).message().validate(config).expect(t, "problem of validate", row.at)
			message.plan(config).problems.errors().expect(t, "error of the plan", row.at)

			message.apply(hello())

			p, got := message.apply(config)
			p.problems.errors().expect(t, "error of the plan in place")
			got.errors().expect(t, "error of the apply in place")

			planned, applied := message.destroy()
			planned.errors().expect(t, "error of the destroy")
			applied.errors().expect(t, "error of the destroy")

			if sim.sends() != 1 {
				t.Errorf("%d messages, want 1", sim.sends())
			}
		})
	}
}

// What could not be compared is never called the same message.
func TestMassMessage_theErrorOfALikeMessage(t *testing.T) {
	sim := simulate(t, wecomsim.WithOwnMediaIDs(true), wecomsim.WithUnknownMedia(true))
	picture := with(hello(), object{"attachments": []any{object{"msgtype": "image", "image": object{"media_id": "M"}}}})

	connected(t, sim).apply(picture)

	_, got := connected(t, sim).apply(picture)
	got.errors().expect(t, "error", at("", "A message like this one was sent already", "same number and kinds", "could not be compared", "not_duplicate_of = ["))

	if strings.Contains(got[0].detail, "the same message") {
		t.Errorf("it says that it is the same message: %s", got[0].detail)
	}

	if sim.sends() != 1 {
		t.Errorf("%d messages, want 1", sim.sends())
	}
}
