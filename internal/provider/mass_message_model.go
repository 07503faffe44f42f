package provider

import (
	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/heldlist"
)

// massMessageModel is the resource as Terraform hands it over. Only
// [massMessageModel.draft] and the plan read it.
type massMessageModel struct {
	ChatType       types.String   `tfsdk:"chat_type"`
	ExternalUserID heldlist.List  `tfsdk:"external_userid"`
	ChatIDList     heldlist.List  `tfsdk:"chat_id_list"`
	RecipientsFile types.String   `tfsdk:"recipients_file"`
	TagFilter      types.Object   `tfsdk:"tag_filter"`
	Sender         types.String   `tfsdk:"sender"`
	AllowSelect    types.Bool     `tfsdk:"allow_select"`
	Text           types.Object   `tfsdk:"text"`
	Attachments    types.List     `tfsdk:"attachments"`
	Triggers       types.Map      `tfsdk:"triggers"`
	ResendOn       types.String   `tfsdk:"resend_on"`
	AdoptMsgID     types.String   `tfsdk:"adopt_msgid"`
	NotDuplicateOf types.List     `tfsdk:"not_duplicate_of"`
	NotBefore      types.String   `tfsdk:"not_before"`
	NotAfter       types.String   `tfsdk:"not_after"`
	Timeouts       timeouts.Value `tfsdk:"timeouts"`

	MsgID         types.String  `tfsdk:"msgid"`
	FailList      heldlist.List `tfsdk:"fail_list"`
	Status        types.String  `tfsdk:"status"`
	CreatedAt     types.String  `tfsdk:"created_at"`
	Audience      types.String  `tfsdk:"audience"`
	AudienceKind  types.String  `tfsdk:"audience_kind"`
	ReplacesMsgID types.String  `tfsdk:"replaces_msgid"`

	RecipientsSHA256 types.String `tfsdk:"recipients_sha256"`
	RecipientsCount  types.Int64  `tfsdk:"recipients_count"`

	CorpID   types.String `tfsdk:"corp_id"`
	Sent     types.Map    `tfsdk:"sent"`
	Trace    types.String `tfsdk:"trace"`
	Imported types.Bool   `tfsdk:"imported"`
}

// massMessageIdentity is what the message is called outside of a
// configuration.
type massMessageIdentity struct {
	MsgID types.String `tfsdk:"msgid"`
}

// The values of status.
const (
	statusCreated = "created"
	statusUnknown = "unknown"
)

// The values of resend_on.
const (
	resendOnContent  = "content"
	resendOnChange   = "change"
	resendOnTriggers = "triggers"
)

// The keys of a message in private state.
const (
	// privateTrace and privateImported are what the first builds kept there. A
	// provider that dies in Update loses private state, so both are attributes
	// now, and these are only read.
	privateTrace    = "trace"
	privateImported = "imported"
	// privateWish goes from the plan of a replacement to Delete, see [wish].
	privateWish = "wish"
	// privateDestroy goes from the plan of a destroy to Delete.
	privateDestroy = "destroy"
	// privateCompany goes from the plan that has the prior state to the one for
	// its replacement, which has not.
	privateCompany = "company"
	// privateKeeps goes the same way: true of a plan that replaces nothing.
	privateKeeps = "keeps"
	// privateWindow goes from the plan of a send to Delete, which forgets
	// nothing for a message that could not be sent any more.
	privateWindow = "window"
)
