package provider

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/problem"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// rfc3339 reads a time such as 2026-03-02T08:00:00+08:00.
func (c *checker) rfc3339(p problem.Path, v types.String) time.Time {
	if !c.known(p, v) {
		return time.Time{}
	}

	t, ok := readRFC3339(v.ValueString())

	if !ok {
		c.errorf(p, "Invalid time", "%s is not a time of RFC 3339, such as \"2026-03-02T08:00:00+08:00\"%s.", wording.Quoted(v.ValueString()), whyNoTime(v.ValueString()))
		return time.Time{}
	}

	return wecom.AsBound(t)
}

// readRFC3339 reads what the RFC allows, with a small t and z. [time.Parse]
// takes more: an hour of one digit, a comma, an offset of days.
func readRFC3339(text string) (t time.Time, ok bool) {
	text = strings.ToUpper(text)
	form := regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$`)

	if !form.MatchString(text) {
		return time.Time{}, false
	}

	t, err := time.Parse(time.RFC3339, text)

	return t, err == nil
}

// timeParts are those of what people write for a time. The clock, the seconds
// and the offset may be missing.
func timeParts() *regexp.Regexp {
	return regexp.MustCompile(`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:(?:[Tt]| *)(\d{1,2}):(\d{2})(?::(\d{2}))?([.,]\d+)?)? *(?:([Zz])|(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d{2}))?)?$`)
}

// whyNoTime says what is wrong with a time, and how it is written, as far as
// that can be told.
func whyNoTime(text string) string {
	m := timeParts().FindStringSubmatch(strings.TrimSpace(text))
	if m == nil {
		return ""
	}

	two := func(digits string) string { return strings.Repeat("0", max(0, 2-len(digits))) + digits }

	offset, wrong := "+08:00", ": it has no offset from UTC. Where the time of China is meant, write"

	switch sign, hours, minutes := m[9], two(m[10]), two(m[11]); {
	case m[8] != "":
		offset, wrong = "Z", ". Write"
	case sign != "" && (hours > "23" || minutes > "59"):
		return fmt.Sprintf(": no offset from UTC is %s%s:%s; they end at 23:59", sign, hours, minutes)
	case sign != "":
		offset, wrong = sign+hours+":"+minutes, ". Write"
	}

	right := fmt.Sprintf("%s-%s-%sT%s:%s:%s%s%s", m[1], two(m[2]), two(m[3]), two(m[4]), two(m[5]), two(m[6]), strings.Replace(m[7], ",", ".", 1), offset)
	if _, ok := readRFC3339(right); !ok {
		return ": there is no such day, or no such time of a day"
	}

	return fmt.Sprintf("%s %q", wrong, right)
}
