package provider_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// loaded is a provider with one message in every form that a call needs,
// encoded beforehand, so that only the provider's own work is measured.
type loaded struct {
	t      testing.TB
	server tfprotov6.ProviderServer
	typ    tftypes.Type

	null, config, created *tfprotov6.DynamicValue
	private               []byte
	identity              *tfprotov6.ResourceIdentityData
}

// load takes a configuration that was sent already.
func load(t testing.TB, config object) *loaded {
	t.Helper()

	server := served(t)

	schemas, err := server.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}

	l := &loaded{t: t, server: server, typ: schemas.ResourceSchemas[massMessage].ValueType()}

	wanted, err := valueOf(l.typ, config)
	if err != nil {
		t.Fatal(err)
	}

	l.null, l.config = l.encode(tftypes.NewValue(l.typ, nil)), l.encode(wanted)
	l.created = l.sent()

	return l
}

func (l *loaded) encode(v tftypes.Value) *tfprotov6.DynamicValue {
	l.t.Helper()

	dynamic, err := tfprotov6.NewDynamicValue(l.typ, v)
	if err != nil {
		l.t.Fatal(err)
	}

	return &dynamic
}

// sent is the state after a send: what was planned, with an answer of WeCom in
// the place of what was unknown.
func (l *loaded) sent() *tfprotov6.DynamicValue {
	l.t.Helper()

	resp := l.plan(l.null, l.config)
	l.private, l.identity = resp.PlannedPrivate, resp.PlannedIdentity

	planned, err := resp.PlannedState.Unmarshal(l.typ)
	if err != nil {
		l.t.Fatal(err)
	}

	var attributes map[string]tftypes.Value
	if err := planned.As(&attributes); err != nil {
		l.t.Fatal(err)
	}

	answer := object{"msgid": "m", "fail_list": []string{}, "status": "created", "created_at": "2026-03-02T10:00:00Z"}

	for name, v := range attributes {
		if v.IsKnown() {
			continue
		}

		given, err := valueOf(v.Type(), answer[name])
		if err != nil {
			l.t.Fatal(err)
		}

		attributes[name] = given
	}

	return l.encode(tftypes.NewValue(l.typ, attributes))
}

// plan is PlanResourceChange. Terraform's proposal is the configuration where
// nothing was sent, else the state.
func (l *loaded) plan(prior, proposed *tfprotov6.DynamicValue) *tfprotov6.PlanResourceChangeResponse {
	l.t.Helper()

	resp, err := l.server.PlanResourceChange(l.t.Context(), &tfprotov6.PlanResourceChangeRequest{
		TypeName: massMessage, PriorState: prior, ProposedNewState: proposed, Config: l.config,
		PriorPrivate: l.private, PriorIdentity: l.identity,
	})
	if err != nil {
		l.t.Fatal(err)
	}

	if failed := problemsOf(resp.Diagnostics).errors(); len(failed) > 0 {
		l.t.Fatal(failed)
	}

	return resp
}

func (l *loaded) planCreate() { l.plan(l.null, l.config) }

func (l *loaded) planNoChange() {
	if resp := l.plan(l.created, l.created); len(resp.RequiresReplace) > 0 {
		l.t.Fatalf("a replacement is planned: %v", resp.RequiresReplace)
	}
}

func (l *loaded) validate() {
	l.t.Helper()

	resp, err := l.server.ValidateResourceConfig(l.t.Context(), &tfprotov6.ValidateResourceConfigRequest{TypeName: massMessage, Config: l.config})
	if err != nil {
		l.t.Fatal(err)
	}

	if failed := problemsOf(resp.Diagnostics).errors(); len(failed) > 0 {
		l.t.Fatal(failed)
	}
}

// audienceForms are the ways to name many customers.
func audienceForms() map[string]func(t testing.TB, n int) object {
	return map[string]func(t testing.TB, n int) object{
		"list": func(_ testing.TB, n int) object { return helloTo(numbered(n)...) },
		"file": func(t testing.TB, n int) object {
			t.Helper()

			return object{"recipients_file": recipientsFile(t, strings.Join(numbered(n), "\n")), "text": object{"content": "你好"}}
		},
		"CSV": func(t testing.TB, n int) object {
			t.Helper()

			rows := "name,external_userid\n甲," + strings.Join(numbered(n), "\n乙,")

			return object{"recipients_file": recipientsFile(t, rows), "text": object{"content": "你好"}}
		},
	}
}

func recipientsFile(t testing.TB, text string) string {
	t.Helper()

	name := filepath.Join(t.TempDir(), "customers")
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}

	return name
}

// calls are what is measured of a message. A file is read and checked by the
// plan.
func calls() map[string]func(*loaded) {
	return map[string]func(*loaded){
		"validate":       (*loaded).validate,
		"plan create":    (*loaded).planCreate,
		"plan no change": (*loaded).planNoChange,
	}
}

func BenchmarkMassMessage(b *testing.B) {
	for call, do := range calls() {
		for form, config := range audienceForms() {
			for _, n := range []int{10, 1_000, 10_000} {
				b.Run(fmt.Sprintf("%s/%s/%d", call, form, n), func(b *testing.B) {
					l := load(b, config(b, n))

					b.ReportAllocs()

					for b.Loop() {
						do(l)
					}
				})
			}
		}
	}
}
