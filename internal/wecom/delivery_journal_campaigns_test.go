package wecom_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// Two runs of one campaign at once, with others excluded, have read the journal
// before either has sent. Without the look, too, nobody gets two messages.
func TestJournal_twoCampaignsAtOnceWithoutTheLook(t *testing.T) {
	cut, otherCut := strings.Repeat("c", 32), strings.Repeat("d", 32)
	of := func(campaign, cut string, ids ...string) wecom.Delivery {
		d := noted(single("hello", "zhangsan", ids...))
		d.CheckInterval, d.RecordsFound = 0, true

		if campaign != "" {
			d.Journal.CampaignID, d.Journal.Part, d.Journal.Cut = campaign, strings.Repeat("a", 32), cut
		}

		return d
	}

	for name, row := range map[string]struct {
		now  wecom.Delivery
		want wecom.OutcomeKind
	}{
		"fewer of them":                     {of("2", cut, customers(2, 3)...), wecom.Unknown},
		"another file, some of them":        {of("2", otherCut, customers(3, 5)...), wecom.Unknown},
		"another file, others":              {of("2", otherCut, customers(4, 5)...), wecom.Accepted},
		"control: a message to some":        {of("", "", customers(2, 3)...), wecom.Accepted},
		"control: the same, it is recorded": {of("2", cut, customers(1, 3)...), wecom.Accepted},
	} {
		t.Run(name, func(t *testing.T) {
			w, dir := newWorld(t), filepath.Join(t.TempDir(), "journal")
			first := w.send(dir, of("1", cut, customers(1, 3)...))
			wantKind(t, first, wecom.Accepted)

			got := w.send(dir, row.now)
			wantKind(t, got, row.want)

			posts := 1
			if row.want == wecom.Accepted && got.MsgID != first.MsgID {
				posts = 2
			}

			w.wantPosts(posts)
		})
	}
}
