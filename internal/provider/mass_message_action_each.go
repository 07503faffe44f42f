package provider

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// several is what an action does with many messages.
type several struct {
	do func(context.Context, namedMessage, reporter) verdict
	// undone is the word for a message of which WeCom was not asked.
	undone string
	// failed and remarks are the summaries of an end that is an error, and of
	// one that is a warning.
	failed, remarks string
}

// invoke does it with the message that msgid names, or with each of msgids. The
// lead says what was not done where nothing could be.
func (a *massMessageAction) invoke(ctx context.Context, req action.InvokeRequest, resp *action.InvokeResponse, lead string, s several) {
	named, diags := a.ready(ctx, req, lead)
	resp.Diagnostics.Append(diags...)

	switch {
	case resp.Diagnostics.HasError():
	case named[0].at.Equal(path.Root("msgid")):
		resp.Diagnostics.Append(s.do(ctx, named[0], reportTo(resp)).diags...)
	default:
		resp.Diagnostics.Append(a.each(ctx, named, reportTo(resp), s)...)
	}
}

// each does it with one message after the other: WeCom refuses calls side by
// side (45033). One that fails does not hold up the others. A stop of the run
// does, when the one in hand has its end; and so does a token that cannot be
// had, since asking for it again and again gets the address blocked.
func (a *massMessageAction) each(ctx context.Context, named []namedMessage, report reporter, s several) diag.Diagnostics {
	var (
		diags diag.Diagnostics
		all   = make([]verdict, len(named))
		ended string // why no further message is asked of
	)

	for i, message := range named {
		if ended == "" && ctx.Err() != nil {
			ended = "the run was stopped before WeCom was asked for it"
		}

		switch {
		case ended != "":
			all[i] = verdict{word: s.undone, more: ended, err: errors.New(ended)}
		case message.msgid == "":
			all[i] = verdict{word: s.undone, more: "it has no msgid, as one that was not sent, or whose status is unknown", err: errors.New("no msgid")}
		default:
			all[i] = s.do(ctx, message, func(format string, args ...any) {
				report("%d of %d: %s", i+1, len(named), fmt.Sprintf(format, args...))
			})

			if lacksToken(all[i].err) {
				ended = "WeCom was not asked, since no token can be had"
			}
		}
	}

	text := table(named, all)

	switch {
	case anyFailed(all):
		diags.AddError(s.failed, text+a.adviceOnAll(all))
	case anyRemarks(all):
		diags.AddWarning(s.remarks, text)
	default:
		report("%s", text)
	}

	return diags
}

// lacksToken reports whether the call failed for its token, which every other
// call would as well.
func lacksToken(err error) bool {
	apiErr, refused := errors.AsType[*wecom.APIError](err)

	return refused && (isTokenCode(apiErr.Code) || strings.HasPrefix(apiErr.Endpoint, "get"))
}

func anyFailed(all []verdict) bool {
	for _, one := range all {
		if one.err != nil || one.diags.HasError() {
			return true
		}
	}

	return false
}

func anyRemarks(all []verdict) bool {
	for _, one := range all {
		if len(one.diags) > 0 {
			return true
		}
	}

	return false
}

// table says what became of each message, under a line that counts. Rows that
// begin with a blank are not broken by an engine.
func table(named []namedMessage, all []verdict) string {
	var (
		b     strings.Builder
		words []string
		n     = map[string]int{}
		width int
	)

	for i, one := range all {
		if n[one.word]++; n[one.word] == 1 {
			words = append(words, one.word)
		}

		width = max(width, len(nameOf(named[i])))
	}

	parts := make([]string, len(words))
	for i, word := range words {
		parts[i] = wording.Grouped(n[word]) + " " + word
	}

	fmt.Fprintf(&b, "%s: %s.\n\n", wording.Counted(len(all), "message"), strings.Join(parts, ", "))

	for i, one := range all {
		row := one.word
		if one.more != "" {
			row += ": " + strings.ReplaceAll(one.more, "\n", " ")
		}

		fmt.Fprintf(&b, "  %-*s  %s\n", width, nameOf(named[i]), row)
	}

	return strings.TrimSuffix(b.String(), "\n")
}

// nameOf is the msgid of a message, or its place.
func nameOf(message namedMessage) string {
	if message.msgid == "" {
		return message.at.String()
	}

	return message.msgid
}

// adviceOnAll is what to do about each code with which WeCom has refused.
func (a *massMessageAction) adviceOnAll(all []verdict) string {
	var b strings.Builder

	told := map[int]bool{}

	for _, one := range all {
		code := wecom.Code(one.err)
		if code == 0 || told[code] {
			continue
		}

		told[code] = true

		fmt.Fprintf(&b, "\n\nerrcode %d:%s", code, a.provider.adviceFor(code))
	}

	return b.String()
}
