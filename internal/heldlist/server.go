package heldlist

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Server has every optional interface that the protocol's own server looks for.
type Server interface {
	tfprotov6.ProviderServer
	tfprotov6.ListResourceServer
	tfprotov6.ActionServer
}

// Serve stands in front of a server, and holds the lists of one type of
// resource: those at the top level of its schema that have the type [Type].
func Serve(inner Server, typeName string, of schema.Schema) (Server, error) {
	typ, ok := of.Type().TerraformType(context.Background()).(tftypes.Object)
	if !ok {
		return nil, fmt.Errorf("the schema of %s is no object", typeName)
	}

	var names []string

	for _, name := range slices.Sorted(maps.Keys(of.Attributes)) {
		if _, held := of.Attributes[name].GetType().(Type); held {
			names = append(names, name)
		}
	}

	if len(names) == 0 {
		return nil, fmt.Errorf("no attribute of %s is a list to hold", typeName)
	}

	return &server{Server: inner, typeName: typeName, typ: typ, names: names}, nil
}

type server struct {
	Server

	typeName string
	typ      tftypes.Object
	names    []string
}

func (s *server) newCall() *call { return &call{typ: s.typ, names: s.names} }

func (s *server) ValidateResourceConfig(ctx context.Context, req *tfprotov6.ValidateResourceConfigRequest) (*tfprotov6.ValidateResourceConfigResponse, error) {
	if req.TypeName != s.typeName {
		return s.Server.ValidateResourceConfig(ctx, req)
	}

	c, short := s.newCall(), *req
	defer c.release()

	c.hold(ctx, &short.Config)

	return s.Server.ValidateResourceConfig(c.within(ctx), &short)
}

func (s *server) PlanResourceChange(ctx context.Context, req *tfprotov6.PlanResourceChangeRequest) (*tfprotov6.PlanResourceChangeResponse, error) {
	if req.TypeName != s.typeName {
		return s.Server.PlanResourceChange(ctx, req)
	}

	c, short := s.newCall(), *req
	defer c.release()

	c.hold(ctx, &short.PriorState, &short.ProposedNewState, &short.Config)

	resp, err := s.Server.PlanResourceChange(c.within(ctx), &short)
	if resp != nil {
		resp.PlannedState = c.putBack(resp.PlannedState)
	}

	return resp, err
}

func (s *server) ApplyResourceChange(ctx context.Context, req *tfprotov6.ApplyResourceChangeRequest) (*tfprotov6.ApplyResourceChangeResponse, error) {
	if req.TypeName != s.typeName {
		return s.Server.ApplyResourceChange(ctx, req)
	}

	c, short := s.newCall(), *req
	defer c.release()

	c.hold(ctx, &short.PriorState, &short.PlannedState, &short.Config)

	resp, err := s.Server.ApplyResourceChange(c.within(ctx), &short)
	if resp != nil {
		resp.NewState = c.putBack(resp.NewState)
	}

	return resp, err
}

func (s *server) ReadResource(ctx context.Context, req *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	if req.TypeName != s.typeName {
		return s.Server.ReadResource(ctx, req)
	}

	c, short := s.newCall(), *req
	defer c.release()

	c.hold(ctx, &short.CurrentState)

	resp, err := s.Server.ReadResource(c.within(ctx), &short)
	if resp != nil {
		resp.NewState = c.putBack(resp.NewState)
	}

	return resp, err
}
