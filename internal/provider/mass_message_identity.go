package provider

import (
	"context"

	"github.com/hashicorp/go-uuid"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// localIDPrefix starts the identity of a message whose msgid is not known.
const localIDPrefix = "unknown-"

// setIdentity gives the message its identity, on engines that know identities.
// It must never stay null: a null identity after Create is an error of the
// framework, an error after Create taints, and a tainted message is sent again.
func setIdentity(ctx context.Context, identity *tfsdk.ResourceIdentity, msgid types.String) diag.Diagnostics {
	if identity == nil {
		return nil
	}

	if msgid.ValueString() != "" {
		return identity.Set(ctx, massMessageIdentity{MsgID: types.StringValue(msgid.ValueString())})
	}

	var prior massMessageIdentity
	if !identity.Raw.IsFullyNull() && !identity.Get(ctx, &prior).HasError() && prior.MsgID.ValueString() != "" {
		return nil
	}

	// Without randomness the name is only less unique; an error here would
	// come after the send.
	id, _ := uuid.GenerateUUID()

	return identity.Set(ctx, massMessageIdentity{MsgID: types.StringValue(localIDPrefix + id)})
}
