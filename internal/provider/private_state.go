package provider

import (
	"context"
	"encoding/json"

	"github.com/hashicorp/terraform-plugin-framework/diag"
)

// privateReader and privateWriter are the two halves of the framework's
// private state, which has no exported type.
type (
	privateReader interface {
		GetKey(ctx context.Context, key string) ([]byte, diag.Diagnostics)
	}
	privateWriter interface {
		SetKey(ctx context.Context, key string, value []byte) diag.Diagnostics
	}
)

// readPrivate reads a key, or returns the zero value: private state that is not
// there or cannot be read must never stop an apply whose send has left.
func readPrivate[T any](ctx context.Context, private privateReader, key string) T {
	var value T

	raw, _ := private.GetKey(ctx, key)
	if len(raw) > 0 {
		_ = json.Unmarshal(raw, &value)
	}

	return value
}

// writePrivate cannot fail: strings, numbers and structs of them are encoded,
// and SetKey complains only of a key that the framework keeps for itself and of
// a value that is not JSON.
func writePrivate(ctx context.Context, private privateWriter, key string, value any) {
	raw, _ := json.Marshal(value)
	_ = private.SetKey(ctx, key, raw)
}
