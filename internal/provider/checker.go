package provider

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/problem"
	"github.com/wecom-community/terraform-provider-wecom/internal/regularfile"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// checker collects what is wrong with one configuration, and which of its
// attributes are not known yet.
type checker struct {
	problems problem.List
	unknown  map[string]bool
	// hashes are those that stand beside paths of files: written in a
	// configuration, recorded in a state.
	hashes draft.WrittenHashes
}

func newChecker() *checker {
	return &checker{unknown: map[string]bool{}, hashes: draft.WrittenHashes{Media: map[int]draft.WrittenHash{}}}
}

func (c *checker) errorf(p problem.Path, summary, format string, args ...any) {
	c.problems.Errorf(p, summary, format, args...)
}

// neverf is for what could never have been sent, whatever the state says.
func (c *checker) neverf(p problem.Path, summary, format string, args ...any) {
	c.problems.Neverf(p, summary, format, args...)
}

// warnIgnored is for a value that WeCom will not use.
func (c *checker) warnIgnored(p problem.Path, detail string) {
	c.problems.Warnf(p, "WeCom will ignore a value", "%s", detail)
}

func (c *checker) diagnostics() diag.Diagnostics { return diagnosticsOf(c.problems) }

// known reports whether v has a value. An unknown one is noted under the name
// of its top-level attribute.
func (c *checker) known(p problem.Path, v attr.Value) bool {
	if v.IsUnknown() {
		c.unknown[p.Attribute()] = true
		return false
	}

	return !v.IsNull()
}

// textValue reads a string that customers see or WeCom stores: no control
// characters but tab and line breaks, at most limit bytes (0: no limit). One of
// which nothing can be seen is not sent, so nothing is wrong with it here.
func (c *checker) textValue(p problem.Path, v attr.Value, limit int) string {
	if !c.known(p, v) {
		return ""
	}

	written := v.(types.String).ValueString()
	if wecom.NothingToRead(written) {
		return written
	}

	if regularfile.HoldsPointer(written) {
		c.lfsPointer(p, "it")
		return written
	}

	// The draft makes of it what is sent; only that has a limit.
	text := wecom.TextToSend(written)

	if r, at, found := draft.ControlCharacter(text); found {
		c.errorf(p, "Control character", "it holds the control character U+%04X as character %s: %s. WeCom refuses it; only tab and line breaks are allowed.", r, wording.Grouped(at+1), wording.Quoted(text))
	}

	if limit > 0 {
		c.atMost(p, text, limit)
	}

	return written
}

// lfsPointer refuses what file() gives of a file that nobody has fetched.
func (c *checker) lfsPointer(p problem.Path, what string) {
	c.errorf(p, "Git LFS pointer instead of a text",
		"%s is a Git LFS pointer: the few lines that stand for a file which was not fetched. Fetch it with `git lfs pull`; in a pipeline, check out with LFS.", what)
}

// atMost holds a text to a number of bytes.
func (c *checker) atMost(p problem.Path, text string, limit int) {
	if len(text) > limit {
		c.errorf(p, "Too long", "%s are %s; the limit is %s, %s too many.\n%s",
			wording.Counted(utf8.RuneCountInString(text), "character"), wording.Counted(len(text), "byte"), wording.Counted(limit, "byte"), wording.Grouped(len(text)-limit), wording.Quoted(text))
	}
}

// idValue reads an id that stands alone.
func (c *checker) idValue(p problem.Path, v attr.Value, kind draft.IDKind) string {
	if !c.known(p, v) {
		return ""
	}

	id := v.(types.String).ValueString()
	if wrong := kind.ProblemOf(id, draft.InAttribute); wrong != "" {
		c.errorf(p, "Invalid id", "%s", wrong)
		return id
	}

	strangers := draft.NewStrangers(kind)
	strangers.See(id, func() string { return "" })
	c.problems = append(c.problems, strangers.Warning(p)...)

	return id
}

// requiredID reads an id that must be there.
func (c *checker) requiredID(p problem.Path, v attr.Value, why string) string {
	switch id, isText := v.(types.String); {
	case v.IsNull():
		c.neverf(p, "Missing value", "it is required: %s.", why)
		return ""
	case isText && given(id) && id.ValueString() == "":
		c.errorf(p, "Missing value", "it is required and may not be empty: %s.", why)
		return ""
	}

	return c.idValue(p, v, draft.AnyID)
}

// pathValue reads the path of a file, which may not be empty.
func (c *checker) pathValue(p problem.Path, v attr.Value) string {
	if !c.known(p, v) {
		return ""
	}

	name := v.(types.String).ValueString()
	if name == "" {
		c.errorf(p, "Missing value", "the path is empty. Leave the attribute out if no file is meant.")
	}

	return name
}

// requiredPath reads the path of a file that must be there.
func (c *checker) requiredPath(p problem.Path, v types.String) string {
	if given(v) && v.ValueString() == "" {
		c.errorf(p, "Missing value", "it is required and may not be empty.")
		return ""
	}

	return c.pathValue(p, v)
}

// oneOf reads one of a few words.
func (c *checker) oneOf(p problem.Path, v types.String, words ...string) string {
	if !c.known(p, v) {
		return ""
	}

	if word := v.ValueString(); slices.Contains(words, word) {
		return word
	}

	c.errorf(p, "Invalid value", "%q is none of %s.", v.ValueString(), strings.Join(words, ", "))

	return ""
}
