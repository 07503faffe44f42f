package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

const (
	smallMessages = 200
	sideBySide    = 10
	// answerDelay is how long the simulator takes for each message: long enough
	// to set the pace of the whole, as WeCom does.
	answerDelay = 100 * time.Millisecond
)

// measureSmall measures many small messages, sent side by side. The pace is
// what the simulator allows: all answers, ten at a time. As many resources of a
// provider that does nothing but wait as long as an answer takes show how much
// of the whole, and of the lag behind that pace, is the engine's own.
func measureSmall(ctx context.Context, b *workbench, say func(string), runs int) (result, error) {
	const (
		many = "200 messages"
		one  = "1 message"
		bare = "200 bare resources"
		step = stepApply
	)

	spaces := map[string]*workspace{}

	for name, config := range map[string]string{
		many: b.smallConfig(smallMessages),
		one:  b.smallConfig(1),
		bare: strings.NewReplacer("  input", fmt.Sprintf("  count = %d\n  input", smallMessages), `split("\n", file("ids.txt"))`, "[count.index]").Replace(bareConfig),
	} {
		space, err := b.workspace("small-"+strings.ReplaceAll(name, " ", "-"), map[string]string{"main.tf": config})
		if err != nil {
			return result{}, err
		}

		spaces[name] = space
	}

	spaces[bare].env = []string{"BARE_CREATE_WAIT=" + answerDelay.String()}

	var (
		all                        allSeries
		paces, barePaces           []float64
		tokens, lists, connections []float64
	)

	for run := range runs {
		say(fmt.Sprintf("%s, run %d of %d", rowSmall, run+1, runs))

		for _, name := range []string{bare, one, many} {
			if err := spaces[name].forget(); err != nil {
				return result{}, err
			}

			b.sim.fresh()
			b.sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", DelayBefore: answerDelay})

			got, err := spaces[name].run(ctx, "apply", "-no-color", "-input=false", "-auto-approve", fmt.Sprintf("-parallelism=%d", sideBySide))
			if err != nil {
				return result{}, err
			}

			all.add(name, step, got)
		}

		if sent, _ := b.sim.Counts(); sent != smallMessages {
			return result{}, fmt.Errorf("%d messages were sent, want %d", sent, smallMessages)
		}

		bareTimes, err := spaces[bare].creationTimes()
		if err != nil {
			return result{}, err
		}

		// The simulator still holds what the last apply, that of many, has
		// asked.
		paces = append(paces, paceOf(b.sendTimes()))
		barePaces = append(barePaces, paceOf(bareTimes))
		tokens = append(tokens, float64(len(b.sim.Requests("gettoken"))))
		lists = append(lists, b.mostLists())
		connections = append(connections, float64(b.sim.connections.Load()))
	}

	a, floor := all.of(many, step), all.of(bare, step)
	inCPU := ratio(a, floor, cpu)

	return result{Title: "Two hundred small messages", Series: all, Verdicts: []verdict{
		{Row: rowSmall, What: "from first to last send / pace of the simulator", Step: step, Got: spreadOf(paces), AtMost: 1.3, Unit: "times"},
		{Row: rowSmall, What: "the same of the bare resources", Step: step, Got: spreadOf(barePaces), Unit: "times"},
		{Row: rowSmall, What: many + " / " + bare, Step: step, Got: ratio(a, floor, wall), CPU: &inCPU, Unit: "times"},
		{Row: rowSmall, What: "tokens", Got: spreadOf(tokens), AtMost: 1, Unit: ""},
		{Row: rowSmall, What: "most list calls of a chat type", Got: spreadOf(lists), AtMost: 1, Unit: ""},
		{Row: rowSmall, What: "connections", Got: spreadOf(connections), AtMost: sideBySide, Unit: ""},
	}}, nil
}

// smallConfig has messages to customers and, every other one, to groups.
func (b *workbench) smallConfig(n int) string {
	return b.sim.provider() + fmt.Sprintf(`
resource "wecom_mass_message" "it" {
  count           = %d
  chat_type       = count.index %% 2 == 0 ? "single" : "group"
  external_userid = count.index %% 2 == 0 ? [%q] : null
  chat_id_list    = count.index %% 2 == 1 ? [%q] : null
  sender          = %q
  text            = { content = "message ${count.index}" }
}
`, n, wecomsim.DemoCustomer, wecomsim.DemoGroup, wecomsim.DemoSender)
}

// paceOf is how long it took from the first to the last of these times, beside
// the least that is possible.
func paceOf(times []time.Time) float64 {
	took := slices.MaxFunc(times, time.Time.Compare).Sub(slices.MinFunc(times, time.Time.Compare))

	return took.Seconds() / (answerDelay.Seconds() * (smallMessages/sideBySide - 1))
}

// sendTimes are when the messages arrived.
func (b *workbench) sendTimes() []time.Time {
	var times []time.Time
	for _, send := range b.sim.Requests("add_msg_template") {
		times = append(times, send.Time)
	}

	return times
}

// creationTimes are when the bare resources were created: their ids.
func (w *workspace) creationTimes() ([]time.Time, error) {
	raw, err := os.ReadFile(filepath.Join(w.dir, "terraform.tfstate"))
	if err != nil {
		return nil, err
	}

	var state struct {
		Resources []struct {
			Instances []struct {
				Attributes struct {
					ID int64 `json:"id,string"`
				} `json:"attributes"`
			} `json:"instances"`
		} `json:"resources"`
	}

	if err := json.Unmarshal(raw, &state); err != nil {
		return nil, err
	}

	var times []time.Time

	for _, r := range state.Resources {
		for _, instance := range r.Instances {
			times = append(times, time.Unix(0, instance.Attributes.ID))
		}
	}

	if len(times) != smallMessages {
		return nil, fmt.Errorf("%d bare resources in the state, want %d", len(times), smallMessages)
	}

	return times, nil
}

// mostLists is how often the list was read for the chat type for which it was
// read most.
func (b *workbench) mostLists() float64 {
	calls := map[bool]float64{}
	for _, request := range b.sim.Requests("get_groupmsg_list_v2") {
		calls[strings.Contains(string(request.Body), `"group"`)]++
	}

	return max(calls[true], calls[false])
}
