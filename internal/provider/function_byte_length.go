package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

var _ function.Function = byteLengthFunction{}

type byteLengthFunction struct{}

// countedAsSent is what the functions of bytes and the limits of texts have in
// common.
const countedAsSent = "A line end is one byte, and line ends at the end and a byte order mark at the beginning are not sent, so they do not count."

func newByteLengthFunction() function.Function { return byteLengthFunction{} }

func (byteLengthFunction) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "byte_length"
}

func (byteLengthFunction) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary:             "Length of a text in bytes",
		MarkdownDescription: "The length of a text as the limits of WeCom count it: in bytes of UTF-8, three for a Chinese character, of what is sent. " + countedAsSent + " `length()` counts characters.",
		Parameters: []function.Parameter{
			function.StringParameter{Name: "text", MarkdownDescription: "The text."},
		},
		Return: function.Int64Return{},
	}
}

func (byteLengthFunction) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var text string

	resp.Error = req.Arguments.Get(ctx, &text)
	if resp.Error != nil {
		return
	}

	resp.Error = resp.Result.Set(ctx, int64(len(wecom.TextToSend(text))))
}
