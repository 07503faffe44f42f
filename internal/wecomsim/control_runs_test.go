package wecomsim_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// rows are the rows of the page's list, each in a few words.
func (c *client) rows(query string) []string {
	c.t.Helper()

	var rows []string

	for _, item := range c.control("GET", "runs"+query, "").list("rows") {
		row := item.(map[string]any)
		words := fmt.Sprintf("%v/%v", row["place"], row["of"])

		if run, isRun := row["run"].(map[string]any); isRun {
			words += fmt.Sprintf(" %v: %v messages", run["text"], run["messages"])
		} else {
			words += fmt.Sprint(" ", row["message"].(map[string]any)["text"])
		}

		if row["within"] != nil {
			words += " within"
		}

		rows = append(rows, words)
	}

	return rows
}

func (c *client) wantRows(query string, want ...string) {
	c.t.Helper()

	if got := c.rows(query); !reflect.DeepEqual(got, want) {
		c.t.Errorf("runs%s:\n%q, want\n%q", query, got, want)
	}
}

func TestRuns_areOneContentWithShortPauses(t *testing.T) {
	c := newClient(t)
	tea := c.create(textOf("tea"))
	c.sim.AdvanceClock(10 * time.Minute)
	c.create(textOf("coffee")) // of a campaign beside it
	c.create(textOf("tea"))
	c.sim.AdvanceClock(10 * time.Minute)
	c.create(textOf("tea"))
	c.create(textOf("coffee"))
	c.sim.AdvanceClock(10*time.Minute + time.Second)
	c.create(textOf("tea"))

	c.wantRows("", "1/3 tea: 3 messages", "2/3 coffee: 2 messages", "3/3 tea")
	c.wantRows("?order=newest", "1/3 tea", "2/3 coffee: 2 messages", "3/3 tea: 3 messages")
	c.wantRows("?order=newest&open="+tea,
		"1/3 tea", "2/3 coffee: 2 messages", "3/3 tea: 3 messages", "1/3 tea within", "2/3 tea within", "3/3 tea within")
	c.wantRows("?open="+tea+"&offset=2&limit=3", "2/3 tea within", "3/3 tea within", "2/3 coffee: 2 messages")
	c.wantRows("?q=coffee", "1/1 coffee: 2 messages")
	c.wantRows("?state=sent")

	answer := c.control("GET", "runs?limit=1&open="+tea, "")
	if answer.fields["total"] != 6.0 || answer.fields["messages"] != 6.0 {
		t.Errorf("%v rows of %v messages", answer.fields["total"], answer.fields["messages"])
	}

	c.wantStatus(c.control("GET", "runs?limit=x", ""), 400)
}

// The clock may be set back: what comes then is another run.
func TestRuns_endWhenTheClockIsSetBack(t *testing.T) {
	c := newClient(t)
	c.create(textOf("tea"))
	c.sim.AdvanceClock(-time.Hour)
	c.create(textOf("tea"))
	c.sim.AdvanceClock(time.Minute)
	c.create(textOf("tea"))

	c.wantRows("", "1/2 tea", "2/2 tea: 2 messages")
}

func TestRuns_areOfOneContent(t *testing.T) {
	link := func(title string) string {
		return attached(`{"msgtype":"link","link":{"title":"` + title + `","url":"https://shop"}}`)
	}

	for name, test := range map[string]struct {
		first, second string
		runs          int
	}{
		"other people":      {`{"sender":"zhangsan","text":{"content":"x"}}`, `{"sender":"lisi","text":{"content":"x"}}`, 1},
		"the same link":     {link("a"), link("a"), 1},
		"another link":      {link("a"), link("b"), 2},
		"another text":      {textOf("a"), textOf("A"), 2},
		"another chat type": {`{"sender":"zhangsan","text":{"content":"x"}}`, `{"chat_type":"group","sender":"zhangsan","text":{"content":"x"}}`, 2},
	} {
		c := newClient(t)
		c.create(test.first)
		c.create(test.second)

		if got := len(c.rows("")); got != test.runs {
			t.Errorf("%s: %d rows, want %d", name, got, test.runs)
		}
	}

	// What members write themselves is no run of the API.
	c := newClient(t)
	for range 2 {
		c.sim.Add(wecomsim.Message{CreateType: 1, Creator: "lisi", Text: "x"})
	}

	c.wantRows("", "1/2 x", "2/2 x")
}

func TestRuns_sumUpTheirMessages(t *testing.T) {
	c := newClient(t)
	one := c.create(`{"sender":"zhangsan","external_userid":["` + wecomsim.DemoCustomer + `"],"text":{"content":"tea"}}`)
	c.create(`{"sender":"zhangsan","external_userid":["` + wecomsim.DemoCustomer + `","nobody"],"text":{"content":"tea"}}`)
	last := c.create(`{"sender":"lisi","text":{"content":"tea"}}`)

	if err := c.sim.ConfirmAll(one); err != nil {
		t.Fatal(err)
	}

	if err := c.sim.Cancel(last); err != nil {
		t.Fatal(err)
	}

	of := 0

	for _, m := range c.sim.Messages() {
		for _, task := range m.Tasks {
			of += len(task.Recipients)
		}
	}

	raw := c.control("GET", "runs", "").raw
	for _, part := range []string{
		`"id":"` + one + `"`, `"newest":"` + last + `"`, `"messages":3`, `"members":2`, `"failed":1`,
		`"by_state":{"pending":1,"sent":1,"cancelled":1,"failed":1}`, fmt.Sprintf(`"recipients":%d`, of),
		fmt.Sprintf(`"by_status":{"not_sent":%d,"sent":1,`, of-1),
	} {
		if !strings.Contains(raw, part) {
			t.Errorf("no %s in %s", part, raw)
		}
	}
}

// A restart keeps what belongs together.
func TestRuns_afterARestart(t *testing.T) {
	kept := newMemory()
	openServer(t, kept).create(textOf("tea"))

	c := openServer(t, kept)
	c.create(textOf("tea"))
	c.wantRows("", "1/1 tea: 2 messages")
}

// A list of a campaign costs by its messages, not by their people: it is made
// again after each send, while a browser looks on.
func TestRuns_costLittle(t *testing.T) {
	allocations := func(messages int) float64 {
		c := newClient(t, wecomsim.WithRequestLog(1))
		for range messages {
			c.create(`{"sender":"lisi","text":{"content":"tea"}}`)
		}

		return testing.AllocsPerRun(5, func() {
			if rows := c.control("GET", "runs?order=newest&limit=50", "").list("rows"); len(rows) != 1 {
				t.Errorf("%d rows", len(rows))
			}
		})
	}

	few, many := allocations(10), allocations(2_000)
	t.Logf("10 messages: %.0f allocations, 2,000: %.0f", few, many)

	if many > 2*few {
		t.Errorf("%.1f times the allocations for 200 times the messages", many/few)
	}
}
