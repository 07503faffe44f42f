package provider

import (
	"strconv"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// given reports whether a value is there. What is unknown may yet turn out to
// be null, so it is not judged.
func given(v attr.Value) bool { return !v.IsNull() && !v.IsUnknown() }

// stringOrNull is null for the empty string: what WeCom leaves out is absent.
func stringOrNull(text string) types.String {
	if text == "" {
		return types.StringNull()
	}

	return types.StringValue(text)
}

// stringList is a list of strings; null for nil.
func stringList(values []string) types.List {
	if values == nil {
		return types.ListNull(types.StringType)
	}

	elements := make([]attr.Value, len(values))
	for i, value := range values {
		elements[i] = types.StringValue(value)
	}

	return types.ListValueMust(types.StringType, elements)
}

// timeOrNull writes a time as RFC 3339 in UTC; null for one that is not
// known.
func timeOrNull(t time.Time) types.String {
	if t.IsZero() {
		return types.StringNull()
	}

	return types.StringValue(t.UTC().Format(time.RFC3339))
}

// nameOfNumber names a number of WeCom by its documented name, and one that is
// not documented by its digits.
func nameOfNumber(names []string, n int) string {
	if n >= 0 && n < len(names) {
		return names[n]
	}

	return strconv.Itoa(n)
}
