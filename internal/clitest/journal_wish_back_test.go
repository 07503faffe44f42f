package clitest_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// A change back to what another block has says nothing new to anybody: it is
// recorded, since when ever that block has it. Alone it is sent.
func TestAccJournal_aChangeBackToWhatAnotherBlockHas(t *testing.T) {
	for name, other := range map[string]string{"another block has it": message("other", "一", ""), "the control": ""} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			w, _ := withJournal(t)
			w.unseen()

			for _, body := range []string{message("it", "一", ""), message("it", "一", "") + other, message("it", "二", "") + other, message("it", "一", "") + other} {
				w.write(body)

				if got := w.apply(); got.code != 0 {
					t.Fatal(got.errorText())
				}
			}

			want := 3
			if other != "" {
				want = 2
			}

			if w.sends() != want {
				t.Errorf("%d messages, want %d", w.sends(), want)
			}
		})
	}
}

// A change back that was refused is taken back with the state of before, as
// from a backup. Then nobody wishes for it, and another root that loses its
// state records what it had.
func TestAccJournal_aWishThatIsTakenBackWithTheState(t *testing.T) {
	for _, takenBack := range []bool{true, false} {
		t.Run(fmt.Sprintf("taken back %t", takenBack), func(t *testing.T) {
			t.Parallel()

			w, _ := withJournal(t)
			w.unseen()

			other := w.sharing()
			other.env = w.env

			says := func(w *workspace, text string, want int) {
				t.Helper()
				w.write(message("it", text, ""))

				if got := w.apply(); got.code != 0 || w.sends() != want {
					t.Fatalf("exit code %d, %d messages, want 0 and %d\n%s", got.code, w.sends(), want, got.output)
				}
			}

			says(w, "一", 1)
			says(other, "一", 1) // recorded
			says(w, "二", 2)

			state := w.stateText()

			w.sim.Arm(wecomsim.Fault{Endpoint: send, Count: 1, Errcode: 41048})
			w.write(message("it", "一", ""))

			if got := w.apply(); got.code == 0 || w.sends() != 2 {
				t.Fatalf("exit code %d, %d messages, want an error and 2\n%s", got.code, w.sends(), got.output)
			}

			if takenBack {
				if err := os.WriteFile(filepath.Join(w.dir, "terraform.tfstate"), []byte(state), 0o600); err != nil {
					t.Fatal(err)
				}

				says(w, "二", 2)
				other.losesState()
				says(other, "一", 2)

				return
			}

			says(w, "一", 3) // the control: it stands
		})
	}
}

// Two messages trade places and back, and nobody knows what became of one of
// them. The other one is there all the time, and is sent once.
func TestAccJournal_tradingPlacesWithALostOne(t *testing.T) {
	for _, parallelism := range []string{"1", "10"} {
		t.Run("parallelism "+parallelism, func(t *testing.T) {
			t.Parallel()

			w, _ := withJournal(t)
			w.unseen()
			w.providerArgs = `request_timeout = "1s"`

			there, lost := message("here", "一", ""), message("beside", "二", "")
			w.write(there)

			if got := w.apply(); got.code != 0 {
				t.Fatal(got.errorText())
			}

			w.sim.Arm(wecomsim.Fault{Endpoint: send, Count: 1, DropAt: wecomsim.BeforeEffect})
			w.write(there + lost)
			w.apply()

			traded := message("here", "二", "") + message("beside", "一", "")
			for _, body := range []string{traded, traded, there + lost, traded, there + lost} {
				w.write(body)

				if got := w.apply("-parallelism=" + parallelism); w.sends() != 1 {
					t.Fatalf("%d messages, want 1\n%s", w.sends(), got.output)
				}
			}
		})
	}
}
