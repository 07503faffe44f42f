package provider_test

import (
	"fmt"
	"os"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/wecom-community/terraform-provider-wecom/internal/provider"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
)

// TestMain takes away what the machine may have set: a test names its own
// credentials.
func TestMain(m *testing.M) {
	for _, name := range []string{
		"WECOM_CORP_ID", "WECOM_CORP_SECRET", "WECOM_ACCESS_TOKEN", "WECOM_BASE_URL", "WECOM_PROXY_URL",
		"WECOM_SUITE_ID", "WECOM_SUITE_SECRET", "WECOM_SUITE_TICKET", "WECOM_PERMANENT_CODE",
	} {
		_ = os.Unsetenv(name)
	}

	provider.QuietFrameworkLog()

	os.Exit(m.Run())
}

// simulation is a simulator that listens on a loopback port.
type simulation struct {
	*wecomsim.Server

	URL string
}

// simulate starts a simulator with the demo company, which knows the ids of
// the official example.
func simulate(t *testing.T, options ...wecomsim.Option) simulation {
	t.Helper()

	sim := wecomsim.New(wecomsim.DemoCompany(), append([]wecomsim.Option{wecomsim.WithUnknownMedia(true), wecomsim.WithRefusedEscapes(true)}, options...)...)

	return simulation{Server: sim, URL: wecomtest.Simulate(t, sim)}
}

// sends is how many messages the simulator has accepted.
func (s simulation) sends() int { return len(s.Messages()) }

// posts is how many sends were tried.
func (s simulation) posts() int { return len(s.Requests("add_msg_template")) }

// provider is a provider block that points at the simulator.
func (s simulation) provider() string {
	return fmt.Sprintf(`
provider "wecom" {
  base_url    = %q
  corp_id     = %q
  corp_secret = %q
}
`, s.URL, wecomsim.DemoCorpID, wecomsim.DemoSecret)
}

// factories serve the provider in this process.
func factories(options ...provider.Option) map[string]func() (tfprotov6.ProviderServer, error) {
	return map[string]func() (tfprotov6.ProviderServer, error){
		"wecom": func() (tfprotov6.ProviderServer, error) {
			return provider.NewServer(provider.New("test", options...))
		},
	}
}

// checkSends fails when the simulator has not accepted exactly want messages.
func checkSends(sim simulation, want int, after string) resource.TestCheckFunc {
	return func(*terraform.State) error {
		if got := sim.sends(); got != want {
			return fmt.Errorf("after %s the simulator has accepted %d messages, want %d", after, got, want)
		}

		return nil
	}
}
