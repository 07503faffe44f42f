package draft

import (
	"maps"
	"slices"

	"github.com/wecom-community/terraform-provider-wecom/internal/problem"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// Order is a draft that may be sent: without a problem, wholly known, with all
// its files, and as it was planned. Only an order has a message to deliver.
type Order struct {
	draft Draft
}

// Order checks that a draft whose files were read may be sent. planned is what
// the plan has seen of it.
func (d Draft) Order(planned Draft) (Order, problem.List) {
	all := d.mustBeKnown()
	all = append(all, d.changedFiles(planned)...)

	if len(all) > 0 {
		return Order{}, all
	}

	return Order{draft: d}, nil
}

// Message is what is delivered.
func (o Order) Message() *wecom.MassMessage { return &o.draft.Message }

// mustBeKnown are the errors of what is known, with its files, and of what is
// not.
func (d Draft) mustBeKnown() problem.List {
	all := d.AllProblems().Errors()

	for _, name := range slices.Sorted(maps.Keys(d.Unknown)) {
		all = append(all, problem.Problem{At: problem.Root(name), Summary: "Unknown value", Detail: name + ": it is not known at apply. Nothing was sent."})
	}

	return all
}

// changedFiles are the errors of files that are not what the plan has seen. One
// that cannot be read has an error of its own, and what stands in the place of
// its path may not be shown.
func (d Draft) changedFiles(planned Draft) problem.List {
	const summary = "File changed since the plan"

	var all problem.List

	if !d.LacksRecipients() && planned.RecipientsSHA256 != "" && planned.RecipientsSHA256 != d.RecipientsSHA256 {
		all = append(all, problem.Problem{
			At: problem.Root("recipients_file"), Summary: summary,
			Detail: "recipients_file: " + wording.Path(d.RecipientsFile) + " names other recipients than when this was planned. Nothing was sent. Plan again.",
		})
	}

	for i, a := range d.Message.Attachments {
		upload := uploadOf(a)
		if upload == nil || upload.SHA256 == "" || i >= len(planned.Message.Attachments) {
			continue
		}

		if before := uploadOf(planned.Message.Attachments[i]); before != nil && before.SHA256 != "" && before.SHA256 != upload.SHA256 {
			all = append(all, problem.Problem{
				At: sourceOf(i, a), Summary: summary,
				Detail: sourceOf(i, a).String() + ": " + wording.Path(upload.Path) + " has another content than when this was planned. Nothing was sent. Plan again.",
			})
		}
	}

	return all
}
