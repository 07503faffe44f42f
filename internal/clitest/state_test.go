package clitest_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// instance is one message in the state.
type instance struct {
	// Name is the name of the resource.
	Name       string         `json:"-"`
	Key        any            `json:"index_key"`
	Status     string         `json:"status"`
	Attributes map[string]any `json:"attributes"`
}

// stateText is the state file, empty where there is none yet.
func (w *workspace) stateText() string {
	w.t.Helper()

	raw, err := os.ReadFile(filepath.Join(w.dir, "terraform.tfstate"))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		w.t.Fatal(err)
	}

	return string(raw)
}

// state gives the messages in the state file.
func (w *workspace) state() []instance { return messagesIn(w.stateText()) }

func messagesIn(text string) []instance {
	var state struct {
		Resources []struct {
			Type      string     `json:"type"`
			Name      string     `json:"name"`
			Instances []instance `json:"instances"`
		} `json:"resources"`
	}

	// An engine that was killed may leave an empty file.
	_ = json.Unmarshal([]byte(text), &state)

	var all []instance

	for _, r := range state.Resources {
		if r.Type != "wecom_mass_message" {
			continue
		}

		for _, one := range r.Instances {
			one.Name = r.Name
			all = append(all, one)
		}
	}

	return all
}

// status is the status of the only message in the state: created, unknown,
// none, or tainted.
func (w *workspace) status() string {
	w.t.Helper()

	all := w.state()

	switch {
	case len(all) == 0:
		return "none"
	case all[0].Status == "tainted":
		return "tainted"
	default:
		return fmt.Sprint(all[0].Attributes["status"])
	}
}

// sends is how many messages the simulator has accepted.
func (w *workspace) sends() int { return len(w.sim.Messages()) }
