package provider

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

var (
	_ list.ListResourceWithConfigure      = (*massMessageList)(nil)
	_ list.ListResourceWithValidateConfig = (*massMessageList)(nil)
)

// massMessageList finds sent messages for `terraform query`. It only reads. Its
// name and its connection to WeCom are those of the resource that it lists.
type massMessageList struct {
	massMessageResource
}

func newMassMessageList() list.ListResource { return &massMessageList{} }

func (l *massMessageList) ListResourceConfigSchema(_ context.Context, _ list.ListResourceSchemaRequest, resp *list.ListResourceSchemaResponse) {
	resp.Schema = massMessageListSchema()
}

func (l *massMessageList) ValidateListResourceConfig(ctx context.Context, req list.ValidateConfigRequest, resp *list.ValidateConfigResponse) {
	var config massMessageListModel

	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)

	if resp.Diagnostics.HasError() {
		return
	}

	_, diags := config.toQuery()
	resp.Diagnostics.Append(diags...)
}

// List returns the messages as their pages arrive, and asks WeCom for no more
// than Terraform wants.
func (l *massMessageList) List(ctx context.Context, req list.ListRequest, stream *list.ListResultsStream) {
	var config massMessageListModel

	diags := req.Config.Get(ctx, &config)

	diags.Append(l.provider.mustHaveCredentials("A query is read from WeCom: nothing was listed.")...)

	if diags.HasError() {
		stream.Results = list.ListResultsStreamDiagnostics(diags)
		return
	}

	query, diags := config.toQuery()
	diags.Append(query.fillWindow(l.provider.clock.Now())...)

	if diags.HasError() {
		stream.Results = list.ListResultsStreamDiagnostics(diags)
		return
	}

	stream.Results = func(push func(list.ListResult) bool) {
		listed := int64(0)

		for record, err := range l.provider.client.MassMessageStream(ctx, query.records, query.chatTypes) {
			// A run that was stopped is over, also where the list would be
			// whole.
			if ctx.Err() != nil {
				push(list.ListResult{Diagnostics: diag.Diagnostics{listStopped()}})
				return
			}

			if err != nil {
				push(list.ListResult{Diagnostics: diag.Diagnostics{l.listError("", err)}})
				return
			}

			result := l.result(ctx, req, record)
			listed++

			if result.Diagnostics.HasError() && ctx.Err() != nil {
				result.Diagnostics = diag.Diagnostics{listStopped()}
			}

			if !push(result) || result.Diagnostics.HasError() || listed == req.Limit {
				return
			}
		}
	}
}

// result is one message as the list shows it.
func (l *massMessageList) result(ctx context.Context, req list.ListRequest, record wecom.Record) list.ListResult {
	result := req.NewListResult(ctx)
	result.DisplayName = displayName(record)

	people := wecom.People{}

	if req.IncludeResource {
		var err error

		people, err = l.provider.client.PeopleOf(ctx, record.MsgID, record.ChatType)

		switch code := wecom.Code(err); {
		case code == wecom.ErrcodeDispatching, code == wecom.ErrcodeUnknownMsgID:
			// One message whose recipients cannot be read must not hide the
			// others.
			result.Diagnostics.AddWarning("A message is listed without its recipients",
				fmt.Sprintf("Message %s: %s\n\nIts sender and its customers are left out.", record.MsgID, err))
		case err != nil:
			result.Diagnostics.Append(l.listError(record.MsgID, err))
			return result
		}
	}

	state := fromAPI(record, people, l.provider.client.CorpID(), l.provider.client.Origin())

	result.Diagnostics.Append(result.Identity.Set(ctx, massMessageIdentity{MsgID: state.MsgID})...)

	if req.IncludeResource {
		result.Diagnostics.Append(result.Resource.Set(ctx, &state)...)
	}

	return result
}

// summaryListError heads everything that keeps a list from being whole.
const summaryListError = "Unable to List Mass Messages"

func listStopped() diag.Diagnostic {
	return diag.NewErrorDiagnostic(summaryListError, "The run was stopped before the list was read to its end. Nothing of it is shown, since a short list would look like a whole one.")
}

func (l *massMessageList) listError(msgid string, err error) diag.Diagnostic {
	lead := "The list of messages could not be read to its end. Nothing of it is shown, since a short list would look like a whole one."
	if msgid != "" {
		lead = fmt.Sprintf("The recipients of message %s could not be read. Without include_resource they are not needed.", msgid)
	}

	return l.provider.callError(summaryListError, lead, err)
}
