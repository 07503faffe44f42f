package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/function"
)

var _ function.Function = byteLengthFunction{}

type byteLengthFunction struct{}

func newByteLengthFunction() function.Function { return byteLengthFunction{} }

func (byteLengthFunction) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "byte_length"
}

func (byteLengthFunction) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary:             "Length of a text in bytes",
		MarkdownDescription: "The length of a text as WeCom counts it: in bytes of UTF-8, three for a Chinese character. `length()` counts characters.",
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

	resp.Error = resp.Result.Set(ctx, int64(len(text)))
}
