package campaign_test

import (
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/campaign"
)

func pending(keys ...string) []*campaign.Message {
	all := make([]*campaign.Message, len(keys))
	for i, key := range keys {
		all[i] = &campaign.Message{Key: key, Status: campaign.Pending}
	}

	return all
}

func shown(messages []*campaign.Message) string {
	var all []string
	for _, m := range messages {
		all = append(all, m.Key+"="+string(m.Status))
	}

	return strings.Join(all, " ")
}

// The order is for ever: a campaign that is half rolled out depends on it. So
// is the name of a message in the journal.
func TestRollout_golden(t *testing.T) {
	for content, want := range map[string]string{"": "lisi wangwu 1 zhangsan zhangsan/2", "c0ffee": "zhangsan/2 zhangsan lisi wangwu 1"} {
		messages := pending("zhangsan", "lisi", "wangwu", "zhangsan/2", "1")
		campaign.Rollout(messages, content)

		var keys []string
		for _, m := range messages {
			keys = append(keys, m.Key)
		}

		if got := strings.Join(keys, " "); got != want {
			t.Errorf("%q: %s, want %s", content, got, want)
		}
	}

	if got, want := campaign.PartOf("zhangsan/2"), "8447e95c31342efd02d40ead9edd7a6e4320bee6f5e2329d100dd22c0d7755fb"; got != want {
		t.Errorf("part %s, want %s", got, want)
	}

	if campaign.PartOf("ZhangSan") != campaign.PartOf("zhangsan") {
		t.Error("the spelling of a userid makes another message of it")
	}
}

// Raising lets further ones out, and lowering takes none back.
func TestHold(t *testing.T) {
	messages := pending("a", "b", "c", "d", "e")

	for _, c := range []struct {
		percent int
		want    string
	}{
		{1, "a=pending b=held c=held d=held e=held"},
		{21, "a=pending b=pending c=held d=held e=held"},
		{100, "a=pending b=pending c=pending d=pending e=pending"},
		{40, "a=pending b=pending c=held d=held e=held"},
	} {
		campaign.Hold(messages, c.percent, nil)

		if got := shown(messages); got != c.want {
			t.Errorf("%d: %s, want %s", c.percent, got, c.want)
		}
	}

	messages[0].Status, messages[1].Status, messages[4].Status = campaign.Created, campaign.Refused, campaign.Unknown
	campaign.Hold(messages, 1, nil)

	if got := shown(messages); got != "a=created b=held c=held d=held e=unknown" {
		t.Error(got)
	}

	// What has gone counts first, wherever it stands.
	messages = pending("a", "b", "c", "d", "e")
	messages[3].Status, messages[4].Status = campaign.Created, campaign.Excluded
	campaign.Hold(messages, 60, nil)

	if got := shown(messages); got != "a=pending b=held c=held d=created e=excluded" {
		t.Error(got)
	}

	campaign.Hold(messages, 60, map[*campaign.Message]bool{messages[2]: true})

	if got := shown(messages); got != "a=held b=held c=pending d=created e=excluded" {
		t.Error(got)
	}
}

func TestSummary(t *testing.T) {
	for statuses, want := range map[campaign.Status]string{
		campaign.Unknown: "unknown", campaign.Pending: "partial", campaign.Refused: "partial",
		campaign.Held: "rolled_out", campaign.Excluded: "complete", campaign.Created: "complete",
	} {
		messages := pending("a", "b")
		messages[0].Status, messages[1].Status = campaign.Created, statuses

		if got := campaign.Summary(messages); got != want {
			t.Errorf("%s: %s, want %s", statuses, got, want)
		}
	}

	// The first that is true.
	messages := pending("a", "b", "c")
	messages[1].Status, messages[2].Status = campaign.Held, campaign.Unknown

	if got := campaign.Summary(messages); got != "unknown" {
		t.Error(got)
	}

	if got := campaign.Summary(messages[:2]); got != "partial" {
		t.Error(got)
	}
}
