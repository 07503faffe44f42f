package review

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// gates judge what is sent.
type gates struct {
	*builder

	policy     Policy
	recipients int
}

func (g *gates) violated(gate, address, format string, args ...any) {
	g.report.Violations = append(g.report.Violations, Violation{Gate: gate, Address: address, Text: fmt.Sprintf(format, args...)})
}

// judge looks at one message or campaign that is sent.
func (g *gates) judge(c *change) {
	g.judgeNumbers(c)
	g.judgeSenders(c)
	g.judgeContent(c)

	// Where the provider asks for the replacement, an edit sends. Another edit
	// beside a taint may send nothing by itself.
	for _, reason := range c.row.forced() {
		if g.policy.NoReplace && len(replacedFor(c.Change)) == 0 {
			g.violated("no_replace", c.row.Address, g.words.gates.replace, g.words.reasons[reason])
		}
	}

	if g.policy.PreventDestroy && !g.preventsDestroy(c.Address, c.Provider) {
		g.violated("prevent_destroy", c.row.Address, "%s", g.words.gates.preventDestroy)
	}

	if g.policy.approved != nil && !g.policy.approved[c.row.Digest] {
		g.violated("approved", c.row.Address, "%s", g.words.gates.digest)
	}
}

func (g *gates) judgeNumbers(c *change) {
	if c.row.Recipients == nil || c.mayChoose() {
		switch {
		case g.policy.Counted:
			g.violated("counted", c.row.Address, "%s", g.words.gates.uncounted)
		case g.policy.MaxRecipientsPerMessage > 0:
			g.violated("max_recipients_per_message", c.row.Address, "%s", g.words.gates.uncounted)
		case g.policy.MaxRecipients > 0:
			g.violated("max_recipients", c.row.Address, "%s", g.words.gates.uncounted)
		}

		return
	}

	g.recipients += *c.row.Recipients

	if most := g.policy.MaxRecipientsPerMessage; most > 0 {
		for _, n := range c.perMessage() {
			if n > most {
				g.violated("max_recipients_per_message", c.row.Address, g.words.gates.recipients, g.words.counted(n, c.row.people()), g.words.counted(most, c.row.people()))
				break
			}
		}
	}
}

// perMessage is to how many each message goes.
func (c *change) perMessage() []int {
	if c.Type == typeMessage {
		return []int{*c.row.Recipients}
	}

	var all []int
	for _, key := range c.sent(c.open()) {
		all = append(all, c.after.Messages[key].RecipientsCount)
	}

	return all
}

func (g *gates) judgeSenders(c *change) {
	if len(g.policy.Senders) == 0 {
		return
	}

	if len(c.row.Senders) == 0 {
		g.violated("senders", c.row.Address, "%s", g.words.gates.unnamedSender)
	}

	for _, member := range c.row.Senders {
		if !slices.ContainsFunc(g.policy.Senders, func(allowed string) bool { return wecom.SameMember(allowed, member) }) {
			g.violated("senders", c.row.Address, g.words.gates.sender, c.secret(member, "sender"))
		}
	}
}

func (g *gates) judgeContent(c *change) {
	if len(g.policy.LinkHosts) > 0 {
		g.mustBeKnown("link_hosts", c)

		for _, host := range c.row.Hosts {
			if !slices.ContainsFunc(g.policy.LinkHosts, func(allowed string) bool { return isHost(host, allowed) }) {
				g.violated("link_hosts", c.row.Address, g.words.gates.host, c.secret(host, "text", "attachments"))
			}
		}
	}

	if len(g.policy.ForbiddenWords) == 0 {
		return
	}

	g.mustBeKnown("forbidden_words", c)

	read := asRead(readBy(c.after))

	for _, word := range g.policy.ForbiddenWords {
		if strings.Contains(read, asRead(word)) {
			g.violated("forbidden_words", c.row.Address, g.words.gates.word, c.secret(word, "text", "attachments"))
		}
	}
}

// mustBeKnown refuses a content that a gate cannot judge.
func (g *gates) mustBeKnown(gate string, c *change) {
	if names := c.unknown.among([]string{"text", "attachments"}); len(names) > 0 {
		g.violated(gate, c.row.Address, g.words.gates.notKnown, g.words.list(names))
	}
}

// asRead is a text as a reader takes it: without what nobody sees, and with
// full-width letters and capitals as the others.
func asRead(text string) string {
	seen := strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.Cf, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point) {
			return -1
		}

		return r
	}, text)

	return cases.Fold().String(norm.NFKC.String(seen))
}

// isHost reports whether a host is allowed: by its name, or as one below
// "*.name".
func isHost(host, allowed string) bool {
	allowed, host = strings.ToLower(strings.TrimSpace(allowed)), strings.TrimSuffix(host, ".")
	if below, ok := strings.CutPrefix(allowed, "*"); ok {
		return strings.HasSuffix(host, below)
	}

	return host == allowed
}

// readBy is all that customers read of a message.
func readBy(v values) string {
	read := []string{v.draft().Text()}

	for _, a := range v.Attachments {
		switch {
		case a.Link != nil:
			read = append(read, a.Link.Title, a.Link.Desc, a.Link.URL)
		case a.Miniprogram != nil:
			read = append(read, a.Miniprogram.Title)
		case a.File != nil:
			read = append(read, nameOf(a.source))
		}
	}

	return strings.Join(read, "\n")
}

// inAll judges the plan as a whole.
func (g *gates) inAll() {
	if most := g.policy.MaxRecipients; most > 0 && g.recipients > most {
		g.violated("max_recipients", "", g.words.gates.recipientsInAll, g.words.counted(g.recipients, nounRecipient), g.words.counted(most, nounRecipient))
	}

	if now := g.options.Now.In(time.FixedZone("UTC+8", 8*60*60)); g.policy.Hours != "" && g.report.Totals.Messages > 0 && !g.policy.isWithin(now) {
		g.violated("hours", "", g.words.gates.hours, now.Format("15:04"), g.policy.Hours)
	}
}
