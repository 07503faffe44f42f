package provider_test

import (
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// listed is one result of a list block.
type listed struct {
	name     string // display name
	msgid    string // of the identity
	resource *tftypes.Value
	problems problems
}

// listing is a list block.
type listing struct {
	config          object
	includeResource bool
	limit           int64
}

func (p *protocol) listServer() tfprotov6.ListResourceServer {
	p.t.Helper()

	server, ok := p.server.(tfprotov6.ListResourceServer)
	if !ok {
		p.t.Fatal("the provider serves no list resources")
	}

	return server
}

// list runs a list block to its end, or until the visitor has enough.
func (p *protocol) list(l listing, visit func(listed) bool) {
	p.t.Helper()

	if l.limit == 0 {
		l.limit = 1_000
	}

	stream, err := p.listServer().ListResource(p.t.Context(), &tfprotov6.ListResourceRequest{
		TypeName:        massMessage,
		Config:          p.dynamic(p.schemas.ListResourceSchemas[massMessage].ValueType(), l.config),
		IncludeResource: l.includeResource,
		Limit:           l.limit,
	})
	if err != nil {
		p.t.Fatal(err)
	}

	identityType := tftypes.Object{AttributeTypes: map[string]tftypes.Type{"msgid": tftypes.String}}

	for result := range stream.Results {
		got := listed{name: result.DisplayName, problems: problemsOf(result.Diagnostics)}

		if result.Identity != nil && result.Identity.IdentityData != nil {
			identity, err := result.Identity.IdentityData.Unmarshal(identityType)
			if err != nil {
				p.t.Fatal(err)
			}

			got.msgid = stringOf(p.t, identity, "msgid")
		}

		if result.Resource != nil {
			value, err := result.Resource.Unmarshal(p.resourceType())
			if err != nil {
				p.t.Fatal(err)
			}

			got.resource = &value
		}

		if !visit(got) {
			return
		}
	}
}

// all is every result of a list block.
func (p *protocol) all(l listing) []listed {
	p.t.Helper()

	var results []listed

	p.list(l, func(r listed) bool {
		results = append(results, r)
		return true
	})

	return results
}

// validateList is what `terraform validate -query` asks about a list block.
func (p *protocol) validateList(config object) problems {
	p.t.Helper()

	resp, err := p.listServer().ValidateListResourceConfig(p.t.Context(), &tfprotov6.ValidateListResourceConfigRequest{
		TypeName: massMessage,
		Config:   p.dynamic(p.schemas.ListResourceSchemas[massMessage].ValueType(), config),
	})
	if err != nil {
		p.t.Fatal(err)
	}

	return problemsOf(resp.Diagnostics)
}
