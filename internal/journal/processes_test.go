package journal

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// The test binary is run again as another provider process, which does for each
// line of its input what the line says.
func TestMain(m *testing.M) {
	if dir := os.Getenv("JOURNAL_TEST_DIR"); dir != "" {
		beChild(dir, os.Getenv("JOURNAL_TEST_ROLE"))
		return
	}

	os.Exit(m.Run())
}

// beChild is one run. Each line "key content" is a message.
func beChild(dir, role string) {
	j, err := Open(dir, Options{})
	if err != nil {
		fmt.Println("error", err)
		return
	}

	if role == "full" {
		limitFileSize(100)
	}

	in := bufio.NewScanner(os.Stdin)
	for in.Scan() {
		q := Query{Key: key, Content: content}
		if names := strings.Fields(in.Text()); len(names) == 2 {
			q.Key, q.Content = names[0], names[1]
		}

		fmt.Println(childSends(j, q, role))

		if role != "each in a run of its own" {
			continue
		}

		_ = j.Close()

		if j, err = Open(dir, Options{}); err != nil {
			fmt.Println("error", err)
			return
		}
	}
}

func childSends(j *Journal, q Query, role string) string {
	s, err := j.Look(q)
	if err != nil {
		return "error " + err.Error()
	}

	switch {
	case s.Decision != Send:
		return s.Decision.String()
	case len(s.Told) > 0:
		return "told of a message that the same people may have got"
	}

	begins := j.Begin
	if role == "blind" {
		begins = j.beginBlind
	}

	op, v, err := begins(s, Intent{Recipients: 1})

	switch {
	case err != nil:
		return "error " + err.Error()
	case v.Decision != Send:
		return v.Decision.String()
	case role == "killed" || role == "full":
		return "sent"
	}

	if err := j.End(op, Result{Outcome: OutcomeCreated, MsgID: "m-" + op}); err != nil {
		return "error " + err.Error()
	}

	return "sent"
}

// beginBlind is Begin without what makes it safe: it does not read what others
// have written.
func (j *Journal) beginBlind(s Standing, in Intent) (string, Verdict, error) {
	op := j.newOp()
	err := j.enter(op, s.query, in)

	return op, j.memory.decide(s.query, op, s.seen, j.now()), err
}

// process is another run.
type process struct {
	command *exec.Cmd
	in      io.WriteCloser
	out     *bufio.Reader
}

func child(t *testing.T, dir, role string) *process {
	t.Helper()

	self, err := os.Executable()
	ends(t, err)

	p := &process{command: exec.CommandContext(t.Context(), self)}

	p.command.Env = append(os.Environ(), "JOURNAL_TEST_DIR="+dir, "JOURNAL_TEST_ROLE="+role)
	p.command.Stderr = os.Stderr

	p.in, err = p.command.StdinPipe()
	ends(t, err)

	out, err := p.command.StdoutPipe()
	ends(t, err)

	p.out = bufio.NewReader(out)

	ends(t, p.command.Start())
	t.Cleanup(p.kill)

	return p
}

// kill ends the process without giving it a chance to do anything.
func (p *process) kill() {
	_ = p.command.Process.Kill()
	_ = p.command.Wait()
}

func (p *process) tell(t *testing.T, line string) {
	t.Helper()

	_, err := io.WriteString(p.in, line+"\n")
	ends(t, err)
}

func (p *process) hear(t *testing.T) string {
	t.Helper()

	said, err := p.out.ReadString('\n')
	ends(t, err)

	return strings.TrimSpace(said)
}

func (p *process) talk(t *testing.T, line string) string {
	t.Helper()
	p.tell(t, line)

	return p.hear(t)
}

// races lets two runs send the same at the same time, often. names gives each
// its message in a round.
func races(t *testing.T, role string, names func(round, who int) string) (both, one, none int) {
	t.Helper()

	dir := t.TempDir()
	a, b := child(t, dir, role), child(t, dir, role)
	rounds := 300

	// A run is three files and a directory to sync.
	if testing.Short() || role == "each in a run of its own" {
		rounds = 60
	}

	for round := range rounds {
		a.tell(t, names(round, 0))
		b.tell(t, names(round, 1))

		sends := 0

		for _, said := range []string{a.hear(t), b.hear(t)} {
			switch {
			case said == "sent":
				sends++
			case strings.HasPrefix(said, "error"):
				t.Fatal(said)
			}
		}

		switch sends {
		case 0:
			none++
		case 1:
			one++
		default:
			both++
		}
	}

	t.Logf("%d rounds: both send in %d, one in %d, none in %d", rounds, both, one, none)

	return both, one, none
}

func sameKey(round, _ int) string { return fmt.Sprintf("%064x %064x", round, round) }

// The people may be the same, or some of them: the keys do not tell.
func sameContent(round, who int) string { return fmt.Sprintf("%064x %064x", 2*round+who, round) }

func TestBegin_ofTwoRunsNeverBothSend(t *testing.T) {
	for name, names := range map[string]func(int, int) string{"the same message": sameKey, "the same content": sameContent} {
		for _, role := range []string{"all in one run", "each in a run of its own"} {
			t.Run(name+", "+role, func(t *testing.T) {
				both, one, _ := races(t, role, names)

				if both > 0 {
					t.Errorf("both runs sent in %d rounds", both)
				}

				if one == 0 {
					t.Error("nothing was ever sent")
				}
			})
		}
	}
}

// Positive control: whoever does not read what others have written sends twice.
func TestBegin_withoutReadingBothSend(t *testing.T) {
	if both, _, _ := races(t, "blind", sameKey); both == 0 {
		t.Error("two runs that know nothing of each other have not sent twice")
	}
}

func TestLook_aRunThatWasKilled(t *testing.T) {
	dir := t.TempDir()
	p := child(t, dir, "killed")

	if said := p.talk(t, "go"); said != "sent" {
		t.Fatal(said)
	}

	j, _ := opened(t, dir)
	wants(t, j, asked(), RefuseRunning)

	p.kill()

	if s := wants(t, j, asked(), LookUp); s.Entry.Recipients != 1 || s.Entry.Outcome != "" {
		t.Errorf("entry %+v", s.Entry)
	}
}

// A process that never ends holds the lock that this run must have.
func TestBegin_aLockThatIsHeldForEver(t *testing.T) {
	dir := t.TempDir()
	p := child(t, dir, "killed")

	if said := p.talk(t, "go"); said != "sent" {
		t.Fatal(said)
	}

	j, _ := opened(t, dir)
	other := otherRun(t, dir)
	j.run = other

	start := time.Now()
	op, _, err := j.Begin(look(t, j, Query{Key: otherKey, Content: otherKey}), Intent{})

	if op != "" || err == nil || !strings.Contains(err.Error(), "another process holds the lock") || time.Since(start) > 30*time.Second {
		t.Errorf("op %q, %v, after %v", op, err, time.Since(start))
	}
}

// otherRun is the only run in a directory.
func otherRun(t *testing.T, dir string) string {
	t.Helper()

	entries, err := os.ReadDir(dir)
	ends(t, err)

	for _, entry := range entries {
		if run, isData := runOf(entry.Name()); isData {
			return run
		}
	}

	t.Fatal("no run there")

	return ""
}
