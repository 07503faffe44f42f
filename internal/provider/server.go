package provider

import (
	"context"
	"errors"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/wecom-community/terraform-provider-wecom/internal/heldlist"
)

// Server is the server that Terraform talks to: that of the framework, with the
// lists of a mass message held back from it, see [heldlist.Serve], and with
// [streams] around lists and actions.
type Server struct {
	protocolServer

	// OnConfigure is called before each configuration, where it is not nil.
	OnConfigure func()

	streams streams
	changes sync.WaitGroup
}

// NewServer returns the server of a provider.
func NewServer(newProvider func() provider.Provider) (*Server, error) {
	framework, ok := providerserver.NewProtocol6(newProvider())().(protocolServer)
	if !ok {
		return nil, errors.New("the framework's server serves no lists or no actions")
	}

	held, err := heldlist.Serve(framework, massMessageTypeName, massMessageSchema(context.Background()))
	if err != nil {
		return nil, err
	}

	return &Server{protocolServer: held}, nil
}

// protocolServer is all that the framework serves and the provider has. The
// protocol's server looks for each of these interfaces.
type protocolServer interface {
	tfprotov6.ProviderServer
	tfprotov6.ListResourceServer
	tfprotov6.ActionServer
}

// ConfigureProvider begins a new run.
func (s *Server) ConfigureProvider(ctx context.Context, req *tfprotov6.ConfigureProviderRequest) (*tfprotov6.ConfigureProviderResponse, error) {
	s.streams.configured()

	if s.OnConfigure != nil {
		s.OnConfigure()
	}

	return s.protocolServer.ConfigureProvider(ctx, req)
}

// ApplyResourceChange is what creates, changes and removes.
func (s *Server) ApplyResourceChange(ctx context.Context, req *tfprotov6.ApplyResourceChangeRequest) (*tfprotov6.ApplyResourceChangeResponse, error) {
	s.changes.Add(1)
	defer s.changes.Done()

	return s.protocolServer.ApplyResourceChange(ctx, req)
}

// AwaitChanges returns when no change of a resource is under way.
func (s *Server) AwaitChanges() { s.changes.Wait() }

// ListResource serves a list, and its errors when it is stopped.
func (s *Server) ListResource(ctx context.Context, req *tfprotov6.ListResourceRequest) (*tfprotov6.ListResourceServerStream, error) {
	ctx, stream := s.streams.begin(ctx)

	list, err := s.protocolServer.ListResource(ctx, req)
	if err != nil {
		stream.end()
		return nil, err
	}

	return stream.results(list), nil
}

// InvokeAction does an action, and tells what came of it when it is stopped.
func (s *Server) InvokeAction(ctx context.Context, req *tfprotov6.InvokeActionRequest) (*tfprotov6.InvokeActionServerStream, error) {
	ctx, stream := s.streams.begin(ctx)

	action, err := s.protocolServer.InvokeAction(ctx, req)
	if err != nil {
		stream.end()
		return nil, err
	}

	return stream.events(action), nil
}

// StopProvider answers when the streams have come to their ends: the answer is
// what makes the protocol's server cut them off.
func (s *Server) StopProvider(ctx context.Context, req *tfprotov6.StopProviderRequest) (*tfprotov6.StopProviderResponse, error) {
	running := s.streams.stop()

	resp, err := s.protocolServer.StopProvider(ctx, req)

	for _, one := range running {
		select {
		case <-one.ended:
		case <-ctx.Done():
			return resp, err
		}
	}

	return resp, err
}
