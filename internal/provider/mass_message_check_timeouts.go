package provider

import (
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/problem"
)

// shortestTimeout is what an apply or a look needs at least to call anybody.
const shortestTimeout = time.Second

// timeouts refuses bounds that are over before the first call. A replacement
// would drop the old message, and send nothing.
func (c *checker) timeouts(v timeouts.Value) {
	for _, name := range []string{"create", "update", "read"} {
		text, ok := v.Attributes()[name].(types.String)
		if !ok || !given(text) {
			continue
		}

		// What is no duration at all is refused by the schema.
		d, err := time.ParseDuration(text.ValueString())
		if err == nil && d < shortestTimeout {
			c.errorf(problem.Root("timeouts").AtName(name), "Too short a timeout",
				"%q is less than %s, so it would be over before anything is done. Write a longer one, or leave it out.", text.ValueString(), shortestTimeout)
		}
	}
}
