package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// decision is what becomes of a message that was sent.
type decision struct {
	// replacePaths are the attributes whose change sends a new message; empty
	// when nothing is sent.
	replacePaths path.Paths
	// diags tell what the plan does not carry out, and why. They are for a plan
	// that sends nothing.
	diags diag.Diagnostics
	// takeConfigured is true for an imported message: what WeCom does not tell of it is
	// taken from the configuration.
	takeConfigured bool
	// mayReplace are the attributes that are not known yet, and that may make a
	// new message when they are.
	mayReplace []string
}

// decide compares a configuration with what was sent, by the table in
// docs/resources/mass_message.md, "Sending again".
func decide(config, state massMessageModel, wanted draft) decision {
	var (
		d        decision
		sent     = state.sentParts()
		resendOn = resendPolicy(config, state)
	)

	wanted.borrowHashes(state.recorded())

	switch compareTriggers(config.Triggers, state.Triggers) {
	case differs:
		d.replacePaths.Append(path.Root("triggers"))
	case notKnown:
		d.warnUnknown("triggers")
		d.mayReplace = append(d.mayReplace, "triggers")
	}

	for _, p := range massMessageParts() {
		switch p.compare(wanted, sent) {
		case differs:
			if p.sendsAgain(resendOn.inForce) {
				d.replacePaths.Append(path.Root(p.attribute(wanted)), path.Root("recipients_sha256"))
			} else {
				d.warnAsSent(p, wanted, state, resendOn)
			}
		case notKnown:
			d.warnUnknown(p.attribute(wanted))

			if p.sendsAgain(resendOn.inForce) {
				d.mayReplace = append(d.mayReplace, p.attribute(wanted))
			}
		}
	}

	if len(d.replacePaths) > 0 {
		d.diags = nil
	}

	return d
}

// policy is resend_on while it changes: an edit beside it is judged by the
// stricter of the old and the new value, so that nobody sends by loosening it.
type policy struct {
	inForce string
	// next is the new value, where the next plan judges by another one.
	next string
}

// resendPolicy is resend_on as this plan has it; while it is unknown the
// recorded one stays in force.
func resendPolicy(config, state massMessageModel) policy {
	next := config.ResendOn.ValueString()

	switch {
	case config.ResendOn.IsUnknown():
		next = state.ResendOn.ValueString()
	case config.ResendOn.IsNull():
		next = resendOnContent
	}

	prior := state.ResendOn.ValueString()
	if prior == "" || strictness(next) >= strictness(prior) {
		return policy{inForce: next}
	}

	return policy{inForce: prior, next: next}
}

// strictness orders the values of resend_on by how little they send.
func strictness(resendOn string) int {
	switch resendOn {
	case resendOnTriggers:
		return 2
	case resendOnContent:
		return 1
	default:
		return 0
	}
}

// compareTriggers compares two maps of triggers. An empty map is no map.
func compareTriggers(config, state types.Map) comparison {
	if config.IsUnknown() {
		return notKnown
	}

	if len(config.Elements()) != len(state.Elements()) {
		return differs
	}

	result := same

	for key, v := range config.Elements() {
		prior, ok := state.Elements()[key]

		switch {
		case !ok:
			return differs
		case v.IsUnknown():
			result = notKnown
		case !v.Equal(prior):
			return differs
		}
	}

	return result
}
