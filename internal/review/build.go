package review

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/campaign"
	"github.com/wecom-community/terraform-provider-wecom/internal/planjson"
)

// Options are what a review needs besides the plan.
type Options struct {
	// Language is "en" or "zh".
	Language string
	// Folder is where the plan was made: the files that it names are there.
	Folder string
	// Pictures are taken into the report for its page.
	Pictures bool
	// ShowIDs takes the ids of customers, groups and tags into the report.
	ShowIDs bool
	Policy  Policy
	// Now is the time of the review, for the gate of the hours.
	Now time.Time
}

// builder makes a report of one change after the other.
type builder struct {
	options Options
	words   words
	report  *Report
	members map[string]bool
	said    map[string]string // by digest, the address that says it
	gates   gates
}

// Read reviews a plan in JSON.
func Read(plan io.Reader, options Options) (*Report, error) {
	b := &builder{
		options: options, words: wordsOf(options.Language), members: map[string]bool{}, said: map[string]string{},
		report: &Report{Version: Version, Rows: []Row{}, Contents: []Content{}, Warnings: []Remark{}, Violations: []Violation{}},
	}
	b.gates = gates{builder: b, policy: options.Policy}

	about, err := planjson.Read(plan, planjson.Visitor{Change: b.change, Invocation: b.invocation})
	if err != nil {
		return nil, err
	}

	if about.Errored {
		b.warn("", "%s", b.words.errored)
	} else if about.Incomplete {
		b.warn("", "%s", b.words.incomplete)
	}

	// What is sent comes first: a comment may have no room for the rest.
	slices.SortStableFunc(b.report.Rows, func(x, y Row) int { return rank(x.Effect) - rank(y.Effect) })

	b.gates.inAll()
	b.report.Totals.Members = len(b.members)
	b.report.Sends = b.report.Totals.Messages > 0
	b.report.Verdict = b.verdict()

	return b.report, nil
}

// rank puts what is sent first, and what stays as it is last.
func rank(e Effect) int {
	switch {
	case e.sends():
		return 0
	case e == Nothing:
		return 2
	default:
		return 1
	}
}

func (b *builder) warn(address, format string, args ...any) {
	b.report.Warnings = append(b.report.Warnings, Remark{Address: address, Text: fmt.Sprintf(format, args...)})
}

func (b *builder) invocation(i planjson.Invocation) error {
	if strings.HasPrefix(i.Type, "wecom_") {
		b.report.Rows = append(b.report.Rows, Row{
			Address: b.shownAddress(i.Address, nil), Type: i.Type, Effect: Invokes, Does: b.words.effects[Invokes], Content: -1,
		})
	}

	return nil
}

func (b *builder) change(c planjson.Change) error {
	if !isOurs(c) {
		return nil
	}

	if !c.Change.AreKnown() {
		return fmt.Errorf("%s: the actions %q are none that this version knows; is the plan of a later version?", b.shownAddress(c.Address, nil), c.Change.Actions)
	}

	before, err := decode(c.Change.Before)
	if err != nil {
		return b.unreadable(c, err)
	}

	after, err := decode(c.Change.After)
	if err != nil {
		return b.unreadable(c, err)
	}

	m := &change{
		Change: c, builder: b, before: before, after: after,
		unknown: marksOf(c.Change.Unknown), sensitive: marksOf(c.Change.Sensitive), wasSensitive: marksOf(c.Change.WasSensitive),
	}
	m.review()

	return nil
}

// unreadable never quotes a value.
func (b *builder) unreadable(c planjson.Change, err error) error {
	address := b.shownAddress(c.Address, nil)

	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return fmt.Errorf("%s: %s is not what the provider writes there; is the plan of another version?", address, wrong.Field)
	}

	return fmt.Errorf("%s cannot be read", address)
}

// change is one message or campaign in the making of a report.
type change struct {
	planjson.Change
	*builder

	before, after                    values
	unknown, sensitive, wasSensitive marks
	row                              Row
}

func (c *change) review() {
	open := c.open()
	effect, reasons := effectOf(c.Change, c.before, c.after, open)
	ids := slices.Concat(idsOf(c.before), idsOf(c.after))

	c.row = Row{
		Address: c.shownAddress(c.Address, ids), Type: c.Type, Effect: effect, Reasons: reasons, Does: c.words.effects[effect], Content: -1,
		Why: c.why(reasons, open),
	}
	if slices.Contains(reasons, ReasonMoved) {
		c.row.PreviousAddress = c.shownAddress(c.PreviousAddress, ids)
	}

	if effect.sends() {
		c.send(c.sent(open))
	}

	c.unanswered()
	c.report.Rows = append(c.report.Rows, c.row)
}

// open are the messages of a campaign that the plan is about to send, in the
// order of their keys. The plan of a new campaign opens all of them, and the
// rollout holds some.
func (c *change) open() []string {
	var keys []string

	for key, m := range c.after.Messages {
		if m.Delivery == nil {
			keys = append(keys, key)
		}
	}

	slices.Sort(keys)

	if !c.Change.Change.Creates() {
		return keys
	}

	messages := make([]*campaign.Message, 0, len(keys))
	for _, key := range keys {
		messages = append(messages, &campaign.Message{Key: key, Status: campaign.Pending})
	}

	campaign.Rollout(messages, c.after.draft().Digests().FirstContent())
	campaign.Hold(messages, c.after.rollout(), nil)

	held := map[string]bool{}
	for _, m := range messages {
		held[m.Key] = m.Status == campaign.Held
	}

	return slices.DeleteFunc(keys, func(key string) bool { return held[key] })
}

// why says the reasons, with what belongs to them.
func (c *change) why(reasons []Reason, open []string) string {
	said := make([]string, 0, len(reasons))

	for _, reason := range reasons {
		text := c.words.reasons[reason]

		switch reason {
		case ReasonEdit:
			if names := without(editedIn(c.Change, c.before, c.after), "triggers"); len(names) > 0 {
				text = fmt.Sprintf(c.words.editOf, c.words.list(names))
			}
		case ReasonImport:
			text = fmt.Sprintf(c.words.importOf, c.Change.Change.Importing.ID)
		case ReasonMoved:
			text = fmt.Sprintf(c.words.movedFrom, c.shownAddress(c.PreviousAddress, idsOf(c.before)))
		case ReasonLeft:
			text = fmt.Sprintf(c.words.leftOf, text, c.words.counted(len(sentOf(c.before, c.after, open))-len(answeredNotSent(c.before, c.after, open)), nounMessage))
		case ReasonAnswer:
			if n := len(answeredNotSent(c.before, c.after, open)); n > 0 {
				text = fmt.Sprintf(c.words.notSentOf, c.words.counted(n, nounMessage))
			}
		}

		said = append(said, text)
	}

	return strings.Join(said, c.words.between)
}

// unanswered tells messages of which nobody knows whether they were sent, where
// the plan goes on.
func (c *change) unanswered() {
	n := 0

	for _, m := range c.after.Messages {
		if m.Delivery != nil && m.Delivery.Status == "unknown" {
			n++
		}
	}

	if c.Type == typeMessage && c.after.Status == "unknown" {
		n = 1
	}

	if n > 0 {
		c.warn(c.row.Address, c.words.unanswered, c.words.counted(n, nounMessage))
	}
}
