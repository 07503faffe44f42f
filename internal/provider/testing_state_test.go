package provider_test

import (
	"maps"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// attribute is a string of the state; empty when it is null.
func (l *lifecycle) attribute(name string) string {
	l.t.Helper()

	return stringOf(l.t, l.state, name)
}

func stringOf(t *testing.T, state tftypes.Value, name string) string {
	t.Helper()

	v := attributesOf(t, state)[name]
	if v.IsNull() {
		return ""
	}

	if !v.IsKnown() {
		return string(unknown)
	}

	var s string
	if err := v.As(&s); err != nil {
		t.Fatalf("%s: %v", name, err)
	}

	return s
}

// sentAnywhere is what was sent, without the address of the simulator.
func sentAnywhere(t *testing.T, state tftypes.Value) tftypes.Value {
	t.Helper()

	sent := attributesOf(t, state)["sent"]
	if sent.IsNull() || !sent.IsKnown() {
		return sent
	}

	all := attributesOf(t, sent)
	delete(all, "base_url")

	return tftypes.NewValue(sent.Type(), all)
}

// attributesOf is a copy of the attributes of an object; nil when it is null.
func attributesOf(t *testing.T, v tftypes.Value) map[string]tftypes.Value {
	t.Helper()

	if v.IsNull() {
		return nil
	}

	attributes := map[string]tftypes.Value{}
	if err := v.As(&attributes); err != nil {
		t.Fatal(err)
	}

	return maps.Clone(attributes)
}

// failList is fail_list of the state. It must not be null.
func (l *lifecycle) failList() []string {
	l.t.Helper()

	v := attributesOf(l.t, l.state)["fail_list"]
	if v.IsNull() {
		l.t.Fatal("fail_list is null")
	}

	var elements []tftypes.Value
	if err := v.As(&elements); err != nil {
		l.t.Fatal(err)
	}

	list := make([]string, len(elements))
	for i, element := range elements {
		if err := element.As(&list[i]); err != nil {
			l.t.Fatal(err)
		}
	}

	return list
}

// learned is a plan with the configured values instead of those that were
// unknown when it was made.
func (l *lifecycle) learned(p plan, config object) tftypes.Value {
	l.t.Helper()

	planned, known := attributesOf(l.t, p.state), attributesOf(l.t, l.value(config))

	for _, attribute := range l.schemas.ResourceSchemas[l.resource()].Block.Attributes {
		if attribute.Optional && !planned[attribute.Name].IsFullyKnown() {
			planned[attribute.Name] = known[attribute.Name]
		}
	}

	return tftypes.NewValue(l.resourceType(), planned)
}
