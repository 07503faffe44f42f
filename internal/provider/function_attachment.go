package provider

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/agext/levenshtein"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

var _ function.Function = attachmentFunction{}

// attachmentFunction makes an attachment of one kind. Terraform drops names
// that it does not know from an object of the configuration without a word, so
// that a misspelt one sends a card without its picture; a function sees them.
//
// It judges names and types only. The error of a function also stops
// `terraform plan -destroy`, and a file may change between two calls, so limits
// and files are left to the plan.
type attachmentFunction struct {
	kind, summary string
	names         []string // as the official page has them, then the provider's own
	required      []string
}

// attachmentFunctions are one for each kind.
func attachmentFunctions() []attachmentFunction {
	return []attachmentFunction{
		{kind: wecom.MsgTypeImage, summary: "Picture as an attachment", names: []string{"media_id", "pic_url", "source", "source_sha256"}},
		{kind: wecom.MsgTypeLink, summary: "Card that opens a URL as an attachment", names: []string{"title", "picurl", "desc", "url"}, required: []string{"title", "url"}},
		{kind: wecom.MsgTypeMiniprogram, summary: "Mini program as an attachment", names: []string{"title", "pic_media_id", "appid", "page", "pic_source", "pic_source_sha256"}, required: []string{"title", "appid", "page"}},
		{kind: wecom.MsgTypeVideo, summary: "Video as an attachment", names: []string{"media_id", "source", "source_sha256"}},
		{kind: wecom.MsgTypeFile, summary: "File as an attachment", names: []string{"media_id", "source", "source_sha256"}},
	}
}

func (f attachmentFunction) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = f.kind
}

func (f attachmentFunction) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary:             f.summary,
		MarkdownDescription: f.description(),
		Parameters: []function.Parameter{
			function.DynamicParameter{
				Name:                f.kind,
				MarkdownDescription: "An object with " + listed(f.names) + ".",
				AllowUnknownValues:  true,
			},
		},
		Return: function.ObjectReturn{AttributeTypes: attachmentTypes()},
	}
}

func (f attachmentFunction) description() string {
	text := fmt.Sprintf("One of the `attachments` of [wecom_mass_message](../resources/mass_message.md): `msgtype` and the object `%s`. ", f.kind)

	if len(f.required) > 0 {
		text += "Required: " + listed(f.required) + ". "
	}

	return text + "A name that is not known, one that is missing, and a value that is no string are errors. In an object that is written without the function, Terraform drops a name that it does not know without a word. Limits and files are judged by the plan."
}

// attachmentTypes are those of every kind, so that all of them fit into one
// list.
func attachmentTypes() map[string]attr.Type {
	all := map[string]attr.Type{"msgtype": types.StringType}
	for _, f := range attachmentFunctions() {
		all[f.kind] = f.objectType()
	}

	return all
}

func (f attachmentFunction) objectType() types.ObjectType {
	all := map[string]attr.Type{}
	for _, name := range f.names {
		all[name] = types.StringType
	}

	return types.ObjectType{AttrTypes: all}
}

func (f attachmentFunction) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var argument types.Dynamic

	resp.Error = req.Arguments.Get(ctx, &argument)
	if resp.Error != nil {
		return
	}

	object, problems := f.object(argument)
	if len(problems) > 0 {
		resp.Error = function.NewArgumentFuncError(0, strings.Join(problems, "\n"))
		return
	}

	all := map[string]attr.Value{"msgtype": types.StringValue(f.kind)}

	for _, other := range attachmentFunctions() {
		all[other.kind] = types.ObjectNull(other.objectType().AttrTypes)
	}

	all[f.kind] = object

	resp.Error = resp.Result.Set(ctx, types.ObjectValueMust(attachmentTypes(), all))
}

// object makes the object of the kind, or says everything that is wrong.
func (f attachmentFunction) object(argument types.Dynamic) (attr.Value, []string) {
	if argument.IsUnknown() || argument.IsUnderlyingValueUnknown() {
		return types.ObjectUnknown(f.objectType().AttrTypes), nil
	}

	var given map[string]attr.Value

	switch value := argument.UnderlyingValue().(type) {
	case types.Object:
		given = value.Attributes()
	case types.Map:
		given = value.Elements()
	}

	if given == nil {
		return nil, []string{fmt.Sprintf("%s is not an object; it must be one with %s", f.kind, listed(f.names))}
	}

	var problems []string

	for _, name := range slices.Sorted(maps.Keys(given)) {
		if !slices.Contains(f.names, name) {
			problems = append(problems, fmt.Sprintf("%s.%s is not known; %s", f.kind, shownName(name), f.nearest(name)))
		}
	}

	all := map[string]attr.Value{}

	for _, name := range f.names {
		text, problem := stringOf(given[name])

		switch {
		case problem != "":
			problems = append(problems, fmt.Sprintf("%s.%s is %s; it must be a string", f.kind, name, problem))
		case text.IsNull() && slices.Contains(f.required, name):
			problems = append(problems, fmt.Sprintf("%s.%s is missing; it is required", f.kind, name))
		}

		all[name] = text
	}

	if len(problems) > 0 {
		return nil, problems
	}

	return types.ObjectValueMust(f.objectType().AttrTypes, all), nil
}

// stringOf is a string as it was given, or what else was.
func stringOf(v attr.Value) (text types.String, problem string) {
	if dynamic, ok := v.(types.Dynamic); ok {
		if dynamic.IsUnknown() {
			return types.StringUnknown(), ""
		}

		v = dynamic.UnderlyingValue()
	}

	switch v := v.(type) {
	case nil:
		return types.StringNull(), ""
	case types.String:
		return v, ""
	case types.Number:
		problem = "a number"
	case types.Bool:
		problem = "a bool"
	case types.Object, types.Map:
		problem = "an object"
	default:
		problem = "a list"
	}

	switch {
	case v.IsNull():
		return types.StringNull(), ""
	case v.IsUnknown():
		return types.StringUnknown(), ""
	default:
		return types.StringNull(), problem
	}
}

// farthest is how many letters a name may be off to be meant, and half of its
// own.
const farthest = 4

// shownName is a name as it is written, escaped where it looks like another: a
// letter of another alphabet, a blank at its end.
func shownName(name string) string {
	if escaped := strconv.QuoteToASCII(name); escaped != `"`+name+`"` || strings.ContainsRune(name, ' ') {
		return escaped
	}

	return name
}

// nearest says which name may be meant.
func (f attachmentFunction) nearest(name string) string {
	best, distance := "", farthest+1

	for _, known := range f.names {
		if d := levenshtein.Distance(strings.ToLower(name), known, nil); d < distance && d <= len(known)/2 {
			best, distance = known, d
		}
	}

	if best != "" {
		return "did you mean " + best + "?"
	}

	return "there are " + listed(f.names)
}

// listed is names as a sentence has them.
func listed(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}

	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}
