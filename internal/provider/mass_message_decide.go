package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
)

// decision is what becomes of a message that was sent.
type decision struct {
	// replacePaths are the attributes whose change sends a new message; empty
	// when nothing is sent.
	replacePaths path.Paths
	// diags say what the plan does not carry out, and why. They are for a plan
	// that sends nothing.
	diags diag.Diagnostics
	// takeConfigured is true for an imported message: what WeCom does not say
	// of it is taken from the configuration.
	takeConfigured bool
	// askedFor are the recipients of an imported message by the journal, where
	// those are fewer than the configuration names.
	askedFor []string
	// mayReplace are the attributes that are not known yet, and that may make a
	// new message when they are.
	mayReplace []string
}

// decide compares a configuration with what was sent, by the table in
// docs/resources/mass_message.md, "Sending again".
func decide(config, state massMessageModel, wanted draft.Draft) decision {
	var (
		d        decision
		sent     = state.sentDigests()
		resendOn = resendPolicy(config, state)
	)

	wanted.BorrowHashes(state.recorded())

	switch compareTriggers(config.Triggers, state.Triggers) {
	case draft.Differs:
		d.replacePaths.Append(path.Root("triggers"))
	case draft.NotKnown:
		d.warnUnknown("triggers")
		d.mayReplace = append(d.mayReplace, "triggers")
	}

	for _, p := range draft.Parts() {
		switch p.Compare(wanted, sent) {
		case draft.Differs:
			if sendsAgain(p, resendOn.inForce) {
				d.replacePaths.Append(path.Root(p.Attribute(wanted)), path.Root("recipients_sha256"))
			} else {
				d.warnAsSent(p, wanted, state, resendOn)
			}
		case draft.NotKnown:
			d.warnUnknown(p.Attribute(wanted))

			if sendsAgain(p, resendOn.inForce) {
				d.mayReplace = append(d.mayReplace, p.Attribute(wanted))
			}
		}
	}

	if len(d.replacePaths) > 0 {
		d.diags = nil
	}

	return d
}

// sendsAgain reports whether a difference in this part makes a new message.
func sendsAgain(p draft.Part, resendOn string) bool {
	switch resendOn {
	case resendOnChange:
		return true
	case resendOnTriggers:
		return false
	default:
		return !p.Audience
	}
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
