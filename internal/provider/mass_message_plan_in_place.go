package provider

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
)

// inPlace is a plan that sends nothing.
type inPlace struct {
	config, plan, state massMessageModel
	wanted              draft.Draft
	imported            bool
}

// planInPlace keeps to what was sent, and records the rest.
func (r *massMessageResource) planInPlace(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse, d decision, in inPlace) {
	// validate has refused what could never have been sent, so what is left of
	// that is made by ignore_changes: a list beside the file that was sent.
	resp.Diagnostics.Append(diagnosticsOf(in.wanted.ProblemsOfASent().AsWarnings())...)
	resp.Diagnostics.Append(in.config.namesItself(in.state)...)
	resp.Diagnostics.Append(in.config.adoptsAnother(in.state)...)

	if resp.Diagnostics.HasError() {
		return
	}

	plan := d.keepSent(in.plan, in.state, in.wanted)
	adopts := r.provider.adopts(in.config, in.state, &resp.Diagnostics)

	if len(d.mayReplace) > 0 {
		plan.ResendOn = keepPrior(plan.ResendOn, in.state.ResendOn)
		plan.AdoptMsgID = keepPrior(plan.AdoptMsgID, in.state.AdoptMsgID)
		plan.NotDuplicateOf = keepPrior(plan.NotDuplicateOf, in.state.NotDuplicateOf)
		plan.NotBefore = keepPrior(plan.NotBefore, in.state.NotBefore)
		plan.NotAfter = keepPrior(plan.NotAfter, in.state.NotAfter)
		plan.Timeouts = keepPrior(plan.Timeouts, in.state.Timeouts)
	}

	resp.Diagnostics.Append(resp.Plan.Set(ctx, &plan)...)

	changed := changedAttributes(req.State.Raw, resp.Plan.Raw)
	if len(changed) == 0 && !adopts {
		return
	}

	if len(d.mayReplace) > 0 {
		resp.Diagnostics.Append(unknownBeside(d.mayReplace, changed, adopts)...)
		return
	}

	// What an earlier build kept elsewhere goes along with what changes.
	plan.recordSent(ctx, in, d, req.Private)

	if in.imported && plan.Imported.IsNull() {
		writePrivate(ctx, resp.Private, privateImported, false)
	}

	if adopts {
		plan.planAdoption()
	}

	resp.Diagnostics.Append(resp.Plan.Set(ctx, &plan)...)
}

// keepSent makes the plan of a message that is not sent again. Terraform
// accepts the prior value instead of a configured one, as long as both are
// there; where one of them is null the configured one is recorded, and the
// computed attributes still say what was sent.
func (d decision) keepSent(plan, state massMessageModel, wanted draft.Draft) massMessageModel {
	plan.MsgID = state.MsgID
	plan.FailList = state.FailList
	plan.Status = state.Status
	plan.CreatedAt = state.CreatedAt
	plan.Audience = state.Audience
	plan.AudienceKind = state.AudienceKind
	plan.ReplacesMsgID = state.ReplacesMsgID
	plan.RecipientsSHA256 = writtenOrRecorded(plan.RecipientsSHA256, wanted, state)
	plan.RecipientsCount = state.RecipientsCount
	plan.CorpID = state.CorpID
	plan.Sent = state.Sent
	plan.Trace = state.Trace
	plan.Imported = state.Imported

	if d.takeConfigured {
		plan.Attachments = withHashes(plan.Attachments, wanted)
		plan.keepUnknownParts(state, wanted)

		return plan
	}

	plan.ChatType = keepPrior(plan.ChatType, state.ChatType)
	plan.ExternalUserID = keepPrior(plan.ExternalUserID, state.ExternalUserID)
	plan.ChatIDList = keepPrior(plan.ChatIDList, state.ChatIDList)
	plan.RecipientsFile = keepPrior(plan.RecipientsFile, state.RecipientsFile)
	plan.TagFilter = keepPrior(plan.TagFilter, state.TagFilter)
	plan.Sender = keepPrior(plan.Sender, state.Sender)
	plan.AllowSelect = keepPrior(plan.AllowSelect, state.AllowSelect)
	plan.Text = keepPrior(plan.Text, state.Text)
	plan.Attachments = keepPrior(withHashes(plan.Attachments, wanted), state.Attachments)
	plan.Triggers = keepPrior(plan.Triggers, state.Triggers)

	return plan
}

// keepUnknownParts keeps what WeCom said of an imported message where the
// configuration is not known yet. It is compared when it is.
func (m *massMessageModel) keepUnknownParts(state massMessageModel, wanted draft.Draft) {
	if wanted.Unknown["chat_type"] {
		m.ChatType = keepPrior(m.ChatType, state.ChatType)
	}

	if wanted.Unknown["external_userid"] {
		m.ExternalUserID = keepPrior(m.ExternalUserID, state.ExternalUserID)
	}

	if wanted.Unknown["sender"] {
		m.Sender = keepPrior(m.Sender, state.Sender)
	}

	if wanted.Unknown["text"] {
		m.Text = keepPrior(m.Text, state.Text)
	}

	if wanted.Unknown["attachments"] {
		m.Attachments = keepPrior(m.Attachments, state.Attachments)
	}
}

