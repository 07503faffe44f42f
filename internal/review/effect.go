package review

import (
	"fmt"
	"slices"
	"strings"

	"github.com/wecom-community/terraform-provider-wecom/internal/planjson"
)

// effectOf is what a change does, and why. before and after are its values.
func effectOf(c planjson.Change, before, after values, open []string) (Effect, []Reason) {
	var reasons []Reason

	if c.Change.Importing != nil {
		reasons = append(reasons, ReasonImport)
	}

	if c.PreviousAddress != "" && c.PreviousAddress != c.Address {
		reasons = append(reasons, ReasonMoved)
	}

	switch {
	case c.Change.Creates() && c.Change.Drops(), c.Reason == "replace_because_tainted":
		return SendsAgain, append(reasons, replacementReasons(c)...)
	case c.Change.Creates():
		return Sends, append(reasons, ReasonNew)
	case c.Change.Drops():
		return Forgets, append(reasons, removalReason(c))
	case c.Change.Updates():
		effect, reason := updateOf(c.Type, before, after, open)
		if len(reasons) == 0 || effect.sends() {
			reasons = append(reasons, reason)
		}

		return effect, reasons
	case len(reasons) > 0:
		return Records, reasons
	default:
		return Nothing, nil
	}
}

// updateOf is what a change in place does: a campaign sends what is left of it,
// an answer records a message, and nothing else reaches a customer.
func updateOf(kind string, before, after values, open []string) (Effect, Reason) {
	if kind == typeMessage {
		if before.Status == "unknown" && after.AdoptMsgID != "" {
			return Records, ReasonAnswer
		}

		return Changes, ReasonEdit
	}

	left := 0

	for _, key := range open {
		if said := before.Messages[key].Delivery; said == nil || said.Status != "unknown" || after.Resolve[said.MsgID] == notSent {
			left++
		}
	}

	switch {
	case left > 0:
		return Sends, ReasonLeft
	case len(open) > 0:
		return Records, ReasonAnswer
	default:
		return Changes, ReasonEdit
	}
}

// notSent is the answer upon which a message of unknown status is sent.
const notSent = "not_sent"

// replacementReasons are why an engine replaces what is in the state. Of an
// edit it names the attributes.
func replacementReasons(c planjson.Change) []Reason {
	switch c.Reason {
	case "replace_by_request":
		return []Reason{ReasonReplace}
	case "replace_because_tainted":
		return []Reason{ReasonTainted}
	case "replace_by_triggers":
		return []Reason{ReasonReplaceTriggeredBy}
	}

	var reasons []Reason
	if slices.Contains(replacedFor(c), "triggers") {
		reasons = append(reasons, ReasonTriggers)
	}

	if others := replacedFor(c); len(others) > len(reasons) || len(others) == 0 {
		reasons = append(reasons, ReasonEdit)
	}

	return reasons
}

// replacedFor are the attributes for which a resource is replaced.
func replacedFor(c planjson.Change) []string {
	var names []string

	for _, path := range c.Change.ReplacePaths {
		if len(path) > 0 {
			names = append(names, fmt.Sprint(path[0]))
		}
	}

	slices.Sort(names)

	return slices.Compact(names)
}

func removalReason(c planjson.Change) Reason {
	if strings.HasPrefix(c.Reason, "delete_because") || slices.Contains(c.Change.Actions, "forget") {
		return ReasonRemoved
	}

	return ReasonDestroy
}
