package provider

import (
	"maps"
	"slices"
	"strconv"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/problem"
	"github.com/wecom-community/terraform-provider-wecom/internal/regularfile"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// comparableTriggers are triggers as they are compared and digested: a value
// without what nobody sees, as in texts, since file() brings line ends along.
// A key whose value is null is none, and unknown has those that nobody knows
// yet.
func comparableTriggers(triggers types.Map) (known map[string]string, unknown map[string]bool) {
	known, unknown = map[string]string{}, map[string]bool{}

	for key, v := range triggers.Elements() {
		text, _ := v.(types.String)

		switch {
		case text.IsUnknown():
			unknown[key] = true
		case !text.IsNull():
			known[key] = wecom.ComparableText(text.ValueString())
		}
	}

	return known, unknown
}

// triggers refuses what would send a message again because a file was not
// fetched.
func (c *checker) triggers(triggers types.Map) {
	known, _ := comparableTriggers(triggers)

	for _, key := range slices.Sorted(maps.Keys(known)) {
		if regularfile.HoldsPointer(known[key]) {
			c.lfsPointer(problem.Root("triggers"), "the value of "+strconv.QuoteToASCII(wording.Shortened(key)))
		}
	}
}

// compareTriggers compares two maps of triggers. An empty map is no map.
func compareTriggers(config, state types.Map) draft.Comparison {
	if config.IsUnknown() {
		return draft.NotKnown
	}

	now, later := comparableTriggers(config)
	before, _ := comparableTriggers(state)

	for key, v := range now {
		if prior, ok := before[key]; !ok || prior != v {
			return draft.Differs
		}
	}

	for key := range before {
		if _, ok := now[key]; !ok && !later[key] {
			return draft.Differs
		}
	}

	// A key that is new may turn out to be null, which is none.
	if len(later) > 0 {
		return draft.NotKnown
	}

	return draft.Same
}

// triggersDigest names triggers; an empty map is none. It is false while a
// value is not known.
func triggersDigest(triggers types.Map) (digest string, known bool) {
	now, later := comparableTriggers(triggers)

	if triggers.IsUnknown() || len(later) > 0 {
		return "", false
	}

	return draft.TriggersDigest(now), true
}
