package provider

import (
	"fmt"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
)

// owners knows which messages the resources of this run have, and which one a
// person wants to give to a resource. A plan refreshes the resources in any
// order, so each side looks for the other.
type owners struct {
	mu     sync.Mutex
	owned  map[string]bool
	wanted map[string]string // by msgid: the trace of the message that is to have it
}

// own enters the message of a resource, and reports whether another one wants
// it, or has it. A refresh reads each resource once.
func (o *owners) own(msgid string) (wanted, isOwned bool) {
	o.mu.Lock()
	defer o.mu.Unlock()

	if o.owned == nil {
		o.owned = map[string]bool{}
	}

	isOwned = o.owned[msgid]
	o.owned[msgid] = true

	_, wanted = o.wanted[msgid]

	return wanted, isOwned
}

// want enters a wish to have a message, for the one of a trace, and reports
// whether another resource has it or wants it, too. A plan and its apply may
// ask in one process, and ask for the same then.
func (o *owners) want(msgid, trace string) (taken bool) {
	o.mu.Lock()
	defer o.mu.Unlock()

	if o.owned[msgid] {
		return true
	}

	if by, wanted := o.wanted[msgid]; wanted && by != trace {
		return true
	}

	if o.wanted == nil {
		o.wanted = map[string]string{}
	}

	o.wanted[msgid] = trace

	return false
}

const summaryTwoOwners = "Two resources for one message"

func twoOwners(msgid string) string {
	return "adopt_msgid of a resource names " + msgid + ", which another resource has in the state, or takes over as well. A message is that of one resource: look for another, or change triggers if there is none. Where it is that of this one, and what the other resource has is wrong, take both out of the state (a removed block with destroy = false, or terraform state rm), and import each with its own."
}

// enterOwner enters the message of a resource that has one. It is an error
// where this plan would give it to another one as well, and a warning where
// another one has it: a gateway has mixed up two answers, or a message was
// imported twice.
func (p *providerData) enterOwner(diags *diag.Diagnostics, state massMessageModel) {
	msgid := state.MsgID.ValueString()
	if p == nil || msgid == "" {
		return
	}

	wanted, isOwned := p.owners.own(msgid)

	switch {
	case wanted:
		diags.AddAttributeError(path.Root("msgid"), summaryTwoOwners, twoOwners(msgid))
	case isOwned:
		diags.AddAttributeWarning(path.Root("msgid"), summaryTwoOwners,
			fmt.Sprintf("%s is in the state as the message of another resource, too. A message is that of one. Where both say the same, take one of the two out of configuration and state. Where they do not, one of the records is wrong: see in WeCom's list (data source wecom_mass_messages) what %s says.", msgid, msgid))
	}
}
