package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// simulator is the WeCom of the benchmark, on a loopback port.
type simulator struct {
	*wecomsim.Server

	url         string
	customers   []string
	connections atomic.Int64 // since the last fresh
	close       func()
}

// simulateGenerated starts the WeCom of a company with so many customers.
func simulateGenerated(ctx context.Context, customers int) (*simulator, error) {
	return simulate(ctx, wecomsim.GenerateCompany(customers, 1), customers)
}

// simulate starts the WeCom of a company, and remembers the ids of so many of
// its customers.
func simulate(ctx context.Context, company wecomsim.Company, customers int) (*simulator, error) {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}

	s := &simulator{Server: wecomsim.New(company), url: "http://" + listener.Addr().String()}

	for _, customer := range company.Customers[:customers] {
		s.customers = append(s.customers, customer.ExternalUserID)
	}

	server := &http.Server{
		Handler:           s.Server,
		ReadHeaderTimeout: time.Minute,
		ConnState: func(_ net.Conn, state http.ConnState) {
			if state == http.StateNew {
				s.connections.Add(1)
			}
		},
	}
	s.close = func() { _ = server.Close() }

	go func() { _ = server.Serve(listener) }()

	return s, nil
}

// fresh forgets all messages, so that no message is the duplicate of one of an
// earlier run.
func (s *simulator) fresh() {
	s.Reset()
	s.connections.Store(0)
}

// provider is a provider block that points at the simulator.
func (s *simulator) provider() string {
	return fmt.Sprintf(`
terraform {
  required_providers {
    wecom = { source = "wecom-community/wecom" }
  }
}

provider "wecom" {
  base_url    = %q
  corp_id     = %q
  corp_secret = %q
}
`, s.url, wecomsim.DemoCorpID, wecomsim.DemoSecret)
}
