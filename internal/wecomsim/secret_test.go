package wecomsim_test

import (
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// A token that is the same at every start is known to everybody.
func TestSecrets_cannotBeGuessed(t *testing.T) {
	given := map[string]bool{}
	remember := func(what, secret string) {
		t.Helper()

		if len(secret) < 40 || given[secret] {
			t.Errorf("%s %q is short, or was given before", what, secret)
		}

		given[secret] = true
	}

	for range 3 {
		c := newClient(t, wecomsim.WithSeed(1))
		remember("token", c.token)
		ticket := c.control("POST", "suites/"+wecomsim.DemoSuiteID+"/ticket", "").str("suite_ticket")
		remember("ticket", ticket)
		remember("suite token", c.suiteToken(wecomsim.DemoSuiteID, ticket))
		c.sim.Reset()
		remember("token after a reset", c.getToken(wecomsim.DemoSecret))
	}
}

// With a seed a test gets the same ones every time.
func TestSecrets_canBeSeeded(t *testing.T) {
	first, second := newClient(t, wecomsim.WithTokenSeed(1)), newClient(t, wecomsim.WithTokenSeed(1))
	if first.token != second.token {
		t.Errorf("tokens %q and %q", first.token, second.token)
	}

	if other := newClient(t, wecomsim.WithTokenSeed(2)); other.token == first.token {
		t.Error("another seed gave the same token")
	}
}
