package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Server gives the constructor of the server that Terraform talks to: that of
// the framework, with [heldLists] in front of each call that carries a mass
// message, and [streams] around lists and actions.
func Server(newProvider func() provider.Provider) func() tfprotov6.ProviderServer {
	return func() tfprotov6.ProviderServer {
		ctx := context.Background()
		// Its type has every optional interface that tf6server looks for.
		framework, _ := providerserver.NewProtocol6(newProvider())().(frameworkServer)
		typ, _ := massMessageSchema(ctx).Type().TerraformType(ctx).(tftypes.Object)

		return &server{frameworkServer: framework, massMessage: typ}
	}
}

// frameworkServer is all that the framework serves and the provider has.
type frameworkServer interface {
	tfprotov6.ProviderServer
	tfprotov6.ListResourceServer
	tfprotov6.ActionServer
}

type server struct {
	frameworkServer

	massMessage tftypes.Object
	streams     streams
}

func (s *server) newHeldLists() *heldLists { return &heldLists{typ: s.massMessage} }

func (s *server) ValidateResourceConfig(ctx context.Context, req *tfprotov6.ValidateResourceConfigRequest) (*tfprotov6.ValidateResourceConfigResponse, error) {
	if req.TypeName != massMessageTypeName {
		return s.frameworkServer.ValidateResourceConfig(ctx, req)
	}

	h, short := s.newHeldLists(), *req
	defer h.forget()

	short.Config = h.hold(ctx, req.Config)

	return s.frameworkServer.ValidateResourceConfig(h.within(ctx), &short)
}

func (s *server) PlanResourceChange(ctx context.Context, req *tfprotov6.PlanResourceChangeRequest) (*tfprotov6.PlanResourceChangeResponse, error) {
	if req.TypeName != massMessageTypeName {
		return s.frameworkServer.PlanResourceChange(ctx, req)
	}

	h, short := s.newHeldLists(), *req
	defer h.forget()

	short.PriorState = h.hold(ctx, req.PriorState)
	short.ProposedNewState = h.hold(ctx, req.ProposedNewState)
	short.Config = h.hold(ctx, req.Config)

	resp, err := s.frameworkServer.PlanResourceChange(h.within(ctx), &short)
	if resp != nil {
		resp.PlannedState = h.putBack(resp.PlannedState)
	}

	return resp, err
}

func (s *server) ApplyResourceChange(ctx context.Context, req *tfprotov6.ApplyResourceChangeRequest) (*tfprotov6.ApplyResourceChangeResponse, error) {
	if req.TypeName != massMessageTypeName {
		return s.frameworkServer.ApplyResourceChange(ctx, req)
	}

	h, short := s.newHeldLists(), *req
	defer h.forget()

	short.PriorState = h.hold(ctx, req.PriorState)
	short.PlannedState = h.hold(ctx, req.PlannedState)
	short.Config = h.hold(ctx, req.Config)

	resp, err := s.frameworkServer.ApplyResourceChange(h.within(ctx), &short)
	if resp != nil {
		resp.NewState = h.putBack(resp.NewState)
	}

	return resp, err
}

func (s *server) ReadResource(ctx context.Context, req *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	if req.TypeName != massMessageTypeName {
		return s.frameworkServer.ReadResource(ctx, req)
	}

	h, short := s.newHeldLists(), *req
	defer h.forget()

	short.CurrentState = h.hold(ctx, req.CurrentState)

	resp, err := s.frameworkServer.ReadResource(h.within(ctx), &short)
	if resp != nil {
		resp.NewState = h.putBack(resp.NewState)
	}

	return resp, err
}

func (s *server) ConfigureProvider(ctx context.Context, req *tfprotov6.ConfigureProviderRequest) (*tfprotov6.ConfigureProviderResponse, error) {
	s.streams.configured()

	return s.frameworkServer.ConfigureProvider(ctx, req)
}

func (s *server) ListResource(ctx context.Context, req *tfprotov6.ListResourceRequest) (*tfprotov6.ListResourceServerStream, error) {
	ctx, stream := s.streams.begin(ctx)

	list, err := s.frameworkServer.ListResource(ctx, req)
	if err != nil {
		stream.end()
		return nil, err
	}

	return stream.results(list), nil
}

func (s *server) InvokeAction(ctx context.Context, req *tfprotov6.InvokeActionRequest) (*tfprotov6.InvokeActionServerStream, error) {
	ctx, stream := s.streams.begin(ctx)

	action, err := s.frameworkServer.InvokeAction(ctx, req)
	if err != nil {
		stream.end()
		return nil, err
	}

	return stream.events(action), nil
}

// StopProvider answers when the streams have come to their ends: the answer is
// what makes the protocol's server cut them off.
func (s *server) StopProvider(ctx context.Context, req *tfprotov6.StopProviderRequest) (*tfprotov6.StopProviderResponse, error) {
	running := s.streams.stop()

	resp, err := s.frameworkServer.StopProvider(ctx, req)

	for _, one := range running {
		select {
		case <-one.ended:
		case <-ctx.Done():
			return resp, err
		}
	}

	return resp, err
}
