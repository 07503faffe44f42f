package provider

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// Delete forgets the message. WeCom cannot recall one.
func (r *massMessageResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state massMessageModel

	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)

	wished := readPrivate[wish](ctx, req.Private, privateWish)

	isDestroy := readPrivate[bool](ctx, req.Private, privateDestroy)

	switch {
	case r.provider == nil:
	case wished.Parts != nil:
		resp.Diagnostics.Append(r.provider.mayReplace(state, wished)...)
	case !isDestroy:
		// A tainted message is replaced without a wish, and the plan of the new
		// one knows nothing of it.
		resp.Diagnostics.Append(r.provider.sameCompany(state.CorpID.ValueString()).Errors()...)
	}

	// Also of a message that is tainted, or replaced without a wish: the new
	// one could not be sent any more.
	resp.Diagnostics.Append(r.provider.inWindow("Nothing is sent, and the message in the state stays there", readPrivate[wecom.SendWindow](ctx, req.Private, privateWindow))...)

	if resp.Diagnostics.HasError() {
		return
	}

	if r.provider == nil {
		return
	}

	if state.MsgID.ValueString() == "" {
		wished.Lost = r.provider.keysInState(state).Key
	}

	r.provider.removeInJournal(ctx, &resp.Diagnostics, state, req.Private, wished)

	if resp.Diagnostics.HasError() {
		return
	}

	r.provider.wishes.add(ctx, state, req.Private, wished)

	if r.provider.otherCompany(state.CorpID.ValueString()) {
		resp.Diagnostics.AddWarning(summaryCompany,
			fmt.Sprintf("The message %s was sent in %s, and is removed from the state with the credentials of %s. Nothing was recalled.", state.MsgID.ValueString(), state.CorpID.ValueString(), r.provider.client.CorpID()))
	}

	if !isDestroy {
		warnRemoved(&resp.Diagnostics, state)
		return
	}

	r.provider.destroyDone.Do(func() {
		resp.Diagnostics.AddWarning(summaryDestroy, "The message was removed from the state. Nothing was recalled.")
	})
}

// mayReplace is what forbids to forget a message that is replaced, because the
// new one could not be sent: a saved plan may be applied with other
// credentials.
func (p *providerData) mayReplace(state massMessageModel, wished wish) diag.Diagnostics {
	diags := p.mustHaveCredentials(nothingSent)
	if diags.HasError() {
		return diags
	}

	if diags = p.sameCompany(state.CorpID.ValueString()).Errors(); diags.HasError() {
		return diags
	}

	return p.plannedCompany(wished.CorpID)
}
