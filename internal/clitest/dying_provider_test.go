package clitest_test

import (
	"context"
	"log"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"

	"github.com/wecom-community/terraform-provider-wecom/internal/enginetest"
	"github.com/wecom-community/terraform-provider-wecom/internal/provider"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

const providerBinary = "terraform-provider-wecom"

// isDyingProvider tells whether an engine has started this test binary as the
// provider.
func isDyingProvider() bool {
	return strings.HasPrefix(filepath.Base(os.Args[0]), providerBinary)
}

// dyingServer is the provider, which dies at the end of every update, before
// the engine has its answer.
type dyingServer struct {
	tfprotov6.ProviderServer
	tfprotov6.ListResourceServer
	tfprotov6.ActionServer
}

func (s dyingServer) ApplyResourceChange(ctx context.Context, req *tfprotov6.ApplyResourceChangeRequest) (*tfprotov6.ApplyResourceChangeResponse, error) {
	resp, err := s.ProviderServer.ApplyResourceChange(ctx, req)

	prior, priorErr := req.PriorState.IsNull()
	planned, plannedErr := req.PlannedState.IsNull()

	if priorErr == nil && plannedErr == nil && !prior && !planned {
		os.Exit(2)
	}

	return resp, err
}

func serveDyingProvider() {
	whole, err := provider.NewServer(provider.New("test"))
	if err != nil {
		log.Fatal(err)
	}

	server := dyingServer{whole, whole, whole}

	if err := tf6server.Serve(provider.Address, func() tfprotov6.ProviderServer { return server }); err != nil {
		log.Fatal(err)
	}

	os.Exit(0)
}

// dies lets the next runs use the provider that dies in an update, until alive
// is called.
func (w *workspace) dies() (alive func()) {
	w.t.Helper()

	self, err := os.Executable()
	if err != nil {
		w.t.Fatal(err)
	}

	dir := w.t.TempDir()
	if err := os.Symlink(self, filepath.Join(dir, providerBinary)); err != nil {
		w.t.Skip("no symbolic links here: ", err)
	}

	config := filepath.Join(dir, "cli.tfrc")
	if err := enginetest.WriteConfig(config, map[string]string{"wecom": dir}); err != nil {
		w.t.Fatal(err)
	}

	before := w.env
	w.env = append(w.env, "TF_CLI_CONFIG_FILE="+config)

	return func() { w.env = before }
}

// A provider that dies in an update loses private state: core keeps the prior
// values, and nothing else. What protects a message from a second send must be
// among them.
func TestAccDiesInUpdate(t *testing.T) {
	edited := message("it", "改了", `timeouts = { create = "4m" }`)

	for name, row := range map[string]struct {
		prepare func(*testing.T) *workspace
		status  string
		// refuses is the error of an edit of the text, and "" where it is a new
		// message, which is what an edit means.
		refuses string
	}{
		"imported":                {prepare: importedMessage, status: "created", refuses: "differs from the imported message"},
		"unknown":                 {prepare: lostMessage, status: "unknown"},
		"imported, a first build": {prepare: ofFirstBuild("imported"), status: "created", refuses: "differs from the imported message"},
		"unknown, a first build":  {prepare: ofFirstBuild("unknown"), status: "unknown"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			w := row.prepare(t)
			sent := w.sends()

			alive := w.dies()
			w.write(message("it", "一", `timeouts = { create = "4m" }`))

			if got := w.apply(); got.code == 0 || w.status() != row.status {
				t.Fatalf("the provider did not die: status %s\n%s", w.status(), got.output)
			}

			alive()

			if row.refuses != "" {
				w.write(edited)

				if got := w.apply(); !got.has("error", row.refuses) || w.sends() != sent {
					t.Errorf("%d messages, want %d, and %q\n%s", w.sends(), sent, row.refuses, got.output)
				}

				return
			}

			// The same again, and edits of what sends nothing.
			for _, edit := range []string{
				message("it", "一", `timeouts = { create = "4m" }`),
				message("it", "一", `timeouts = { create = "5m" }`),
				strings.Replace(message("it", "一", ""), wecomsim.DemoCustomer, "woSIM0000000000000000000000002AA", 1),
			} {
				w.write(edit)

				if got := w.apply(); got.code != 0 || w.sends() != sent || w.status() != row.status || w.state()[0].Attributes["trace"] == nil {
					t.Errorf("%d messages, want %d; status %s\n%s", w.sends(), sent, w.status(), got.errorText())
				}
			}
		})
	}
}

// A message of unknown status is still found after the provider has died.
func TestAccDiesInUpdate_theTraceFindsTheMessage(t *testing.T) {
	t.Parallel()

	w := unknownMessage(t, true, message("it", "一", ""))
	alive := w.dies()
	w.write(message("it", "一", `timeouts = { create = "4m" }`))

	if got := w.apply(); got.code == 0 {
		t.Fatalf("the provider did not die\n%s", got.output)
	}

	alive()
	w.sim.SetListLag(0)

	if got := w.apply(); got.code != 0 || w.status() != "created" || w.sends() != 1 {
		t.Errorf("status %s, %d messages, want created and 1\n%s", w.status(), w.sends(), got.output)
	}
}

// importedMessage is a message that was imported and not recorded since.
func importedMessage(t *testing.T) *workspace {
	t.Helper()

	sender := newWorkspace(t)
	sender.write(message("it", "一", ""))

	if first := sender.apply(); first.code != 0 {
		t.Fatal(first.errorText())
	}

	w := sender.sharing()
	w.write(message("it", "一", "") + importBlock(sender.sim.Messages()[0].MsgID))

	if got := w.apply(); got.code != 0 {
		t.Fatal(got.errorText())
	}

	return w
}

// lostMessage is a message of unknown status that was not sent.
func lostMessage(t *testing.T) *workspace {
	t.Helper()

	return unknownMessage(t, false, message("it", "一", ""))
}

func ofFirstBuild(name string) func(*testing.T) *workspace {
	return func(t *testing.T) *workspace {
		t.Helper()

		w := newWorkspace(t)
		w.stateOfFirstBuild(name)

		return w
	}
}
