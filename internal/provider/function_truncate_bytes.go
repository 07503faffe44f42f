package provider

import (
	"context"
	"math/big"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/rivo/uniseg"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
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
		MarkdownDescription: "The longest beginning of a text that has at most `limit` bytes of UTF-8, as `byte_length` counts them. It ends between characters as a person sees them: never inside a Chinese character, an emoji sequence, a flag, or a letter with its accents.",
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
// the user-perceived characters. It counts the text as it is sent.
func truncateBytes(text string, limit int64) string {
	if int64(len(wecom.TextToSend(text))) <= limit {
		return text
	}

	// lineEnds count once something follows them.
	var sent, lineEnds int64

	kept, at := 0, len(text)-len(strings.TrimLeft(text, "\ufeff"))

	for rest, state := text[at:], -1; rest != ""; {
		var cluster string

		cluster, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		at += len(cluster)

		if cluster == "\r\n" || cluster == "\n" || cluster == "\r" {
			lineEnds++
			continue
		}

		sent += lineEnds + int64(len(cluster))
		lineEnds = 0

		if sent > limit {
			break
		}

		kept = at
	}

	return text[:kept]
}
