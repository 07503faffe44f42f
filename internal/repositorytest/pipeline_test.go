package repositorytest

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"
)

// job is one of a pipeline: what both kinds have in common.
type job struct {
	campaigns []string // of its matrix
	folder    string   // where the commands begin
	script    string
	env       map[string]string
}

func parse(t *testing.T, file string, into any) {
	t.Helper()

	text, err := os.ReadFile(root + "/examples/repository/" + file)
	if err != nil {
		t.Fatal(err)
	}

	if err := yaml.Unmarshal(text, into); err != nil {
		t.Fatal(err)
	}
}

// run runs a job, once for each campaign of its matrix, or for those given.
func (j job) run(t *testing.T, dir, wecom string, campaigns ...string) (code int, output string) {
	t.Helper()

	env := maps.Clone(j.env)
	for name, value := range env {
		if strings.Contains(value, "${{") {
			delete(env, name)
		}
	}

	// What the platform gives, and the credentials of the environment.
	env["RUNNER_TEMP"] = dir
	env["GITHUB_STEP_SUMMARY"] = filepath.Join(dir, "summary")
	env["WECOM_BASE_URL"] = wecom

	if _, sends := env["WECOM_JOURNAL_DIR"]; sends {
		env["WECOM_CORP_ID"], env["WECOM_CORP_SECRET"] = "wwsim0000000000001", "sim-secret"
		env["WECOM_JOURNAL_DIR"] = filepath.Join(dir, "journal")
	}

	if len(campaigns) == 0 {
		campaigns = j.campaigns
	}

	if len(campaigns) == 0 {
		return bash(t, dir, j.script, env)
	}

	for _, campaign := range campaigns {
		env["CAMPAIGN"] = campaign

		got, out := bash(t, filepath.Join(dir, strings.ReplaceAll(j.folder, "CAMPAIGN", campaign)), j.script, env)
		output += out

		code = max(code, got)
	}

	return code, output
}

// Each pipeline does with its own commands what the guide says: the tests and
// the plan send nothing, a trial reaches colleagues, an apply each customer
// once, and the same once more nobody.
func TestPipelines_doWhatTheGuideSays(t *testing.T) {
	for name, jobs := range map[string]map[string]job{"GitHub": github(t), "GitLab": gitlab(t)} {
		t.Run(name, func(t *testing.T) {
			wecom := simulator(t)
			dir := copyOfRepository(t, simulator(t))

			does := func(job string, campaigns ...string) {
				t.Helper()

				if code, out := jobs[job].run(t, dir, wecom, campaigns...); code != 0 {
					t.Fatalf("%s: code %d\n%s", job, code, out)
				}
			}

			wants := func(after string, want ...string) {
				t.Helper()

				slices.Sort(want)

				if got := texts(t, wecom); !slices.Equal(got, want) {
					t.Fatalf("after %s: %q, want %q", after, got, want)
				}
			}

			const (
				double11 = "双十一老客户专享：11 月 11 日全场好茶五折起 🍵"
				newYear  = "新年礼盒开始预订，老客户前一百位免运费。"
			)

			does("check")

			// What the rules refuse ends at the plan, also where the gates of
			// the review let it through.
			gates := filepath.Join(dir, "policy/review.yaml")
			replaceIn(t, gates, "最佳, ", "")

			main := filepath.Join(dir, "campaigns/2100-01-new-year/main.tf")
			replaceIn(t, main, "新年礼盒开始预订", "最佳新年礼盒开始预订")

			if code, out := jobs["plan"].run(t, dir, wecom, "2100-01-new-year"); code == 0 || !strings.Contains(out, "text.content has 最佳") {
				t.Errorf("the rules refuse nothing: code %d\n%s", code, out)
			}

			replaceIn(t, main, "最佳新年礼盒开始预订", "新年礼盒开始预订")
			replaceIn(t, gates, "最高级, ", "最高级, 最佳, ")

			does("plan")
			wants("the tests and the plan")

			// Whoever approves it sees the message.
			review, err := os.ReadFile(filepath.Join(dir, "campaigns/2099-11-double11/review.html"))
			if err != nil || !strings.Contains(string(review), double11) {
				t.Errorf("the review does not show the message: %v", err)
			}

			if name == "GitHub" {
				summary, err := os.ReadFile(filepath.Join(dir, "summary"))
				if err != nil || !strings.Contains(string(summary), double11) || !strings.Contains(string(summary), newYear) {
					t.Errorf("the summary does not have both messages: %v\n%s", err, summary)
				}
			}

			// A gate of the review ends at the plan, too.
			replaceIn(t, gates, "20000", "1")

			if code, out := jobs["plan"].run(t, dir, wecom, "2099-11-double11"); code == 0 || !strings.Contains(out, "max_recipients") {
				t.Errorf("the gate of the review refuses nothing: code %d\n%s", code, out)
			}

			if name == "GitHub" {
				if summary, _ := os.ReadFile(filepath.Join(dir, "summary")); !strings.Contains(string(summary), "max_recipients") {
					t.Error("the summary does not say which gate is violated")
				}
			}

			replaceIn(t, gates, "max_recipients: 1 ", "max_recipients: 20000 ")
			does("plan")

			does("trial", "2099-11-double11")
			wants("a trial", "【试发】"+double11)

			// Another machine: the workspace of the trial is not chosen there.
			for _, campaign := range jobs["apply"].campaigns {
				if err := os.RemoveAll(filepath.Join(dir, "campaigns", campaign, ".terraform")); err != nil {
					t.Fatal(err)
				}
			}

			does("apply")
			wants("an apply", "【试发】"+double11, double11, newYear)

			does("plan")
			does("apply")
			wants("another one", "【试发】"+double11, double11, newYear)
		})
	}
}

// Both pipelines have the campaigns of the repository in each of their lists.
func TestPipelines_knowTheCampaigns(t *testing.T) {
	entries, err := os.ReadDir(root + "/examples/repository/campaigns")
	if err != nil {
		t.Fatal(err)
	}

	var want []string
	for _, entry := range entries {
		want = append(want, entry.Name())
	}

	for name, jobs := range map[string]map[string]job{"GitHub": github(t), "GitLab": gitlab(t)} {
		for _, job := range []string{"plan", "apply"} {
			if got := jobs[job].campaigns; !slices.Equal(got, want) {
				t.Errorf("%s, %s: %q, want %q", name, job, got, want)
			}
		}
	}
}
