package provider_test

import (
	"context"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/wecom-community/terraform-provider-wecom/internal/provider"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// What a plan does with a message.
const (
	create  = "create"
	noOp    = "no-op"
	update  = "update in place"
	replace = "replace"
)

// lifecycle is one message in the hands of Terraform: it makes the calls that
// Terraform makes, in its order, and keeps what Terraform keeps.
type lifecycle struct {
	*protocol

	state    tftypes.Value
	private  []byte
	identity *tfprotov6.ResourceIdentityData
}

// plan is the answer to a plan of Terraform.
type plan struct {
	action   string
	problems problems
	state    tftypes.Value
	private  []byte
	identity *tfprotov6.ResourceIdentityData
}

// configure gives the provider its block.
func (p *protocol) configure(block object) problems {
	p.t.Helper()

	resp, err := p.server.ConfigureProvider(p.t.Context(), &tfprotov6.ConfigureProviderRequest{
		TerraformVersion: "1.12.0",
		Config:           p.dynamic(p.providerType(), block),
	})
	if err != nil {
		p.t.Fatal(err)
	}

	return problemsOf(resp.Diagnostics)
}

// block is the provider block of the simulator's demo app.
func (s simulation) block() object {
	return object{"base_url": s.URL, "corp_id": wecomsim.DemoCorpID, "corp_secret": wecomsim.DemoSecret}
}

// message is a message that Terraform does not know yet.
func (p *protocol) message() *lifecycle {
	return &lifecycle{protocol: p, state: tftypes.NewValue(p.resourceType(), nil)}
}

// connected is a message of a provider that is configured for the simulator.
func connected(t *testing.T, sim simulation, options ...provider.Option) *lifecycle {
	t.Helper()

	p := serve(t, options...)
	p.configure(sim.block()).expect(t, "problem of the provider block")

	return p.message()
}

// restart gives the message to another process of the provider, as the next
// run of Terraform does.
func (l *lifecycle) restart(sim simulation, options ...provider.Option) {
	l.t.Helper()

	l.protocol = connected(l.t, sim, options...).protocol
}

// plan asks what becomes of the message with this configuration.
func (l *lifecycle) plan(config object) plan {
	l.t.Helper()

	typ := l.resourceType()
	wanted := l.value(config)
	first := l.planOnce(l.state, wanted, l.private, l.identity)

	switch {
	case l.state.IsNull():
		first.action = create
	case first.action == replace && len(first.problems.errors()) == 0:
		// Terraform plans a replacement a second time, as a create, and drops
		// the warnings of that.
		second := l.planOnce(tftypes.NewValue(typ, nil), wanted, first.private, nil)
		second.action = replace
		second.problems = slices.Concat(first.problems, second.problems.errors())

		return second
	case first.state.Equal(l.state):
		first.action = noOp
	default:
		first.action = update
	}

	return first
}

func (l *lifecycle) value(config object) tftypes.Value {
	l.t.Helper()

	v, err := valueOf(l.resourceType(), config)
	if err != nil {
		l.t.Fatal(err)
	}

	return v
}

func (l *lifecycle) planOnce(prior, config tftypes.Value, private []byte, identity *tfprotov6.ResourceIdentityData) plan {
	l.t.Helper()

	typ := l.resourceType()

	resp, err := l.server.PlanResourceChange(l.t.Context(), &tfprotov6.PlanResourceChangeRequest{
		TypeName:         l.resource(),
		PriorState:       l.encode(typ, prior),
		ProposedNewState: l.encode(typ, l.proposed(prior, config)),
		Config:           l.encode(typ, config),
		PriorPrivate:     private,
		PriorIdentity:    identity,
	})
	if err != nil {
		l.t.Fatal(err)
	}

	p := plan{problems: problemsOf(resp.Diagnostics), private: resp.PlannedPrivate, identity: resp.PlannedIdentity}
	p.state = l.decode(resp.PlannedState)

	// Terraform replaces for an attribute only where it differs.
	for _, path := range resp.RequiresReplace {
		before, _, _ := tftypes.WalkAttributePath(prior, path)
		after, _, _ := tftypes.WalkAttributePath(p.state, path)

		if !after.(tftypes.Value).Equal(before.(tftypes.Value)) {
			p.action = replace
		}
	}

	return p
}

// proposed is the configuration, with prior values for what the provider
// computes.
func (l *lifecycle) proposed(prior, config tftypes.Value) tftypes.Value {
	l.t.Helper()

	before, after := attributesOf(l.t, prior), attributesOf(l.t, config)

	for _, attribute := range l.schemas.ResourceSchemas[l.resource()].Block.Attributes {
		if attribute.Computed && after[attribute.Name].IsNull() && before != nil {
			after[attribute.Name] = before[attribute.Name]
		}
	}

	return tftypes.NewValue(l.resourceType(), after)
}

// apply plans and applies, as `terraform apply` does. It gives the plan, and
// the problems of the apply.
func (l *lifecycle) apply(config object) (plan, problems) {
	l.t.Helper()

	p := l.plan(config)
	if len(p.problems.errors()) > 0 || p.action == noOp {
		return p, nil
	}

	typ := l.resourceType()
	prior, private, identity := l.state, l.private, l.identity

	if p.action == replace {
		null := tftypes.NewValue(typ, nil)
		l.change(prior, null, null, p.private, identity)

		// What the old message knew is gone by the time its successor is made.
		prior, private, identity = null, nil, nil
	}

	// Terraform plans once more, with what it has learned, and holds the
	// provider to what it has planned before.
	final := l.planOnce(prior, l.value(config), private, identity)
	l.checkConsistent(p.state, final.state)

	return p, l.change(prior, final.state, l.value(config), final.private, final.identity)
}

// checkConsistent fails where Terraform would say "Provider produced
// inconsistent final plan".
func (l *lifecycle) checkConsistent(planned, final tftypes.Value) {
	l.t.Helper()

	after := attributesOf(l.t, final)

	for name, v := range attributesOf(l.t, planned) {
		if v.IsFullyKnown() && !v.Equal(after[name]) {
			l.t.Errorf("inconsistent final plan: %s was planned as %s, but is now %s", name, v, after[name])
		}
	}
}

// destroy makes Terraform forget the message.
func (l *lifecycle) destroy() (planned, applied problems) {
	l.t.Helper()

	typ := l.resourceType()
	null := tftypes.NewValue(typ, nil)

	resp, err := l.server.PlanResourceChange(l.t.Context(), &tfprotov6.PlanResourceChangeRequest{
		TypeName:         l.resource(),
		PriorState:       l.encode(typ, l.state),
		ProposedNewState: l.encode(typ, null),
		Config:           l.encode(typ, null),
		PriorPrivate:     l.private,
		PriorIdentity:    l.identity,
	})
	if err != nil {
		l.t.Fatal(err)
	}

	return problemsOf(resp.Diagnostics), l.change(l.state, null, null, resp.PlannedPrivate, l.identity)
}

func (l *lifecycle) change(prior, planned, config tftypes.Value, private []byte, identity *tfprotov6.ResourceIdentityData) problems {
	l.t.Helper()

	return l.changeUnder(l.t.Context(), prior, planned, config, private, identity)
}

// changeUnder is a change whose context Ctrl-C may end.
func (l *lifecycle) changeUnder(ctx context.Context, prior, planned, config tftypes.Value, private []byte, identity *tfprotov6.ResourceIdentityData) problems {
	l.t.Helper()

	typ := l.resourceType()

	resp, err := l.server.ApplyResourceChange(ctx, &tfprotov6.ApplyResourceChangeRequest{
		TypeName:        l.resource(),
		PriorState:      l.encode(typ, prior),
		PlannedState:    l.encode(typ, planned),
		Config:          l.encode(typ, config),
		PlannedPrivate:  private,
		PlannedIdentity: identity,
	})
	if err != nil {
		l.t.Fatal(err)
	}

	l.state, l.private, l.identity = l.decode(resp.NewState), resp.Private, resp.NewIdentity

	return problemsOf(resp.Diagnostics)
}

func (l *lifecycle) decode(dynamic *tfprotov6.DynamicValue) tftypes.Value {
	l.t.Helper()

	v, err := dynamic.Unmarshal(l.resourceType())
	if err != nil {
		l.t.Fatal(err)
	}

	return v
}

// refresh reads the message, as every plan of Terraform does first.
func (l *lifecycle) refresh() problems {
	l.t.Helper()

	resp, err := l.server.ReadResource(l.t.Context(), &tfprotov6.ReadResourceRequest{
		TypeName:        l.resource(),
		CurrentState:    l.encode(l.resourceType(), l.state),
		Private:         l.private,
		CurrentIdentity: l.identity,
	})
	if err != nil {
		l.t.Fatal(err)
	}

	l.state, l.private, l.identity = l.decode(resp.NewState), resp.Private, resp.NewIdentity

	return problemsOf(resp.Diagnostics)
}

// imported gives the message what an import by msgid gives it.
func (l *lifecycle) imported(msgid string) {
	l.t.Helper()
	l.imports(msgid).errors().expect(l.t, "error of the import of "+msgid)
}

// imports tries that, and gives the problems. After an error all is as it was.
func (l *lifecycle) imports(msgid string) problems {
	l.t.Helper()

	resp, err := l.server.ImportResourceState(l.t.Context(), &tfprotov6.ImportResourceStateRequest{TypeName: l.resource(), ID: msgid})
	if err != nil {
		l.t.Fatal(err)
	}

	if len(resp.ImportedResources) == 1 {
		one := resp.ImportedResources[0]
		l.state, l.private, l.identity = l.decode(one.State), one.Private, one.Identity
	}

	return problemsOf(resp.Diagnostics)
}
