// Package planjson reads a saved plan as `terraform show -json` and `tofu show
// -json` write it: what changes, and how. It knows no resource type, and it
// holds no more of a plan than one change at a time.
//
// Source: https://developer.hashicorp.com/terraform/internals/json-format,
// format version 1. Names that it does not know are passed over, as that page
// asks.
package planjson

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// Plan is what a plan says of itself.
type Plan struct {
	FormatVersion string
	EngineVersion string
	// Errored is true for the plan of a run that has failed.
	Errored bool
	// Incomplete is true where the engine has put off a part, or was told to
	// plan for a part only.
	Incomplete bool
}

// Change is what a plan does to one resource.
type Change struct {
	Address         string `json:"address"`
	PreviousAddress string `json:"previous_address"`
	Type            string `json:"type"`
	Mode            string `json:"mode"`
	Provider        string `json:"provider_name"`
	// Deposed is set for an object that a failed replacement has left behind.
	Deposed string `json:"deposed"`
	// Reason is why the engine does it, such as "replace_because_tainted";
	// empty where it says nothing.
	Reason string `json:"action_reason"`

	Change Values `json:"change"`
}

// Values are the values of a resource, before and after. Those of After that
// are not known yet are missing, and are true in Unknown.
type Values struct {
	Actions      []string        `json:"actions"`
	Before       json.RawMessage `json:"before"`
	After        json.RawMessage `json:"after"`
	Unknown      json.RawMessage `json:"after_unknown"`
	Sensitive    json.RawMessage `json:"after_sensitive"`
	WasSensitive json.RawMessage `json:"before_sensitive"`
	// ReplacePaths are the attributes for which a resource is replaced.
	ReplacePaths [][]any `json:"replace_paths"`
	Importing    *struct {
		ID string `json:"id"`
	} `json:"importing"`
}

// Invocation is an action that the plan invokes, in engines that have them.
type Invocation struct {
	Address string `json:"address"`
	Type    string `json:"type"`
}

// Visitor is given the parts of a plan in their order.
type Visitor struct {
	Change     func(Change) error
	Invocation func(Invocation) error
}

// ErrNoPlan says that the input is something else.
var ErrNoPlan = errors.New("this is no plan in JSON: save it with plan -out=FILE, and write it with show -json FILE")

// ErrTwoPlans says that something follows a plan.
var ErrTwoPlans = errors.New("something follows the plan: give one plan at a time")

// Read reads a plan. What a visitor returns ends it. It takes the encodings in
// which shells of Windows write a file, too.
func Read(from io.Reader, visit Visitor) (Plan, error) {
	var plan Plan

	d := json.NewDecoder(transform.NewReader(from, unicode.BOMOverride(transform.Nop)))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return plan, ErrNoPlan
	}

	seen := map[string]bool{}

	for d.More() {
		t, err := d.Token()
		if err != nil {
			return plan, broken(d, err)
		}

		name, _ := t.(string)
		seen[name] = true

		if err := plan.field(d, name, visit); err != nil {
			return plan, err
		}
	}

	if _, err := d.Token(); err != nil {
		return plan, broken(d, err)
	}

	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return plan, ErrTwoPlans
	}

	// A state in JSON has a version, too, and values in place of changes.
	if !seen["format_version"] || !seen["planned_values"] && !seen["resource_changes"] {
		return plan, ErrNoPlan
	}

	if major, _, _ := strings.Cut(plan.FormatVersion, "."); major != "0" && major != "1" {
		return plan, fmt.Errorf("the format version %q of this plan is not known; 1 is", plan.FormatVersion)
	}

	return plan, nil
}

func (p *Plan) field(d *json.Decoder, name string, visit Visitor) error {
	var err error

	switch name {
	case "format_version":
		err = d.Decode(&p.FormatVersion)
	case "terraform_version":
		err = d.Decode(&p.EngineVersion)
	case "errored":
		err = d.Decode(&p.Errored)
	case "complete":
		var complete bool

		err = d.Decode(&complete)
		p.Incomplete = p.Incomplete || !complete
	case "deferred_changes":
		return each(d, func(any) error {
			p.Incomplete = true

			return nil
		})
	case "resource_changes":
		return each(d, visit.Change)
	case "action_invocations":
		return each(d, visit.Invocation)
	default:
		err = skip(d)
	}

	if err != nil {
		return broken(d, err)
	}

	return nil
}

// each decodes the elements of a list one by one.
func each[T any](d *json.Decoder, visit func(T) error) error {
	t, err := d.Token()
	if err != nil {
		return broken(d, err)
	}

	if t == nil {
		return nil
	}

	if t != json.Delim('[') {
		return ErrNoPlan
	}

	for d.More() {
		var one T
		if err := d.Decode(&one); err != nil {
			return broken(d, err)
		}

		if err := visit(one); err != nil {
			return err
		}
	}

	if _, err := d.Token(); err != nil {
		return broken(d, err)
	}

	return nil
}

// skip passes over a value without holding it: the state in a plan may be
// large.
func skip(d *json.Decoder) error {
	for depth := 0; ; {
		t, err := d.Token()
		if err != nil {
			return err
		}

		switch t {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}

		if depth == 0 {
			return nil
		}
	}
}

// broken never quotes the input: it may hold secrets.
func broken(d *json.Decoder, err error) error {
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return fmt.Errorf("the plan is not as engines write it: %s stands at byte %d where a %s is", wrong.Value, wrong.Offset, wrong.Type.Kind())
	}

	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("the plan ends at byte %d, before its end", d.InputOffset())
	}

	if _, ok := errors.AsType[*json.SyntaxError](err); ok {
		return fmt.Errorf("the plan is no JSON behind byte %d", d.InputOffset())
	}

	return err
}

// Creates reports whether the resource is created, be it in place of another.
func (v Values) Creates() bool { return slices.Contains(v.Actions, "create") }

// AreKnown reports whether all actions are of those that this version knows.
func (v Values) AreKnown() bool {
	known := []string{"no-op", "create", "read", "update", "delete", "forget"}

	return len(v.Actions) > 0 && !slices.ContainsFunc(v.Actions, func(action string) bool { return !slices.Contains(known, action) })
}

// Drops reports whether an object leaves the state.
func (v Values) Drops() bool {
	return slices.Contains(v.Actions, "delete") || slices.Contains(v.Actions, "forget")
}

// Updates reports whether the resource is changed in place.
func (v Values) Updates() bool { return slices.Contains(v.Actions, "update") }
