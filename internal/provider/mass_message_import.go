package provider

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// ImportState records a message that was sent, from WeCom's list, by its msgid
// as a string or as identity. It never leads to a send: until the first apply
// after it, the plan forbids every replacement.
func (r *massMessageResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	const summary = "Unable to Import Mass Message"

	msgid := req.ID

	if msgid == "" && req.Identity != nil && !req.Identity.Raw.IsNull() {
		var identity massMessageIdentity

		resp.Diagnostics.Append(req.Identity.Get(ctx, &identity)...)

		msgid = identity.MsgID.ValueString()
	}

	if problem := msgidProblem(msgid); problem != "" {
		resp.Diagnostics.AddAttributeError(path.Root("msgid"), summary, problem)
		return
	}

	resp.Diagnostics.Append(r.provider.mustHaveCredentials(nothingSent)...)

	if resp.Diagnostics.HasError() {
		return
	}

	record, people, err := r.provider.lookUpForImport(ctx, msgid)
	if err != nil {
		resp.Diagnostics.AddAttributeError(path.Root("msgid"), summary, importProblem(msgid, err))
		return
	}

	state := fromAPI(record, people, r.provider.client.CorpID(), r.provider.client.Origin())

	resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
	resp.Diagnostics.Append(setIdentity(ctx, resp.Identity, state.MsgID)...)
}

func (p *providerData) lookUpForImport(ctx context.Context, msgid string) (wecom.Record, wecom.People, error) {
	client := p.client

	record, err := client.RecordByMsgID(ctx, msgid, []string{wecom.ChatTypeSingle, wecom.ChatTypeGroup}, time.Time{})
	if err != nil {
		return wecom.Record{}, wecom.People{}, err
	}

	people, err := client.PeopleOf(ctx, msgid, record.ChatType)

	return record, people, err
}

func importProblem(msgid string, err error) string {
	if errors.Is(err, wecom.ErrNoRecord) {
		return fmt.Sprintf("%s: %s of the last six months, or not yet: for some minutes it can lack a new one. Else it is older, of another company, or outside of what the app may see.", msgid, err)
	}

	return withAdvice(fmt.Sprintf("%s: %s", msgid, err), err)
}
