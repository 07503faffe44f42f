package repositorytest

import (
	"maps"
	"regexp"
	"strings"
	"testing"
)

type githubWorkflow struct {
	Env  map[string]string `json:"env"`
	Jobs map[string]struct {
		If          string `json:"if"`
		Environment string `json:"environment"`
		Strategy    struct {
			FailFast *bool               `json:"fail-fast"`
			Matrix   map[string][]string `json:"matrix"`
		} `json:"strategy"`
		Concurrency struct {
			Cancel *bool `json:"cancel-in-progress"`
		} `json:"concurrency"`
		Defaults struct {
			Run struct {
				WorkingDirectory string `json:"working-directory"`
			} `json:"run"`
		} `json:"defaults"`
		Env   map[string]string `json:"env"`
		Steps []struct {
			Run string `json:"run"`
		} `json:"steps"`
	} `json:"jobs"`
}

// github are the jobs of GitHub's workflow, with the rules that keep them safe.
func github(t *testing.T) map[string]job {
	t.Helper()

	var workflow githubWorkflow

	parse(t, ".github/workflows/campaigns.yml", &workflow)

	jobs := map[string]job{}

	for name, j := range workflow.Jobs {
		env := maps.Clone(workflow.Env)
		maps.Copy(env, j.Env)

		// Each step is a shell of its own. The campaign comes from the matrix,
		// or from whoever starts a trial.
		expression := regexp.MustCompile(`\$\{\{ (?:matrix|inputs)\.campaign \}\}`)
		steps := []string{}

		for _, step := range j.Steps {
			if step.Run != "" {
				steps = append(steps, "(\n"+step.Run+"\n)")
			}
		}

		jobs[name] = job{
			campaigns: j.Strategy.Matrix["campaign"],
			folder:    expression.ReplaceAllString(j.Defaults.Run.WorkingDirectory, "CAMPAIGN"),
			script:    strings.Join(steps, "\n"),
			env:       env,
		}

		sends := name == "apply" || name == "trial"
		if (j.Env["WECOM_CORP_SECRET"] != "") != sends {
			t.Errorf("%s: a secret of WeCom stands where nothing is sent, or is missing", name)
		}

		if sends && (j.Environment == "" || j.Concurrency.Cancel == nil || *j.Concurrency.Cancel) {
			t.Errorf("%s: it has no environment, or may be cancelled in the middle", name)
		}

		if name == "apply" && (j.If != "github.event_name == 'push'" || j.Strategy.FailFast == nil || *j.Strategy.FailFast) {
			t.Error("apply: it runs for a pull request, or another campaign may cancel it")
		}

		if name == "trial" && j.If != "github.event_name == 'workflow_dispatch'" {
			t.Error("trial: nobody has asked for it")
		}
	}

	return jobs
}
