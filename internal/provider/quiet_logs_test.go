package provider_test

import (
	"os"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/provider"
)

// The framework's own log is off unless somebody asks for it.
func TestFrameworkLog_isOffUnlessAskedFor(t *testing.T) {
	for name, test := range map[string]struct {
		env  map[string]string
		want string
	}{
		"nobody asks":          {nil, "off"},
		"TF_LOG":               {map[string]string{"TF_LOG": "TRACE"}, "TRACE"},
		"of providers":         {map[string]string{"TF_LOG": "TRACE", "TF_LOG_PROVIDER": "WARN"}, "WARN"},
		"of the framework":     {map[string]string{"TF_LOG": "WARN", "TF_LOG_SDK_FRAMEWORK": "TRACE"}, "TRACE"},
		"of the core, not us":  {map[string]string{"TF_LOG_CORE": "TRACE"}, "off"},
		"of the framework off": {map[string]string{"TF_LOG": "TRACE", "TF_LOG_SDK_FRAMEWORK": "off"}, "off"},
	} {
		t.Run(name, func(t *testing.T) {
			for _, variable := range []string{"TF_LOG", "TF_LOG_CORE", "TF_LOG_PROVIDER", "TF_LOG_SDK_FRAMEWORK"} {
				t.Setenv(variable, test.env[variable])
			}

			provider.QuietFrameworkLog()

			if got := os.Getenv("TF_LOG_SDK_FRAMEWORK"); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// The log of the protocol, which has every diagnostic in full, is off unless
// its own variable asks for it.
func TestProtocolLog_isOffUnlessAskedForByItsName(t *testing.T) {
	for asked, want := range map[string]string{"": "off", "WARN": "WARN", "off": "off"} {
		t.Setenv("TF_LOG", "TRACE")
		t.Setenv("TF_LOG_SDK_PROTO", asked)

		provider.QuietProtocolLog()

		if got := os.Getenv("TF_LOG_SDK_PROTO"); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
