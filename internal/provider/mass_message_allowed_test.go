package provider_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// guarded is a message of a provider with a list of those who may receive
// anything.
func guarded(t *testing.T, sim simulation, content string) (message *lifecycle, file string) {
	t.Helper()

	file = filepath.Join(t.TempDir(), "trial.txt")
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}

	return guardedBy(t, sim, file), file
}

func guardedBy(t *testing.T, sim simulation, file any) *lifecycle {
	t.Helper()

	p := serve(t)
	p.configure(with(sim.block(), object{"allowed_recipients_file": file})).expect(t, "problem of the provider block")

	return p.message()
}

// Whoever is not in the file is refused, and so is every audience that is not
// named. The message that is let through beside them is the control.
func TestMassMessageAllowed_whomAMessageMayGoTo(t *testing.T) {
	trial := chen + "\n" + lin + "\n" + teaGroup + "\n"
	strangers := []string{"wmA", chen, "wmB", "wmA", "wmC", "wmD"}

	for name, row := range map[string]struct {
		config object
		want   []expectation
	}{
		"one of them":  {helloTo(chen), nil},
		"all of them":  {helloTo(lin, chen, lin), nil},
		"their group":  {with(helloGroups(), object{"chat_id_list": []string{teaGroup}}), nil},
		"a file":       {with(hello(), object{"recipients_file": recipientsFile(t, lin)}), nil},
		"one stranger": {helloTo(chen, zhou), []expectation{at("external_userid", "1 of 2 recipients is not in ", "trial.txt (allowed_recipients_file): [1] `"+zhou+"`.", "Nothing is sent")}},
		"four":         {helloTo(strangers...), []expectation{at("external_userid", "4 of 5 recipients are not in ", "[0] `wmA`, [2] `wmB`, [4] `wmC`, and 1 more")}},
		"in a file": {
			with(hello(), object{"recipients_file": recipientsFile(t, "external_userid\n"+chen+"\n\nwmA\n"+chen+"\nwmB\n")}),
			[]expectation{at("recipients_file", "2 of 3 recipients are not", "line 4 `wmA`, line 6 `wmB`.")},
		},
		"another group":       {with(helloGroups(), object{"chat_id_list": []string{teaGroup, oldGroup}}), []expectation{at("chat_id_list", "1 of 2 recipients is not", "[1] `"+oldGroup+"`")}},
		"a customer as group": {with(helloGroups(), object{"chat_id_list": []string{group2}}), []expectation{at("chat_id_list", "1 of 1 recipient is not")}},
		"a sender":            {hello(), []expectation{at("audience", "all customers of zhangsan are not named", "Nothing is sent")}},
		"tags":                {with(hello(), object{"tag_filter": object{"group_list": []any{object{"tag_list": []string{vip}}}}}), []expectation{at("audience", "are not named")}},
		"groups of a sender":  {helloGroups(), []expectation{at("audience", "groups that zhangsan picks are not named")}},
		"allow_select":        {with(helloTo(chen), object{"allow_select": true}), []expectation{at("allow_select", "may choose others")}},
		"no allow_select":     {with(helloTo(chen), object{"allow_select": false}), nil},
	} {
		t.Run(name, func(t *testing.T) {
			sim := simulate(t)
			message, _ := guarded(t, sim, trial)
			p, got := message.apply(row.config)

			p.problems.errors().expect(t, "error of the plan", row.want...)
			got.errors().expect(t, "error of the apply")

			if want := 1 - len(row.want); sim.posts() != want {
				t.Errorf("%d POSTs, want %d", sim.posts(), want)
			}
		})
	}
}

// A file that cannot be used refuses every send, also one of whom nobody knows
// yet.
func TestMassMessageAllowed_aFileThatCannotBeUsed(t *testing.T) {
	for name, row := range map[string]struct{ content, want string }{
		"empty":         {"\n", "holds no id"},
		"a broken line": {chen + "\nwm 1\n", "line 2 is not one id"},
		"gone":          {"", "does not exist"},
		"no path":       {"no path", "The path is empty"},
		"groups only":   {"chat_id\n" + teaGroup + "\n", "no column external_userid"},
	} {
		t.Run(name, func(t *testing.T) {
			sim := simulate(t)

			message, file := guarded(t, sim, row.content)
			switch row.content {
			case "":
				message = guardedBy(t, sim, file+".gone")
			case "no path": // of a variable that was never set
				message = guardedBy(t, sim, "")
			}

			for what, config := range map[string]object{"named": helloTo(chen), "not known": with(hello(), object{"external_userid": unknown}), "a sender": hello()} {
				message.plan(config).problems.errors().expect(t, what+": error", at("audience", "allowed_recipients_file", row.want, "nothing is sent"))
			}

			if sim.posts() != 0 {
				t.Errorf("%d POSTs, want 0", sim.posts())
			}
		})
	}
}

