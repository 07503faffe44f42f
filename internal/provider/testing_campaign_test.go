package provider_test

import (
	"fmt"
	"maps"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/wecom-community/terraform-provider-wecom/internal/provider"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
)

const campaignType = "wecom_campaign"

// campaignWorld is a company of members with customers and groups of their own,
// and a campaign in the hands of Terraform.
type campaignWorld struct {
	*lifecycle

	sim   simulation
	clock *wecomtest.Clock
	dir   string
	// block is added to the provider block.
	block object
}

// members is how many customers each member has.
type members map[string]int

func campaignOf(t *testing.T, of members, block object, groups ...wecomsim.GroupChat) *campaignWorld {
	t.Helper()

	company := wecomsim.Company{CorpID: wecomtest.CorpID, Apps: []wecomsim.App{{Name: "app", Secret: wecomtest.Secret}}, Groups: groups}

	// Everybody is a customer of each member, so that people can move.
	var follows []wecomsim.Follow
	for _, userid := range slices.Sorted(maps.Keys(of)) {
		follows = append(follows, wecomsim.Follow{UserID: userid})
	}

	for _, userid := range slices.Sorted(maps.Keys(of)) {
		company.Members = append(company.Members, wecomsim.Member{UserID: userid})
		company.Groups = append(company.Groups,
			wecomsim.GroupChat{ChatID: "wr" + userid, Name: userid, Owner: userid},
			wecomsim.GroupChat{ChatID: "wr" + userid + "2", Name: userid, Owner: userid})

		for i := range of[userid] {
			company.Customers = append(company.Customers, wecomsim.Customer{ExternalUserID: customerOf(userid, i), Type: 1, Follows: follows})
		}
	}

	w := &campaignWorld{clock: hastyClock(), dir: t.TempDir(), block: block}
	sim := wecomsim.New(company, wecomsim.WithClock(w.clock.Now), wecomsim.WithUnknownMedia(true))
	w.sim = simulation{Server: sim, URL: wecomtest.Simulate(t, sim)}
	w.lifecycle = w.process(t).message()

	return w
}

// process is a process of the provider.
func (w *campaignWorld) process(t *testing.T) *protocol {
	t.Helper()
	endRuns(t, w.block)

	p := serve(t, provider.WithClock(w.clock))
	p.kind = campaignType
	p.configure(with(object{"base_url": w.sim.URL, "corp_id": wecomtest.CorpID, "corp_secret": wecomtest.Secret, "journal_dir": ""}, w.block)).errors().expect(t, "error of the provider block")

	return p
}

// endRuns makes of the runs before ones that have ended: in a test they all
// live in one process, which keeps their locks.
func endRuns(t *testing.T, block object) {
	t.Helper()

	dir, _ := block["journal_dir"].(string)
	if dir == "" {
		return
	}

	locks, _ := filepath.Glob(filepath.Join(dir, "*.lock"))
	for _, lock := range locks {
		if err := os.Remove(lock); err != nil {
			t.Fatal(err)
		}
	}
}

// restart gives the campaign to another process, some time later.
func (w *campaignWorld) restart(after time.Duration) {
	w.t.Helper()
	w.clock.Advance(after)
	w.protocol = w.process(w.t)
}

func customerOf(userid string, i int) string { return fmt.Sprintf("wm%s%05d", userid, i) }

// file writes a file, and gives its path.
func (w *campaignWorld) file(name string, lines ...string) string {
	w.t.Helper()

	path := filepath.Join(w.dir, name)
	if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
		w.t.Fatal(err)
	}

	return path
}

// people are rows of all customers of some members.
func people(of members) []string {
	rows := []string{"external_userid,sender"}

	for _, userid := range slices.Sorted(maps.Keys(of)) {
		for i := range of[userid] {
			rows = append(rows, customerOf(userid, i)+","+userid)
		}
	}

	return rows
}

// config is a campaign for the file of all.
func (w *campaignWorld) config(of members, change object) object {
	w.t.Helper()

	return with(object{
		"recipients_file": w.file("people.csv", people(of)...), "text": object{"content": "你好"}, "rollout": 100, "chat_type": "single",
	}, change)
}

// delivered is a message of the state: what became of it, by attribute.
func (w *campaignWorld) delivered(key string) map[string]string {
	w.t.Helper()

	var messages, one map[string]tftypes.Value

	must := func(err error) {
		if err != nil {
			w.t.Fatal(err)
		}
	}

	must(attributesOf(w.t, w.state)["messages"].As(&messages))

	if _, ok := messages[key]; !ok {
		w.t.Fatalf("there is no message %s, but %v", key, slices.Sorted(maps.Keys(messages)))
	}

	must(messages[key].As(&one))
	must(one["delivery"].As(&one))

	all := map[string]string{}

	for name, v := range one {
		if v.IsNull() || !v.IsKnown() {
			continue
		}

		var text string

		must(v.As(&text))
		all[name] = text
	}

	return all
}

// statuses are those of the messages: "lisi=created zhangsan=pending".
func (w *campaignWorld) statuses() string {
	w.t.Helper()

	var messages map[string]tftypes.Value
	if err := attributesOf(w.t, w.state)["messages"].As(&messages); err != nil {
		w.t.Fatal(err)
	}

	var all []string
	for _, key := range slices.Sorted(maps.Keys(messages)) {
		all = append(all, key+"="+w.delivered(key)["status"])
	}

	return strings.Join(all, " ")
}

// number is a number of the state.
func (w *campaignWorld) number(name string) int {
	w.t.Helper()

	var n big.Float

	v := attributesOf(w.t, w.state)[name]
	if err := v.As(&n); err != nil {
		w.t.Fatalf("%s: %v", name, err)
	}

	whole, _ := n.Int64()

	return int(whole)
}

// received is how often each customer or group is in an accepted message.
func (w *campaignWorld) received() map[string]int {
	got := map[string]int{}

	for _, m := range w.sim.Messages() {
		for _, id := range slices.Concat(m.ExternalUserID, m.ChatIDList) {
			got[id]++
		}
	}

	return got
}

// wantOnce fails unless just these have been written to, each once.
func (w *campaignWorld) wantOnce(rows []string) {
	w.t.Helper()

	got := w.received()

	for _, row := range rows[1:] {
		id, _, _ := strings.Cut(row, ",")
		if got[id] != 1 {
			w.t.Errorf("%s is in %d messages, want 1", id, got[id])
		}

		delete(got, id)
	}

	if len(got) > 0 {
		w.t.Errorf("nobody has asked for %v", got)
	}
}

// mustApply applies, and fails on an error.
func (w *campaignWorld) mustApply(config object) (plan, problems) {
	w.t.Helper()

	p, got := w.apply(config)
	slices.Concat(p.problems, got).errors().expect(w.t, "error")

	return p, got
}

// posterFile is a picture that can be sent.
func posterFile(t *testing.T) string {
	t.Helper()

	file, err := filepath.Abs("../../examples/resources/wecom_mass_message/poster.png")
	if err != nil {
		t.Fatal(err)
	}

	return file
}
