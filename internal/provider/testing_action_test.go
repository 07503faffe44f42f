package provider_test

import (
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

const (
	remindAction = "wecom_mass_message_remind"
	cancelAction = "wecom_mass_message_cancel"
)

// actions is the part of the server that is not yet in its interface.
func (p *protocol) actions() tfprotov6.ActionServer {
	p.t.Helper()

	server, ok := p.server.(tfprotov6.ActionServer)
	if !ok {
		p.t.Fatal("the provider serves no actions")
	}

	return server
}

// invoke runs an action, as the lifecycle of a resource or -invoke does. It
// gives what the action said on the way.
func (p *protocol) invoke(name string, config object) (said string, problems problems) {
	p.t.Helper()

	resp, err := p.actions().InvokeAction(p.t.Context(), &tfprotov6.InvokeActionRequest{
		ActionType: name, Config: p.dynamic(p.schemas.ActionSchemas[name].Schema.ValueType(), config),
	})
	if err != nil {
		p.t.Fatal(err)
	}

	var lines []string

	completed := false

	for event := range resp.Events {
		switch event := event.Type.(type) {
		case tfprotov6.ProgressInvokeActionEventType:
			lines = append(lines, event.Message)

			if p.heard != nil {
				p.heard()
			}
		case tfprotov6.CompletedInvokeActionEventType:
			completed, problems = true, problemsOf(event.Diagnostics)
		}
	}

	if !completed {
		p.t.Fatal("the action never ended")
	}

	return strings.Join(lines, "\n"), problems
}

// validateAction is what `terraform validate` asks about an action.
func (p *protocol) validateAction(name string, config object) problems {
	p.t.Helper()

	resp, err := p.actions().ValidateActionConfig(p.t.Context(), &tfprotov6.ValidateActionConfigRequest{
		ActionType: name, Config: p.dynamic(p.schemas.ActionSchemas[name].Schema.ValueType(), config),
	})
	if err != nil {
		p.t.Fatal(err)
	}

	return problemsOf(resp.Diagnostics)
}