// writtenOrRecorded is the hash of the recipients that were sent. Terraform
// demands one that is written where none was recorded.
func writtenOrRecorded(planned types.String, wanted draft.Draft, state massMessageModel) types.String {
	switch {
	case given(state.RecipientsSHA256):
		return state.RecipientsSHA256
	case wanted.WrittenRecipients().Late:
		return types.StringUnknown()
	case given(planned):
		return planned
	default:
		return types.StringNull()
	}
}

func keepPrior[T attr.Value](planned, prior T) T {
	if planned.IsNull() || prior.IsNull() {
		return planned
	}

	return prior
}

// changedAttributes names the attributes in which a plan differs from the
// state.
func changedAttributes(state, plan tftypes.Value) []string {
	var before, after map[string]tftypes.Value
	if state.As(&before) != nil || plan.As(&after) != nil {
		return nil
	}

	var names []string

	for _, name := range slices.Sorted(maps.Keys(after)) {
		if !after[name].Equal(before[name]) {
			names = append(names, name)
		}
	}

	return names
}

// unknownBeside is the error of a value that is not known yet, and may make a
// new message, beside a change that is recorded in place. When that is applied
// the value is known, and Terraform answers a replacement with "inconsistent
// final plan" and calls it a bug. No warning can prevent it.
func unknownBeside(unknown, changed []string, adopts bool) diag.Diagnostics {
	var diags diag.Diagnostics

	if adopts && !slices.Contains(changed, "adopt_msgid") {
		changed = append(changed, "adopt_msgid")
	}

	beside := slices.DeleteFunc(changed, func(name string) bool { return slices.Contains(unknown, name) })
	values := strings.Join(unknown, " and ")

	if len(beside) == 0 {
		diags.AddAttributeError(path.Root(unknown[0]), "A value that is known too late",
			fmt.Sprintf("%s was not set when the message was sent, and its new value is known only while this apply runs, too late to say in a plan whether a new message is sent. Nothing is sent. Apply what %s depends on first, with -target, or write the value itself.", values, values))

		return diags
	}

	changes := strings.Join(beside, " and ")

	diags.AddAttributeError(path.Root(beside[0]), "Two changes that must be applied one after the other",
		fmt.Sprintf("%s would be recorded by this apply, and %s is known only while it runs, too late to say in a plan whether a new message is sent. Nothing is sent. Apply one after the other: first what %s depends on, with -target; or take the change of %s back, apply, and make it again.",
			changes, values, values, changes))

	return diags
}

// recordSent fills in what an update in place records beside the change itself:
// the end of an import, and what an earlier build did not keep as attributes.
func (m *massMessageModel) recordSent(ctx context.Context, in inPlace, d decision, private privateReader) {
	if in.imported {
		m.endImport(in.state, in.wanted, d.askedFor)
		return
	}

	m.Sent = digestsValue(in.state.sentDigests())

	if in.state.Status.ValueString() == statusUnknown && !given(m.Trace) {
		if lost, ok := in.state.lost(ctx, private); ok {
			m.Trace = lost.value()
		}
	}
}

// endImport records what WeCom did not say as it is configured. What it said
// stays: an import of one customer into a configuration with two has reached
// one. So does what the journal says, of groups that WeCom lists later.
func (m *massMessageModel) endImport(state massMessageModel, wanted draft.Draft, askedFor []string) {
	m.Imported = types.BoolNull()

	parts := state.sentDigests()
	maps.Copy(parts, wanted.BelievableDigests())

	if len(askedFor) > 0 {
		wanted = wanted.For(askedFor)
		maps.Copy(parts, wanted.ListedRecipients())
	}

	m.Sent = digestsValue(parts)

	if len(wanted.Unknown) > 0 {
		// Whether there is anything to record is known at apply.
		m.Sent, m.Imported = types.MapUnknown(types.StringType), types.BoolUnknown()
	}

	told := *m
	told.setComputed(wanted)

	if wanted.AudienceInDoubt() {
		// Nobody can tell any more.
		told.RecipientsSHA256, told.RecipientsCount, told.Audience = types.StringNull(), types.Int64Null(), types.StringNull()
		told.AudienceKind = types.StringNull()
	}

	if !given(m.RecipientsSHA256) {
		m.RecipientsSHA256, m.RecipientsCount = told.RecipientsSHA256, told.RecipientsCount
	}

	if !given(m.Audience) {
		m.Audience = told.Audience
	}

	m.AudienceKind = told.AudienceKind
}
