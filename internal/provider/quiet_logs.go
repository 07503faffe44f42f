package provider

import (
	"cmp"
	"io"
	"log"
	"os"
)

// QuietFrameworkLog switches the framework's own trace log off, unless the
// environment asks for one: TF_LOG_SDK_FRAMEWORK, else TF_LOG_PROVIDER, else
// TF_LOG. The framework walks a list element by element and looks its logger
// up at each; with ten thousand recipients that takes three quarters of the
// provider's time, also when nobody reads the log. It must be called before
// the provider is served.
func QuietFrameworkLog() {
	const variable = "TF_LOG_SDK_FRAMEWORK"

	if os.Getenv(variable) == "" {
		_ = os.Setenv(variable, cmp.Or(os.Getenv("TF_LOG_PROVIDER"), os.Getenv("TF_LOG"), "off"))
	}
}

// QuietProtocolLog switches the log of the protocol off, unless the environment
// asks for it by TF_LOG_SDK_PROTO: the server that speaks the protocol logs
// every warning and error in full, and these show the ids and texts that they
// are about. Nothing can mask them there. It must be called before the provider
// is served.
func QuietProtocolLog() {
	const variable = "TF_LOG_SDK_PROTO"

	if os.Getenv(variable) == "" {
		_ = os.Setenv(variable, "off")
	}
}

// QuietTransportLog switches the log of the standard library off. net/http
// writes into it what a server has said unasked, as it came, and that may be an
// answer to another call: with ids, or with a token.
func QuietTransportLog() { log.SetOutput(io.Discard) }
