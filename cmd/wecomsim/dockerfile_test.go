package main

import (
	"debug/elf"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const root = "../.."

// stage is a FROM of the Dockerfile with the instructions under it.
type stage struct {
	from  string
	lines []string
}

// args are the arguments of the instructions of one kind.
func (s stage) args(instruction string) []string {
	var found []string

	for _, line := range s.lines {
		if args, is := strings.CutPrefix(line, instruction+" "); is {
			found = append(found, args)
		}
	}

	return found
}

func lines(t *testing.T, name string) []string {
	t.Helper()

	text, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		t.Fatal(err)
	}

	return strings.Split(strings.TrimSpace(string(text)), "\n")
}

// dockerStages gives the two stages.
func dockerStages(t *testing.T) (build, last stage) {
	t.Helper()

	var stages []stage

	for _, line := range lines(t, "Dockerfile") {
		switch from, isFrom := strings.CutPrefix(line, "FROM "); {
		case isFrom:
			stages = append(stages, stage{from: from})
		case line == "" || strings.HasPrefix(line, "#"):
		case len(stages) == 0 || line[0] == ' ' || strings.HasSuffix(line, `\`):
			t.Fatalf("the test cannot read %q", line)
		default:
			at := &stages[len(stages)-1]
			at.lines = append(at.lines, line)
		}
	}

	if len(stages) != 2 {
		t.Fatalf("%d stages", len(stages))
	}

	return stages[0], stages[1]
}

// copySources copies what the stage copies from the tree, and fails for what is
// not there, or hidden by .dockerignore.
func (s stage) copySources(t *testing.T, to string) {
	t.Helper()

	for _, args := range s.args("COPY") {
		words := strings.Fields(args)
		target := filepath.Join(to, words[len(words)-1])

		for _, name := range words[:len(words)-1] {
			if slices.Contains(lines(t, ".dockerignore"), name) {
				t.Errorf("COPY %s: .dockerignore hides it", name)
			}

			// As docker does: the content of a directory, but a file itself.
			info, err := os.Stat(filepath.Join(root, name))
			if err == nil && info.IsDir() {
				err = os.CopyFS(target, os.DirFS(filepath.Join(root, name)))
			} else if err == nil {
				var content []byte
				if content, err = os.ReadFile(filepath.Join(root, name)); err == nil {
					err = os.WriteFile(filepath.Join(target, name), content, 0o600)
				}
			}

			if err != nil {
				t.Errorf("COPY %s: %v", name, err)
			}
		}
	}
}

// There is no docker here, so the steps of the Dockerfile are done by hand: in
// a directory with nothing but what it copies its build line makes a program
// that needs nothing else, and the last stage is that program alone.
func TestDockerfile_buildsAProgramThatStandsAlone(t *testing.T) {
	build, last := dockerStages(t)
	dir, out := t.TempDir(), filepath.Join(t.TempDir(), "wecomsim")
	build.copySources(t, dir)

	if t.Failed() {
		return
	}

	runs := build.args("RUN")
	if len(runs) != 2 || runs[0] != "go mod download" || strings.Count(runs[1], " -o /wecomsim ") != 1 {
		t.Fatalf("RUN %q: the test knows a download and a build of /wecomsim", runs)
	}

	step := exec.Command("sh", "-c", strings.Replace(runs[1], " -o /wecomsim ", " -o '"+out+"' ", 1))
	step.Dir = dir
	// What is at hand was downloaded for this test; nothing else is.
	step.Env = append(os.Environ(), "GOOS=linux", "GOFLAGS=", "GOWORK=off", "GOPROXY=off")

	if said, err := step.CombinedOutput(); err != nil {
		t.Fatalf("RUN %s: %v\n%s", runs[1], err, said)
	}

	made, err := elf.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	defer made.Close()

	if slices.ContainsFunc(made.Progs, func(p *elf.Prog) bool { return p.Type == elf.PT_INTERP }) {
		t.Error("the program needs a loader, which the last stage has not")
	}

	if copied := last.args("COPY"); last.from != "scratch" || !slices.Equal(copied, []string{"--from=build /wecomsim /wecomsim"}) {
		t.Errorf("the last stage is FROM %s with COPY %q", last.from, copied)
	}

	var entry []string
	if err := json.Unmarshal([]byte(strings.Join(last.args("ENTRYPOINT"), "")), &entry); err != nil || entry[0] != "/wecomsim" {
		t.Fatalf("ENTRYPOINT %q: %v", entry, err)
	}

	if _, err := parseFlags(append(entry[1:], "--control-key", "KEY"), io.Discard); err != nil {
		t.Errorf("ENTRYPOINT %q: %v", entry, err)
	}
}

// The image has the Go that go.mod asks for.
func TestDockerfile_hasTheGoOfTheModule(t *testing.T) {
	build, _ := dockerStages(t)
	image, isGo := strings.CutPrefix(strings.TrimSuffix(build.from, " AS build"), "golang:")

	if !isGo || !slices.ContainsFunc(lines(t, "go.mod"), func(line string) bool { return strings.HasPrefix(line+".", "go "+image+".") }) {
		t.Errorf("FROM %s does not fit go.mod", build.from)
	}
}
