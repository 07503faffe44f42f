package provider

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/journal"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

var (
	_ resource.ResourceWithConfigure  = (*imageResource)(nil)
	_ resource.ResourceWithModifyPlan = (*imageResource)(nil)
)

// imageResource is an image that was uploaded for good (media/uploadimg).
type imageResource struct {
	provider *providerData
}

type imageModel struct {
	Source       types.String `tfsdk:"source"`
	SourceSHA256 types.String `tfsdk:"source_sha256"`
	URL          types.String `tfsdk:"url"`
	CorpID       types.String `tfsdk:"corp_id"`
}

func newImageResource() resource.Resource { return &imageResource{} }

func (r *imageResource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_image"
}

func (r *imageResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "An image with a permanent URL (media/uploadimg), for `image.pic_url` and `link.picurl` of a mass message. WeCom lets a company upload 3,000 images a month and 1,000 a day. A changed file is a new upload; destroying only forgets, WeCom keeps the image. What the company has uploaded before is not uploaded anew, as far as the journal of the provider tells: it keeps its URL, and the messages with it stay the same.",
		Attributes: map[string]schema.Attribute{
			"source": schema.StringAttribute{
				Required:            true,
				MarkdownDescription: "Path of the image, JPG or PNG, over 5 bytes and at most 2 MB. After the upload the file is not needed.",
			},
			"source_sha256": schema.StringAttribute{
				Optional: true, Computed: true,
				MarkdownDescription: "SHA-256 of the file, which is worked out where it is left out. A change of it is a new upload; another path of the same content is not. One that is written must be that of the file, or that of the uploaded image: then the file does not count, as under `ignore_changes`.",
			},
			"url": schema.StringAttribute{
				Computed:            true,
				MarkdownDescription: "Permanent URL of the image. WeCom shows it in messages only.",
			},
			"corp_id": schema.StringAttribute{
				Computed:            true,
				MarkdownDescription: "Company that it was uploaded for. With the credentials of another one the plan takes what that one has uploaded, as far as the journal tells, and else is an error. Null where it is not known, as with `access_token`.",
			},
		},
	}
}

func (r *imageResource) Configure(_ context.Context, req resource.ConfigureRequest, resp *resource.ConfigureResponse) {
	r.provider = configuredBy(req.ProviderData, &resp.Diagnostics)
}

// ModifyPlan reads the file: only another content is another image.
func (r *imageResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if req.Plan.Raw.IsNull() {
		return
	}

	var config, plan, state imageModel

	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)

	exists := !req.State.Raw.IsNull()
	if exists {
		resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
		resp.Diagnostics.Append(r.provider.ownImage(&state)...)
	}

	written := config.SourceSHA256

	if resp.Diagnostics.HasError() || plan.Source.IsUnknown() || written.IsUnknown() {
		return
	}

	if exists && given(written) && !isSHA256(written.ValueString()) {
		// Nothing can have this hash, so nothing is uploaded.
		resp.Diagnostics.AddAttributeWarning(path.Root("source_sha256"), "Invalid hash",
			"source_sha256: "+noSHA256(written.ValueString())+" The image was uploaded, and stays as it is.")
		resp.Diagnostics.Append(resp.Plan.Set(ctx, &state)...)

		return
	}

	if exists && given(written) && written.Equal(state.SourceSHA256) {
		resp.Diagnostics.Append(resp.Plan.Set(ctx, &state)...)
		return
	}

	hash, odd, err := inspectImage(plan.Source.ValueString())

	switch {
	case exists && !given(written) && errors.Is(err, fs.ErrNotExist):
		resp.Diagnostics.AddAttributeWarning(path.Root("source"), "The file of an uploaded image is gone",
			"source: "+draft.Absence(plan.Source.ValueString(), err)+" The image was uploaded, so the file is not needed.")

		hash = state.SourceSHA256.ValueString()
	case exists && !given(written) && err != nil:
		resp.Diagnostics.AddAttributeWarning(path.Root("source"), "The file of an uploaded image cannot be used",
			"source: "+draft.FileProblem(plan.Source.ValueString(), err)+" The image was uploaded, so the file is not needed.")

		hash = state.SourceSHA256.ValueString()
	case errors.Is(err, fs.ErrNotExist):
		resp.Diagnostics.AddAttributeError(path.Root("source"), draft.AbsenceSummary(err), "source: "+draft.Absence(plan.Source.ValueString(), err))
		return
	case err != nil:
		resp.Diagnostics.AddAttributeError(path.Root("source"), "Unusable file", "source: "+draft.FileProblem(plan.Source.ValueString(), err))
		return
	case given(written) && written.ValueString() != hash:
		resp.Diagnostics.AddAttributeError(path.Root("source_sha256"), "Hash of another content",
			fmt.Sprintf("source_sha256: %s has the SHA-256 %s, and the configuration says %q. Leave the hash out, or write that of the file.", wording.Path(plan.Source.ValueString()), hash, written.ValueString()))

		return
	}

	plan.SourceSHA256 = types.StringValue(hash)

	if odd != "" && !(exists && hash == state.SourceSHA256.ValueString()) {
		resp.Diagnostics.AddAttributeWarning(path.Root("source"), draft.SummaryCutPicture, fmt.Sprintf("source: %s: %s. It is uploaded as it is.", wording.Path(plan.Source.ValueString()), odd))
	}

	if exists && hash == state.SourceSHA256.ValueString() {
		plan.Source, plan.URL, plan.CorpID = state.Source, state.URL, state.CorpID
	} else if exists {
		plan.URL, plan.CorpID = types.StringUnknown(), types.StringUnknown()

		resp.RequiresReplace.Append(path.Root("source_sha256"))
	}

	resp.Diagnostics.Append(resp.Plan.Set(ctx, &plan)...)
}

