package provider

import (
	"context"
	"encoding/json"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// The keys in private state.
const (
	// privateTrace holds what finds a message of unknown status.
	privateTrace = "trace"
	// privateImported is true from an import to the first apply after it.
	privateImported = "imported"
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

// readPrivate reads a key, or gives the zero value: private state that is not
// there or cannot be read must never stop an apply whose send has left.
func readPrivate[T any](ctx context.Context, private privateReader, key string) T {
	var value T

	raw, _ := private.GetKey(ctx, key)
	if len(raw) > 0 {
		_ = json.Unmarshal(raw, &value)
	}

	return value
}

func rememberTrace(ctx context.Context, private privateWriter, trace wecom.Trace) diag.Diagnostics {
	return writePrivate(ctx, private, privateTrace, trace)
}

func writePrivate(ctx context.Context, private privateWriter, key string, value any) diag.Diagnostics {
	// Strings, numbers and structs of them cannot fail to encode.
	raw, _ := json.Marshal(value)

	return private.SetKey(ctx, key, raw)
}
