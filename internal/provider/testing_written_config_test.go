package provider_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// write is a configuration with the provider block of the simulator and with
// messages, by the name of their resource. JSON values are HCL expressions.
func (s simulation) write(t *testing.T, messages map[string]object) string {
	t.Helper()

	var b strings.Builder

	b.WriteString(s.provider())

	for name, message := range messages {
		fmt.Fprintf(&b, "resource %q %q {\n", massMessage, name)

		for attribute, value := range message {
			expression, err := json.Marshal(value)
			if err != nil {
				t.Fatal(err)
			}

			fmt.Fprintf(&b, "  %s = %s\n", attribute, expression)
		}

		b.WriteString("}\n")
	}

	return b.String()
}
