package review

import (
	"fmt"
	"slices"
	"strings"

	"github.com/wecom-community/terraform-provider-wecom/internal/planjson"
)

// effectOf is what a change does, and why. before and after are its values.
func effectOf(c planjson.Change, before, after values, open []string) (Effect, []Reason) {
	edited := editedIn(c, before, after)

	var reasons []Reason

	if c.Change.Importing != nil {
		reasons = append(reasons, ReasonImport)
	}

	if c.PreviousAddress != "" && c.PreviousAddress != c.Address {
		reasons = append(reasons, ReasonMoved)
	}

	switch {
	case c.Change.Creates() && c.Change.Drops(), c.Reason == "replace_because_tainted":
		return SendsAgain, append(reasons, replacementReasons(c, edited)...)
	case c.Change.Creates():
		return Sends, append(reasons, ReasonNew)
	case c.Change.Drops():
		return Forgets, append(reasons, removalReason(c))
	case c.Change.Updates():
		effect, why := updateOf(c.Type, before, after, open)
		if len(reasons) == 0 || effect.sends() {
			reasons = append(reasons, why...)
		}

		if effect.sends() && len(edited) > 0 {
			reasons = append(reasons, ReasonEdit)
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
func updateOf(kind string, before, after values, open []string) (Effect, []Reason) {
	if kind == typeMessage {
		if before.Status == "unknown" && after.AdoptMsgID != "" {
			return Records, []Reason{ReasonAnswer}
		}

		return Changes, []Reason{ReasonEdit}
	}

	again := answeredNotSent(before, after, open)
	answered := 0

	for _, key := range open {
		if said := before.Messages[key].Delivery; said != nil && said.Status == "unknown" {
			answered++
		}
	}

	var reasons []Reason
	if len(open) > answered {
		reasons = append(reasons, ReasonLeft)
	}

	if answered > 0 {
		reasons = append(reasons, ReasonAnswer)
	}

	switch {
	case len(open) > answered, len(again) > 0:
		return Sends, reasons
	case answered > 0:
		return Records, reasons
	default:
		return Changes, []Reason{ReasonEdit}
	}
}

// sent are those of the open messages that are sent. A new campaign sends all,
// whatever became of those that it replaces.
func (c *change) sent(open []string) []string {
	if c.Change.Change.Creates() {
		return open
	}

	return sentOf(c.before, c.after, open)
}

// sentOf are those of the open messages of a campaign in place that are sent:
// of which a person has named the message, they are only recorded.
func sentOf(before, after values, open []string) []string {
	return slices.DeleteFunc(slices.Clone(open), func(key string) bool {
		said := before.Messages[key].Delivery

		return said != nil && said.Status == "unknown" && after.Resolve[said.MsgID] != notSent
	})
}

// answeredNotSent are the attempts of open messages of which a person says that
// they have sent nothing: they are sent.
func answeredNotSent(before, after values, open []string) []string {
	var attempts []string

	for _, key := range open {
		if said := before.Messages[key].Delivery; said != nil && said.Status == "unknown" && after.Resolve[said.MsgID] == notSent {
			attempts = append(attempts, said.MsgID)
		}
	}

	return attempts
}

// notSent is the answer upon which a message of unknown status is sent.
const notSent = "not_sent"

// replacementReasons are why an engine replaces what is in the state, with what
// a person has edited besides.
func replacementReasons(c planjson.Change, edited []string) []Reason {
	var reasons []Reason

	switch c.Reason {
	case "replace_by_request":
		reasons = append(reasons, ReasonReplace)
	case "replace_because_tainted":
		reasons = append(reasons, ReasonTainted)
	case "replace_by_triggers":
		reasons = append(reasons, ReasonReplaceTriggeredBy)
	}

	forced := len(reasons) > 0

	if slices.Contains(edited, "triggers") {
		reasons = append(reasons, ReasonTriggers)
		edited = without(edited, "triggers")
	}

	if len(edited) > 0 || len(reasons) == 0 && !forced {
		reasons = append(reasons, ReasonEdit)
	}

	return reasons
}

// editedIn are the attributes for which the engine replaces, and those that a
// person has edited of what is sent, as far as the plan knows them.
func editedIn(c planjson.Change, before, after values) []string {
	names := replacedFor(c)
	if len(c.Change.Before) == 0 || string(c.Change.Before) == "null" {
		return names
	}

	was, is := before.draft().Digests(), after.draft().Digests()
	unknown := marksOf(c.Change.Unknown)

	for _, name := range []string{"chat_type", "text", "attachments", "tag_filter", "sender", "allow_select"} {
		if was[name] != is[name] && !unknown.any(name) {
			names = append(names, name)
		}
	}

	if before.RecipientsSHA256 != after.RecipientsSHA256 && !unknown.any("recipients_sha256") {
		names = append(names, "recipients")
	}

	if before.triggers() != after.triggers() && !unknown.any("triggers") {
		names = append(names, "triggers")
	}

	slices.Sort(names)

	return slices.Compact(names)
}

func without(names []string, name string) []string {
	return slices.DeleteFunc(slices.Clone(names), func(other string) bool { return other == name })
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
	if c.Deposed != "" {
		return ReasonDeposed
	}

	if strings.HasPrefix(c.Reason, "delete_because") || slices.Contains(c.Change.Actions, "forget") {
		return ReasonRemoved
	}

	return ReasonDestroy
}
