package provider

import (
	"context"
	"encoding/json"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// privateMsgID is the key in private state under which a message keeps its own
// msgid. The plan of its replacement sees no prior state but this.
const privateMsgID = "msgid"

// privateReader and privateWriter are the two halves of the framework's
// private state, which has no exported type.
type (
	privateReader interface {
		GetKey(ctx context.Context, key string) ([]byte, diag.Diagnostics)
	}
	privateWriter interface {
		SetKey(ctx context.Context, key string, value []byte) diag.Diagnostics
	}
)

// sentMsgID is the msgid in private state, or null.
func sentMsgID(ctx context.Context, private privateReader) (types.String, diag.Diagnostics) {
	raw, diags := private.GetKey(ctx, privateMsgID)

	var msgid string
	if len(raw) == 0 || json.Unmarshal(raw, &msgid) != nil || msgid == "" {
		return types.StringNull(), diags
	}

	return types.StringValue(msgid), diags
}

func rememberMsgID(ctx context.Context, private privateWriter, msgid types.String) diag.Diagnostics {
	raw, err := json.Marshal(msgid.ValueString())
	if err != nil {
		return diag.Diagnostics{diag.NewErrorDiagnostic("Private state", err.Error())}
	}

	return private.SetKey(ctx, privateMsgID, raw)
}