// Of a message in the state nobody asks, whatever its edit is that sends
// nothing; a send is judged like a first one.
func TestMassMessageAllowed_aSentMessageIsLeftAlone(t *testing.T) {
	sim := simulate(t)
	message := connected(t, sim)
	message.apply(helloTo(zhou))
	message.protocol = guardedBy(t, sim, filepath.Join(t.TempDir(), "gone.txt")).protocol

	for name, config := range map[string]object{"no edit": helloTo(zhou), "recipients": helloTo(zhou, lin), "timeouts": with(helloTo(zhou), object{"timeouts": object{"create": "3m"}})} {
		message.plan(config).problems.errors().expect(t, name+": error")
	}

	message.plan(with(helloTo(zhou), object{"triggers": object{"again": "1"}})).problems.errors().
		expect(t, "error of a send", at("audience", "gone.txt does not exist"))

	if planned, _ := message.destroy(); len(planned.errors()) > 0 {
		t.Errorf("the destroy: %s", planned)
	}
}

// What is known at apply only is judged there, by the file as it was read
// first.
func TestMassMessageAllowed_createJudgesOnceMore(t *testing.T) {
	for id, posts := range map[string]int{chen: 1, zhou: 0} {
		sim := simulate(t)
		message, file := guarded(t, sim, chen)
		planned := message.plan(with(hello(), object{"external_userid": unknown}))
		planned.problems.errors().expect(t, "error of the plan")

		if err := os.WriteFile(file, []byte(zhou), 0o600); err != nil {
			t.Fatal(err)
		}

		known := helloTo(id)
		got := message.change(message.state, message.learned(planned, known), message.value(known), planned.private, nil).errors()

		if posts == 0 {
			got.expect(t, "error", at("external_userid", "1 of 1 recipient is not in"))
		}

		if sim.posts() != posts {
			t.Errorf("%s: %d POSTs, want %d\n%s", id, sim.posts(), posts, got)
		}
	}
}

// The block wins over the environment.
func TestMassMessageAllowed_whereTheFileIsNamed(t *testing.T) {
	sim := simulate(t)
	refused := at("audience", "gone.txt does not exist")

	t.Setenv("WECOM_ALLOWED_RECIPIENTS_FILE", "gone.txt")
	connected(t, sim).plan(helloTo(chen)).problems.errors().expect(t, "error by the environment", refused)
	guardedBy(t, sim, "").plan(helloTo(chen)).problems.errors().expect(t, "error by an empty attribute", at("audience", "The path is empty"))
	guardedBy(t, sim, recipientsFile(t, chen)).plan(helloTo(chen)).problems.errors().expect(t, "error by the block")
}

// A gate that a plan does not know is named, since null is none: the apply
// cannot tell that one was meant.
func TestProvider_aGateThatIsNotKnownIsNamed(t *testing.T) {
	sim := simulate(t)

	for gate, inEnv := range map[string]string{"max_recipients": "1", "allowed_recipients_file": "gone.txt", "approved_digest": "none"} {
		for _, value := range []string{"", inEnv} {
			null := "there is no gate"
			if value != "" {
				null = "null, WECOM_" + strings.ToUpper(gate) + " is the gate"
			}

			t.Setenv("WECOM_"+strings.ToUpper(gate), value)

			p := serve(t)
			p.configure(with(sim.block(), object{gate: unknown})).expect(t, "problem of the provider block", at(gate, "does not judge by it", null))
			p.message().plan(helloTo(chen, lin)).problems.errors().expect(t, "error of the plan")

			if err := os.Unsetenv("WECOM_" + strings.ToUpper(gate)); err != nil {
				t.Fatal(err)
			}
		}
	}
}
