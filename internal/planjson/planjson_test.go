package planjson_test

import (
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"

	"github.com/wecom-community/terraform-provider-wecom/internal/planjson"
)

func read(text string) (plan planjson.Plan, addresses []string, err error) {
	plan, err = planjson.Read(strings.NewReader(text), planjson.Visitor{
		Change:     func(c planjson.Change) error { addresses = append(addresses, c.Address); return nil },
		Invocation: func(i planjson.Invocation) error { addresses = append(addresses, i.Address); return nil },
	})

	return plan, addresses, err
}

func TestRead(t *testing.T) {
	plan, addresses, err := read(`{
		"format_version": "1.2", "terraform_version": "1.15.0", "variables": {"secret": {"value": [{"a": "}"}]}},
		"planned_values": {"root_module": {"resources": [1, [2], {"x": "resource_changes"}]}},
		"resource_changes": [
			{"address": "a.b", "type": "a", "change": {"actions": ["delete", "create"], "before": {"x": 1}, "after": {"x": null}, "replace_paths": [["x", 0]], "importing": {"id": "msg1"}}},
			{"address": "a.c", "future": true, "change": {"actions": ["no-op"]}}
		],
		"action_invocations": [{"address": "action.x.y", "type": "x"}],
		"errored": true, "complete": false, "timestamp": "2026-11-28T00:00:00Z"
	}`)
	if err != nil {
		t.Fatal(err)
	}

	if want := (planjson.Plan{FormatVersion: "1.2", EngineVersion: "1.15.0", Errored: true, Incomplete: true}); plan != want {
		t.Errorf("%+v, not %+v", plan, want)
	}

	if want := []string{"a.b", "a.c", "action.x.y"}; !slices.Equal(addresses, want) {
		t.Errorf("%v, not %v", addresses, want)
	}
}

func TestRead_whatIsNoPlan(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"nothing":                {"", "no plan in JSON"},
		"a saved plan":           {"PK\x03\x04tfplan", "no plan in JSON"},
		"the output of it":       {"Terraform will perform the following actions:", "no plan in JSON"},
		"a list":                 {"[]", "no plan in JSON"},
		"a state":                {`{"format_version": "1.0", "values": {}}`, "no plan in JSON"},
		"no version":             {`{"resource_changes": []}`, "no plan in JSON"},
		"a later format":         {`{"format_version": "2.0", "resource_changes": []}`, `"2.0"`},
		"cut":                    {`{"format_version": "1.2", "resource_changes": [{"address": "a`, "ends at byte"},
		"cut between":            {`{"format_version": "1.2", "resource_changes": []`, "ends at byte"},
		"cut in what is skipped": {`{"format_version": "1.2", "variables": {"secret": "hunter2`, "ends at byte"},
		"broken":                 {`{"format_version": "1.2", "resource_changes": [}`, "no JSON behind byte"},
		"another type":           {`{"format_version": "1.2", "resource_changes": [{"address": 7}]}`, "number stands at byte"},
		"two plans":              {`{"format_version": "1.2", "resource_changes": []}{"format_version": "1.2", "resource_changes": []}`, "follows the plan"},
		"a plan and more":        {`{"format_version": "1.2", "resource_changes": []} x`, "follows the plan"},
		"changes by name":        {`{"format_version": "1.2", "resource_changes": {}}`, "no plan in JSON"},
	} {
		_, _, err := read(c.text)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, without %q", name, err, c.want)
		}

		if err != nil && strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s shows a value: %v", name, err)
		}
	}
}

func TestRead_endsWithTheVisitor(t *testing.T) {
	stop := errors.New("stop")

	_, err := planjson.Read(strings.NewReader(`{"format_version": "1.2", "resource_changes": [{"address": "a"}, 7]}`),
		planjson.Visitor{Change: func(planjson.Change) error { return stop }})
	if !errors.Is(err, stop) {
		t.Error(err)
	}
}

// largePlan is a plan of n changes of about 100 KB each, and as much again that
// nobody reads.
type largePlan struct {
	n, at int
	rest  string
}

func (p *largePlan) Read(to []byte) (int, error) {
	if p.rest == "" {
		change := fmt.Sprintf(`{"address": "a.b[%d]", "type": "a", "change": {"actions": ["create"], "after": {"x": ["%s"]}}}`, p.at, strings.Repeat("wmAbcdefgh\", \"", 7_000))

		switch {
		case p.at == 0:
			p.rest = `{"format_version": "1.2", "planned_values": [`
		case p.at < p.n:
			p.rest = change + ","
		case p.at == p.n:
			p.rest = change + `], "resource_changes": [`
		case p.at < 2*p.n:
			p.rest = change + ","
		case p.at == 2*p.n:
			p.rest = change + "]}"
		default:
			return 0, io.EOF
		}

		p.at++
	}

	n := copy(to, p.rest)
	p.rest = p.rest[n:]

	return n, nil
}

// A plan of 200 MB: one change is held at a time.
func TestRead_holdsOneChangeAtATime(t *testing.T) {
	var changes, most int

	plan := &largePlan{n: 1_000}

	_, err := planjson.Read(plan, planjson.Visitor{Change: func(planjson.Change) error {
		if changes++; changes%100 == 0 {
			var m runtime.MemStats

			runtime.GC()
			runtime.ReadMemStats(&m)
			most = max(most, int(m.HeapAlloc))
		}

		return nil
	}})
	if err != nil || changes != plan.n {
		t.Fatal(changes, err)
	}

	if most > 20<<20 {
		t.Errorf("%d MiB are held", most>>20)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(`{"format_version": "1.2", "resource_changes": [{"address": "a.b", "change": {"actions": ["create"]}}]}`)
	f.Add(`{"format_version": "1.2", "planned_values": [[{}]]}`)
	f.Fuzz(func(t *testing.T, text string) {
		if _, _, err := read(text); err == nil && !strings.Contains(text, "format_version") && !strings.Contains(text, `\u`) {
			t.Error("it was read")
		}
	})
}

// Shells of Windows write files with a byte order mark, or in UTF-16.
func TestRead_encodings(t *testing.T) {
	const text = `{"format_version": "1.2", "resource_changes": [{"address": "a.b"}]}`

	for name, encoding := range map[string]encoding.Encoding{
		"UTF-8 with a mark": unicode.UTF8BOM, "UTF-16": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), "UTF-16BE": unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
	} {
		encoded, err := encoding.NewEncoder().String(text)
		if err != nil {
			t.Fatal(err)
		}

		if _, addresses, err := read(encoded); err != nil || len(addresses) != 1 {
			t.Errorf("%s: %v, %v", name, addresses, err)
		}
	}
}

// What an engine puts off is in no review of this plan, whatever the plan says
// of itself.
func TestRead_whatIsPutOffIsNotComplete(t *testing.T) {
	for deferred, want := range map[string]bool{`[]`: false, `null`: false, `[{"reason": "provider_config_unknown"}]`: true} {
		raw := `{"format_version": "1.2", "resource_changes": [], "deferred_changes": ` + deferred + `, "complete": true}`

		plan, err := planjson.Read(strings.NewReader(raw), planjson.Visitor{})
		if err != nil || plan.Incomplete != want {
			t.Errorf("%s: %+v, %v", deferred, plan, err)
		}
	}
}
