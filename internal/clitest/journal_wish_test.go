package clitest_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// counted is a message for each text.
func counted(texts string) string {
	return fmt.Sprintf(`resource "wecom_mass_message" "it" {
  count           = length([%[1]s])
  sender          = "zhangsan"
  external_userid = [%[2]q]
  text            = { content = [%[1]s][count.index] }
}
`, texts, wecomsim.DemoCustomer)
}

// A place of a count takes over what the next one has said: the message is that
// of another block, and nobody has asked for it anew.
func TestAccJournal_aCountThatLosesItsFirstText(t *testing.T) {
	for name, steps := range map[string][]string{
		"two":                   {`"w1"`, `"w2", "w1"`, `"w1"`},
		"three, newest first":   {`"w1"`, `"w2", "w1"`, `"w3", "w2", "w1"`, `"w2", "w1"`},
		"three, the first goes": {`"w1", "w2", "w3"`, `"w2", "w3"`, `"w4", "w2", "w3"`, `"w2", "w3"`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			w, _ := withJournal(t)
			w.unseen()

			for _, texts := range steps {
				w.write(counted(texts))

				if got := w.apply(); got.code != 0 {
					t.Fatal(got.output)
				}
			}

			asked := map[string]bool{}

			for _, texts := range steps {
				for _, text := range strings.Split(texts, ", ") {
					asked[text] = true
				}
			}

			said := map[string]int{}
			for _, m := range w.sim.Messages() {
				said[m.Text]++
			}

			if len(said) != len(asked) {
				t.Errorf("%d texts were sent, want %d", len(said), len(asked))
			}

			for text, n := range said {
				if n != 1 {
					t.Errorf("%s was sent %d times, want once", text, n)
				}
			}
		})
	}
}

// A wish that was refused, and then taken back, is none any more: neither for
// the block that had it nor for another root that holds an older message.
func TestAccJournal_aWishThatIsTakenBack(t *testing.T) {
	for _, takenBack := range []bool{true, false} {
		t.Run(fmt.Sprintf("taken back %t", takenBack), func(t *testing.T) {
			t.Parallel()

			w, _ := withJournal(t)
			w.unseen()

			other := w.sharing()
			other.env = w.env

			says := func(w *workspace, number string, want int) {
				t.Helper()
				w.write(message("it", "一", week(number)))

				if got := w.apply(); got.code != 0 || w.sends() != want {
					t.Fatalf("exit code %d, %d messages, want 0 and %d\n%s", got.code, w.sends(), want, got.output)
				}
			}

			says(w, "1", 1)
			says(w, "2", 2)
			says(other, "2", 2) // recorded
			says(w, "1", 3)

			w.sim.Arm(wecomsim.Fault{Endpoint: send, Count: 1, Errcode: 41048})
			w.write(message("it", "一", week("2")))

			if got := w.apply(); got.code == 0 || w.sends() != 3 {
				t.Fatalf("exit code %d, %d messages, want an error and 3\n%s", got.code, w.sends(), got.output)
			}

			if takenBack {
				says(w, "1", 3)

				if got := other.tainted("wecom_mass_message.it"); got.code != 0 || w.sends() != 3 {
					t.Errorf("taint in another root: exit code %d, %d messages, want 0 and 3\n%s", got.code, w.sends(), got.output)
				}

				return
			}

			says(w, "2", 4) // the control: it stands
		})
	}
}
