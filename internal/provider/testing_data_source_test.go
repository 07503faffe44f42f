package provider_test

import (
	"encoding/json"
	"math/big"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// read reads a data source as a plan does. The state is null when it failed.
func (p *protocol) read(name string, config object) (tftypes.Value, problems) {
	p.t.Helper()

	typ := p.schemas.DataSourceSchemas[name].ValueType()

	resp, err := p.server.ReadDataSource(p.t.Context(), &tfprotov6.ReadDataSourceRequest{
		TypeName: name, Config: p.dynamic(typ, config),
	})
	if err != nil {
		p.t.Fatal(err)
	}

	found := problemsOf(resp.Diagnostics)
	if len(found.errors()) > 0 {
		return tftypes.NewValue(typ, nil), found
	}

	state, err := resp.State.Unmarshal(typ)
	if err != nil {
		p.t.Fatal(err)
	}

	return state, found
}

// validateData is what `terraform validate` asks about a data source.
func (p *protocol) validateData(name string, config object) problems {
	p.t.Helper()

	resp, err := p.server.ValidateDataResourceConfig(p.t.Context(), &tfprotov6.ValidateDataResourceConfigRequest{
		TypeName: name, Config: p.dynamic(p.schemas.DataSourceSchemas[name].ValueType(), config),
	})
	if err != nil {
		p.t.Fatal(err)
	}

	return problemsOf(resp.Diagnostics)
}

// reads fails when the data source cannot be read, and gives its attributes
// as JSON.
func (p *protocol) reads(name string, config object) map[string]string {
	p.t.Helper()

	state, found := p.read(name, config)
	found.expect(p.t, "problem of "+name)

	attributes := map[string]string{}

	for attribute, v := range attributesOf(p.t, state) {
		encoded, err := json.Marshal(plain(p.t, v))
		if err != nil {
			p.t.Fatal(err)
		}

		attributes[attribute] = string(encoded)
	}

	return attributes
}

// plain is a value without types.
func plain(t *testing.T, v tftypes.Value) any {
	t.Helper()

	if v.IsNull() {
		return nil
	}

	var err error

	switch typ := v.Type(); {
	case typ.Is(tftypes.String):
		var s string
		if err = v.As(&s); err == nil {
			return s
		}
	case typ.Is(tftypes.Bool):
		var b bool
		if err = v.As(&b); err == nil {
			return b
		}
	case typ.Is(tftypes.Number):
		var n big.Float
		if err = v.As(&n); err == nil {
			whole, _ := n.Int64()
			return whole
		}
	case typ.Is(tftypes.Object{}), typ.Is(tftypes.Map{}):
		var elements map[string]tftypes.Value
		if err = v.As(&elements); err == nil {
			all := map[string]any{}
			for name, element := range elements {
				all[name] = plain(t, element)
			}

			return all
		}
	default:
		var elements []tftypes.Value
		if err = v.As(&elements); err == nil {
			all := []any{}
			for _, element := range elements {
				all = append(all, plain(t, element))
			}

			return all
		}
	}

	t.Fatal(err)

	return nil
}

// wantAttributes compares some attributes with their JSON.
func wantAttributes(t *testing.T, what string, got, want map[string]string) {
	t.Helper()

	for name, text := range want {
		if got[name] != text {
			t.Errorf("%s: %s is\n  %s\nwant\n  %s", what, name, got[name], text)
		}
	}
}

// configured is a provider that is configured for the simulator.
func configured(t *testing.T, sim simulation) *protocol {
	t.Helper()

	p := serve(t)
	p.configure(sim.block()).expect(t, "problem of the provider block")

	return p
}
