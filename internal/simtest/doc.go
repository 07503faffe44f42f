// Package simtest holds the tests that use the simulator as its users do: the
// program, started as a process, with a browser, with the real CLI, and with
// WeCom SDKs of other authors. It is a module of its own, so that what these
// tests need stays out of the provider's dependencies.
//
//	cd internal/simtest && go test ./...
//
// The browser is chromium from the PATH; as root on Debian the test installs
// it. The engine is the program that WECOM_TEST_ENGINE names, otherwise
// terraform or tofu from the PATH. The npm SDK needs node and npm. A test whose
// program is missing is skipped and says why.
package simtest
