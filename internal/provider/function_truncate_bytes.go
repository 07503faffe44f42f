package provider

import (
	"context"
	"math/big"

	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/rivo/uniseg"
)

var _ function.Function = truncateBytesFunction{}

type truncateBytesFunction struct{}

func newTruncateBytesFunction() function.Function { return truncateBytesFunction{} }

func (truncateBytesFunction) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "truncate_bytes"
}

func (truncateBytesFunction) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary:             "Beginning of a text that fits into a number of bytes",
		MarkdownDescription: "The longest beginning of a text that has at most `limit` bytes of UTF-8. It ends between characters as a person sees them: never inside a Chinese character, an emoji sequence, a flag, or a letter with its accents.",
		Parameters: []function.Parameter{
			function.StringParameter{Name: "text", MarkdownDescription: "The text."},
			function.NumberParameter{Name: "limit", MarkdownDescription: "How many bytes there may be, a whole number of 0 or more."},
		},
		Return: function.StringReturn{},
	}
}

func (truncateBytesFunction) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var (
		text   string
		number *big.Float
	)

	resp.Error = req.Arguments.Get(ctx, &text, &number)
	if resp.Error != nil {
		return
	}

	limit, wrong := wholeNumber(number, 0)
	if wrong != "" {
		resp.Error = function.NewArgumentFuncError(1, wrong)
		return
	}

	resp.Error = resp.Result.Set(ctx, truncateBytes(text, limit))
}

// truncateBytes cuts between grapheme clusters (Unicode Standard Annex #29),
// the user-perceived characters.
func truncateBytes(text string, limit int64) string {
	if int64(len(text)) <= limit {
		return text
	}

	var kept int64

	for rest, state := text, -1; rest != ""; {
		var cluster string

		cluster, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if kept+int64(len(cluster)) > limit {
			break
		}

		kept += int64(len(cluster))
	}

	return text[:kept]
}