func inspectImage(name string) (hash, odd string, err error) {
	return draft.InspectMedia(name, wecom.MediaImage, wecom.MaxPermanentImageBytes)
}

func (r *imageResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan imageModel

	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(r.provider.mustHaveCredentials(nothingSent)...)

	if resp.Diagnostics.HasError() {
		return
	}

	hash, _, err := inspectImage(plan.Source.ValueString())
	if err == nil && given(plan.SourceSHA256) && plan.SourceSHA256.ValueString() != hash {
		err = wecom.ErrFileChanged
	}

	switch {
	case errors.Is(err, fs.ErrNotExist):
		resp.Diagnostics.AddAttributeError(path.Root("source"), "Unable to Upload Image", "source: "+draft.Absence(plan.Source.ValueString(), err))
		return
	case err != nil:
		resp.Diagnostics.AddAttributeError(path.Root("source"), "Unable to Upload Image", "source: "+draft.FileProblem(plan.Source.ValueString(), err))
		return
	}

	upload := wecom.Upload{Path: plan.Source.ValueString(), Name: filepath.Base(plan.Source.ValueString()), SHA256: hash}

	plan.SourceSHA256, plan.CorpID = types.StringValue(hash), stringOrNull(r.provider.client.CorpID())

	uploaded, err := r.provider.client.UploadImageOnce(ctx, upload, r.provider.imageKey(plan))
	if err != nil {
		resp.Diagnostics.Append(r.provider.imageError(err))
		return
	}

	if uploaded.JournalFailed != nil {
		resp.Diagnostics.AddWarning(summaryJournal, imageWithoutJournal(uploaded))
	}

	plan.URL = types.StringValue(uploaded.URL)
	resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
}

// imageWithoutJournal says of an image that was uploaded what the journal would
// have kept from happening.
func imageWithoutJournal(uploaded wecom.UploadedImage) string {
	return fmt.Sprintf("The image was uploaded without the journal: %s. Its URL is %s. A message that was sent with an earlier URL of this image is another message with this one, and is sent again: write the earlier URL into it, instead of the url of this resource. A later run that has lost the state may upload the image anew.", uploaded.JournalFailed, uploaded.URL)
}

func (p *providerData) imageError(err error) diag.Diagnostic {
	const summary = "Unable to Upload Image"

	if errors.Is(err, journal.ErrImageLocked) {
		return diag.NewErrorDiagnostic(summary, "Nothing was uploaded: "+err.Error()+". Apply again when it has ended.")
	}

	if several, ok := errors.AsType[*wecom.SeveralImagesError](err); ok {
		return diag.NewErrorDiagnostic(summary, fmt.Sprintf("Nothing was uploaded: %s. It was uploaded by runs without a common journal. A message that was sent says one of them, and with another one it would be another message, and be sent again.\n\nSee which one it says: in the state of the message, or with the data source wecom_mass_messages, which lists the attachments of what was sent. Write that URL into the message, instead of the url of this resource, and take this resource out. If none of them was sent yet, write any of them.", several))
	}

	if journalErr, ok := errors.AsType[*wecom.JournalError](err); ok {
		return diag.NewErrorDiagnostic(summary, fmt.Sprintf("Nothing was sent, and no image is recorded: %s.\n\nA journal that was asked for, by journal_dir or %s, remembers the URL of each image: a later upload has another URL, and a message with that is another message. Mend it; or set journal_dir = \"\" to go on without one.", journalErr.Err, envJournalDir))
	}

	if apiErr, ok := errors.AsType[*wecom.APIError](err); ok {
		lead := "WeCom refused the upload. A company may upload 3,000 images a month and 1,000 a day."
		return p.apiError(summary, lead, apiErr)
	}

	return diag.NewErrorDiagnostic(summary, err.Error())
}

// Read makes no call: WeCom has none for an uploaded image. It tells the
// journal of one that was uploaded without it.
func (r *imageResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state imageModel

	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)

	if r.provider != nil && given(state.SourceSHA256) && given(state.URL) {
		// What cannot be told, an upload says, and what leaves the state.
		_ = r.provider.client.TellImage(r.provider.imageKey(state), state.URL.ValueString())
	}
}

// Update is planned where the image was another company's, see ownImage. Else
// whatever changes is another upload, or no change.
func (r *imageResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan, state imageModel

	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	r.provider.leaveImage(state, &resp.Diagnostics)

	if resp.Diagnostics.HasError() {
		return
	}

	resp.Diagnostics.Append(resp.State.Set(ctx, &plan)...)
}

// Delete forgets the image. WeCom keeps it.
func (r *imageResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state imageModel

	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)

	r.provider.leaveImage(state, &resp.Diagnostics)
}

// leaveImage tells the journal of an image that is about to leave the state:
// perhaps nothing else knows its URL.
func (p *providerData) leaveImage(state imageModel, diags *diag.Diagnostics) {
	if p == nil || !given(state.SourceSHA256) || !given(state.URL) {
		return
	}

	err := cmp.Or(p.client.TellImage(p.imageKey(state), state.URL.ValueString()), p.client.JournalForbids())
	if err != nil && p.client.JournalStrictly() {
		p.mustKnowRemoved(diags, "image", "uploaded", err)
	}
}
