package provider_test

import (
	"encoding/json"
	"testing"
)

// jsonConfig is a configuration in Terraform's JSON syntax: the provider block
// of the simulator, and messages by the name of their resource.
func (s simulation) jsonConfig(t *testing.T, messages map[string]object) string {
	t.Helper()

	text, err := json.MarshalIndent(object{
		"provider": object{"wecom": s.block()},
		"resource": object{massMessage: messages},
	}, "", "  ")
	if err != nil {
		t.Fatal(err)
	}

	return string(text)
}
