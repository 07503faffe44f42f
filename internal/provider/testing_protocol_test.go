package provider_test

import (
	"cmp"
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/wecom-community/terraform-provider-wecom/internal/provider"
)

const massMessage = "wecom_mass_message"

// protocol is the provider behind its own protocol, in this process: a
// thousand calls take a second, and every diagnostic is in view, with its
// path.
type protocol struct {
	t       *testing.T
	server  tfprotov6.ProviderServer
	schemas *tfprotov6.GetProviderSchemaResponse

	heard func() // called after each progress of an action

	kind string // the resource, a message if it is empty
}

// resource is the type of the resource.
func (p *protocol) resource() string { return cmp.Or(p.kind, massMessage) }

func serve(t *testing.T, options ...provider.Option) *protocol {
	t.Helper()

	return serveBy(t, served(t, options...))
}

// served is the server as Terraform talks to it.
func served(t testing.TB, options ...provider.Option) tfprotov6.ProviderServer {
	t.Helper()

	server, err := provider.NewServer(provider.New("test", options...))
	if err != nil {
		t.Fatal(err)
	}

	return server
}

func serveBy(t *testing.T, server tfprotov6.ProviderServer) *protocol {
	t.Helper()

	schemas, err := server.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}

	return &protocol{t: t, server: server, schemas: schemas}
}

// resourceType is the type of the resource's values.
func (p *protocol) resourceType() tftypes.Type {
	return p.schemas.ResourceSchemas[p.resource()].ValueType()
}

// providerType is the type of the provider block.
func (p *protocol) providerType() tftypes.Type { return p.schemas.Provider.ValueType() }

// dynamic writes a value for the protocol.
func (p *protocol) dynamic(typ tftypes.Type, written any) *tfprotov6.DynamicValue {
	p.t.Helper()

	v, err := valueOf(typ, written)
	if err != nil {
		p.t.Fatal(err)
	}

	return p.encode(typ, v)
}

func (p *protocol) encode(typ tftypes.Type, v tftypes.Value) *tfprotov6.DynamicValue {
	p.t.Helper()

	dynamic, err := tfprotov6.NewDynamicValue(typ, v)
	if err != nil {
		p.t.Fatal(err)
	}

	return &dynamic
}

// validate is what `terraform validate` asks about a message.
func (p *protocol) validate(config object) problems {
	p.t.Helper()

	resp, err := p.server.ValidateResourceConfig(p.t.Context(), &tfprotov6.ValidateResourceConfigRequest{
		TypeName: p.resource(),
		Config:   p.dynamic(p.resourceType(), config),
	})
	if err != nil {
		p.t.Fatal(err)
	}

	return problemsOf(resp.Diagnostics)
}

// problem is a diagnostic: what is wrong, where, and in which words.
type problem struct {
	warning bool
	path    string // "attachments[0].link.title"; empty when it concerns the whole
	summary string
	detail  string
}

func (p problem) String() string {
	severity := "error"
	if p.warning {
		severity = "warning"
	}

	return fmt.Sprintf("%s at %q: %s: %s", severity, p.path, p.summary, p.detail)
}

type problems []problem

func (all problems) String() string {
	lines := make([]string, 0, len(all))
	for _, p := range all {
		lines = append(lines, p.String())
	}

	return strings.Join(lines, "\n")
}

func (all problems) errors() problems { return all.only(false) }

func (all problems) warnings() problems { return all.only(true) }

func (all problems) only(warning bool) problems {
	var some problems

	for _, p := range all {
		if p.warning == warning {
			some = append(some, p)
		}
	}

	return some
}

func problemsOf(diags []*tfprotov6.Diagnostic) problems {
	var all problems

	for _, d := range diags {
		all = append(all, problem{
			warning: d.Severity == tfprotov6.DiagnosticSeverityWarning,
			path:    pathText(d.Attribute),
			summary: d.Summary,
			detail:  d.Detail,
		})
	}

	return all
}

func pathText(path *tftypes.AttributePath) string {
	if path == nil {
		return ""
	}

	var b strings.Builder

	for _, step := range path.Steps() {
		switch step := step.(type) {
		case tftypes.AttributeName:
			if b.Len() > 0 {
				b.WriteByte('.')
			}

			b.WriteString(string(step))
		default:
			fmt.Fprintf(&b, "[%v]", step)
		}
	}

	return b.String()
}

// expectation is a diagnostic that a test waits for: its place, and words
// that its summary and detail must hold.
type expectation struct {
	path  string
	words []string
}

func at(path string, words ...string) expectation { return expectation{path: path, words: words} }

// expect fails when the problems are not exactly the expected ones, in any
// order.
func (all problems) expect(t *testing.T, what string, expected ...expectation) {
	t.Helper()

	rest := append(problems(nil), all...)

	for _, e := range expected {
		found := -1

		for i, p := range rest {
			if e.matches(p) {
				found = i
				break
			}
		}

		if found < 0 {
			t.Errorf("no %s at %q with the words %q; there are:\n%s", what, e.path, e.words, all)
			continue
		}

		rest = append(rest[:found], rest[found+1:]...)
	}

	if len(rest) > 0 {
		t.Errorf("not expected as %s:\n%s", what, rest)
	}
}

func (e expectation) matches(p problem) bool {
	if p.path != e.path {
		return false
	}

	for _, word := range e.words {
		if !strings.Contains(p.summary+": "+p.detail, word) {
			return false
		}
	}

	return true
}
