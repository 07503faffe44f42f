package provider_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/wecom-community/terraform-provider-wecom/internal/provider"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// Holding the lists back from the framework changes nothing but the time it
// takes: with and without it every call of a random life has the same answer.
// The seed is printed; a failing one can be put in here.
func TestHeldLists_everyAnswerIsThatOfTheFramework(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)

	random := rand.New(rand.NewPCG(seed, 1))
	actions := map[string]int{}

	for life := range 40 {
		where := fmt.Sprintf("seed %d, life %d", seed, life)
		held, plain := newLife(t, served(t)), newLife(t, providerserver.NewProtocol6(provider.New("test")())())

		var config object

		for step := range 6 {
			if step == 0 || random.IntN(4) > 0 {
				config = randomAudience(random, step)
			}

			where := fmt.Sprintf("%s, step %d: %v", where, step, config)

			sameProblems(t, where, held.validate(config), plain.validate(config))

			got, gotApplied := held.apply(config)
			want, wantApplied := plain.apply(config)
			actions[want.action]++

			if got.action != want.action {
				t.Fatalf("%s\nplanned to %s, want %s", where, got.action, want.action)
			}

			sameProblems(t, where, got.problems, want.problems)
			sameProblems(t, where, gotApplied, wantApplied)
			sameState(t, where, held.lifecycle, got.state, plain.lifecycle, want.state)

			sameProblems(t, where, held.refresh(), plain.refresh())
			sameState(t, where, held.lifecycle, held.state, plain.lifecycle, plain.state)
		}

		if held.sim.sends() != plain.sim.sends() {
			t.Fatalf("%s: %d sends, want %d", where, held.sim.sends(), plain.sim.sends())
		}
	}

	// The lives have seen everything that a plan can do.
	for _, action := range []string{create, noOp, update, replace} {
		if actions[action] < 5 {
			t.Errorf("only %d plans of %s", actions[action], action)
		}
	}
}

// life is a message with a simulator of its own.
type life struct {
	*lifecycle

	sim simulation
}

func newLife(t *testing.T, server tfprotov6.ProviderServer) life {
	t.Helper()

	sim := simulate(t)
	p := serveBy(t, server)

	block := sim.block()
	block["duplicate_check_interval"] = "0s" // random messages may be equal
	p.configure(block).expect(t, "problem of the provider block")

	return life{p.message(), sim}
}

// randomAudience is a message, valid or not, to lists of every kind. All but
// the first of a life may ask for a new message, or change what is recorded.
func randomAudience(random *rand.Rand, step int) object {
	config := with(hello(), object{"resend_on": []string{"content", "change", "triggers"}[random.IntN(3)]})

	if random.IntN(4) == 0 {
		config["chat_type"] = "group"
	}

	if step > 0 && random.IntN(3) == 0 {
		config["triggers"] = object{"step": fmt.Sprint(step)}
	}

	for name, some := range map[string][]string{
		"external_userid": {wecomsim.DemoCustomer, chen, lin, zhou, "woNobody"},
		"chat_id_list":    {wecomsim.DemoGroup},
	} {
		if random.IntN(3) > 0 && (name == "external_userid") == (config["chat_type"] == nil) || random.IntN(20) == 0 {
			config[name] = randomList(random, some)
		}
	}

	return config
}

func randomList(random *rand.Rand, ids []string) any {
	list := make([]any, 0, len(ids))
	for _, i := range random.Perm(len(ids))[:random.IntN(len(ids)+1)] {
		list = append(list, ids[i])
	}

	switch random.IntN(12) {
	case 0:
		return unknown
	case 1:
		return []any{}
	case 2:
		return append(list, unknown)
	case 3:
		return append(list, nil)
	case 4: // looks like the mark of a list
		return []any{"\x00held list 0"}
	case 5:
		return append(list, list...)
	}

	return list
}

func sameProblems(t *testing.T, where string, got, want problems) {
	t.Helper()

	given := regexp.MustCompile(`\d{10,}|msg[\w-]{6,}|\d{4}-\d\d-\d\dT[\d:]+Z?`) // what a simulator made up
	if given.ReplaceAllString(got.String(), "") != given.ReplaceAllString(want.String(), "") {
		t.Fatalf("%s\nproblems: %s\nwant:     %s", where, got, want)
	}
}

// sameState compares what two lives keep. Only the names that the simulators
// gave to the messages differ, and the time.
func sameState(t *testing.T, where string, held *lifecycle, got tftypes.Value, plain *lifecycle, want tftypes.Value) {
	t.Helper()

	a, b := attributesOf(t, got), attributesOf(t, want)

	if len(a) > 0 && len(b) > 0 {
		a["sent"], b["sent"] = sentAnywhere(t, got), sentAnywhere(t, want)
	}

	for name := range b {
		mayDiffer := name == "msgid" || name == "created_at" || name == "replaces_msgid"
		if !mayDiffer && !a[name].Equal(b[name]) || a[name].IsNull() != b[name].IsNull() || a[name].IsKnown() != b[name].IsKnown() {
			t.Fatalf("%s\n%s: %s\nwant: %s", where, name, a[name], b[name])
		}
	}

	if (len(a) == 0) != (len(b) == 0) || string(held.private) != "" != (string(plain.private) != "") {
		t.Fatalf("%s: state or private state is there in one only", where)
	}
}
