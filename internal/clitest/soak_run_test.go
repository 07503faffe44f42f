package clitest_test

import (
	"fmt"
	"maps"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// soak is one run under way.
type soak struct {
	soakPlan
	companies []*soakCompany
	roots     []*soakRoot
	asked     *asking
	// env is added to the environment of the engine.
	env []string
	sum soakSum
	log strings.Builder
}

// soakCompany is a WeCom of its own.
type soakCompany struct {
	corp   string
	sim    *wecomsim.Server
	server *httptest.Server
	proxy  *proxy
}

// soakRoot is a directory with a state.
type soakRoot struct {
	w      *workspace
	wishes map[string]wished
	// past is what each name was ever asked to say.
	past map[string][]said
	// before is the state as it was before the command before this one.
	before rootState
	// due are the names that the last command had to leave in the state.
	due []string
}

type rootState struct {
	file   []byte
	wishes map[string]wished
}

func newSoak(t *testing.T, p soakPlan) *soak {
	t.Helper()

	s := &soak{soakPlan: p, asked: newAsking()}

	for i := range p.companies {
		company := wecomsim.DemoCompany()
		company.CorpID += strings.Repeat("x", i)

		// Two servers of one seed would give the same msgids.
		sim := wecomsim.New(company, wecomsim.WithSeed(uint64(i+1)), wecomsim.WithUnknownMedia(true))
		server := httptest.NewServer(sim)
		c := &soakCompany{corp: company.CorpID, sim: sim, server: server, proxy: newProxy(server.URL)}
		s.companies = append(s.companies, c)

		sim.AdvanceClock(p.skew) // before anybody has asked for the time

		if p.lists == listsLag {
			sim.SetListLag(time.Hour)
		}
	}

	for range p.roots {
		s.roots = append(s.roots, &soakRoot{
			w:      &workspace{t: t, dir: t.TempDir(), providerArgs: `request_timeout = "1s"`},
			wishes: map[string]wished{}, past: map[string][]said{},
		})
	}

	return s
}

func (s *soak) close() {
	for _, c := range s.companies {
		c.proxy.close()
		c.server.Close()
	}
}

// run gives what is wrong after the first step after which anything is.
func (s *soak) run() []string {
	defer s.close()
	defer s.countPosts()

	for i, step := range s.steps {
		s.do(step)

		if complaints := s.judge(); len(complaints) > 0 {
			return append([]string{fmt.Sprintf("after step %d:", i+1)}, complaints...)
		}
	}

	return nil
}

func (s *soak) do(step soakStep) {
	root, company := s.roots[step.root], s.companies[step.company]

	if step.pause > 0 {
		company.sim.AdvanceClock(step.pause)
	}

	root.w.url, root.w.sim = company.proxy.url, company.sim
	root.w.env = append([]string{"WECOM_CORP_ID=" + company.corp}, s.env...)
	root.configure(step)
	root.inherit(step)

	if step.verb == "taint" {
		root.w.run("taint", "wecom_mass_message."+step.target)
	}

	root.forget(step)

	expected := s.expect(step)

	s.arm(step, company)

	r := root.command(step)

	company.proxy.settle()
	company.proxy.clear()
	root.learn(expected)
	root.owe(expected, r)
	s.count(step, root, r)

	fmt.Fprintf(&s.log, "  exit code %d: %s\n    state: %s\n", r.code, r.summaries(), root.summary())
}

// owe notes what must be in the state: all that was asked for, if the command
// has ended well. A refresh and a destroy ask for nothing.
func (r *soakRoot) owe(all []expected, got result) {
	r.due = nil

	for _, e := range all {
		if got.code == 0 {
			r.due = append(r.due, e.name)
		}
	}
}

// arm scripts the proxy for one command.
func (s *soak) arm(step soakStep, company *soakCompany) {
	switch s.lists {
	case listsOdd:
		company.proxy.rewriteLists(oddRecords())
	case listsAltered:
		company.proxy.rewriteLists(alteredTexts())
	case listsRenamed:
		company.proxy.rewriteLists(renamedMedia())
	case listsFresh, listsLag:
	}

	for _, f := range step.faults {
		if f.foreign {
			f.reply.hold = func() { sayTheSame(company.sim, step.messages) }
		}

		company.proxy.on(f.endpoint, f.reply)
	}
}

// configure writes what the directory holds.
func (r *soakRoot) configure(step soakStep) {
	var b strings.Builder

	fmt.Fprintf(&b, "provider \"wecom\" {\n  alias = \"other\"\n  base_url = %q\n  %s\n}\n", r.w.url, r.w.providerArgs)

	for _, m := range step.messages {
		b.WriteString(m.HCL())

		if m.file && len(m.people) > 0 {
			r.w.file(m.fileName(), strings.Join(m.people, "\n")+"\n")
		}
	}

	for _, move := range step.moved {
		fmt.Fprintf(&b, "\nmoved {\n  from = wecom_mass_message.%s\n  to   = wecom_mass_message.%s\n}\n", move[0], move[1])
	}

	r.w.write(b.String())
}

// forget loses the state, or brings an older one back, and keeps the one that
// is there for the next command.
func (r *soakRoot) forget(step soakStep) {
	name := filepath.Join(r.w.dir, "terraform.tfstate")
	now := rootState{wishes: maps.Clone(r.wishes)}
	now.file, _ = os.ReadFile(name)

	switch {
	case step.verb == "restored state" && len(r.before.file) > 0:
		r.w.file("terraform.tfstate", string(r.before.file))
		r.wishes = maps.Clone(r.before.wishes)
	case step.verb == "restored state", step.verb == "lost state":
		_ = os.Remove(name)
		r.wishes = map[string]wished{}
	}

	r.before = now
}

func (r *soakRoot) command(step soakStep) result {
	parallelism := fmt.Sprintf("-parallelism=%d", step.parallelism)

	switch step.verb {
	case "refresh":
		return r.w.apply("-refresh-only", parallelism)
	case "destroy":
		return r.w.run("destroy", "-auto-approve", "-json", parallelism)
	case "replace":
		return r.w.apply("-replace=wecom_mass_message."+step.target, parallelism)
	case "saved plan":
		if planned := r.w.plan("-out=saved.tfplan"); planned.code == 1 {
			return planned
		}

		return r.w.apply(parallelism, "saved.tfplan")
	default:
		return r.w.apply(parallelism)
	}
}

// summaries are what the engine said, in a line.
func (r result) summaries() string {
	words := make([]string, len(r.diags))
	for i, d := range r.diags {
		words[i] = d.Severity + ": " + d.Summary
	}

	return strings.Join(words, "; ")
}

func (r *soakRoot) summary() string {
	var words []string

	for _, in := range r.w.state() {
		words = append(words, fmt.Sprintf("%s %v %v fail_list %v", in.Name, in.Attributes["status"], in.Attributes["msgid"], in.Attributes["fail_list"]))
	}

	return strings.Join(words, "; ")
}
