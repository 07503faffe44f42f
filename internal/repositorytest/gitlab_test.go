package repositorytest

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"
)

type gitlabJob struct {
	Extends      string            `json:"extends"`
	Variables    map[string]string `json:"variables"`
	BeforeScript []string          `json:"before_script"`
	Script       []string          `json:"script"`
	Parallel     struct {
		Matrix []map[string][]string `json:"matrix"`
	} `json:"parallel"`
	Rules []struct {
		When string `json:"when"`
	} `json:"rules"`
	Environment   string `json:"environment"`
	ResourceGroup string `json:"resource_group"`
	Interruptible *bool  `json:"interruptible"`
}

// gitlab are the jobs of GitLab's pipeline, with the rules that keep them safe.
func gitlab(t *testing.T) map[string]job {
	t.Helper()

	var top map[string]any

	parse(t, ".gitlab-ci.yml", &top)

	parsed := map[string]gitlabJob{}

	for name, value := range top {
		if slices.Contains([]string{"stages", "default", "workflow", "variables"}, name) {
			continue
		}

		var j gitlabJob

		text, err := yaml.Marshal(value)
		if err == nil {
			err = yaml.Unmarshal(text, &j)
		}

		if err != nil {
			t.Fatal(name, err)
		}

		parsed[name] = j
	}

	jobs := map[string]job{}

	for name, j := range parsed {
		if strings.HasPrefix(name, ".") {
			continue
		}

		env := map[string]string{"TF_IN_AUTOMATION": "1", "TF_INPUT": "0"}
		maps.Copy(env, j.Variables)

		for parent := j.Extends; parent != ""; parent = parsed[parent].Extends {
			from := parsed[parent]
			maps.Copy(env, from.Variables)

			if len(j.BeforeScript) == 0 {
				j.BeforeScript = from.BeforeScript
			}

			if len(j.Parallel.Matrix) == 0 {
				j.Parallel = from.Parallel
			}

			j.Interruptible = cmp.Or(j.Interruptible, from.Interruptible)
		}

		one := job{script: strings.Join(append(slices.Clone(j.BeforeScript), j.Script...), "\n"), env: env}
		if len(j.Parallel.Matrix) > 0 {
			one.campaigns = j.Parallel.Matrix[0]["CAMPAIGN"]
		}

		jobs[name] = one

		if name == "apply" || name == "trial" {
			if j.Environment == "" || j.ResourceGroup == "" || j.Interruptible == nil || *j.Interruptible || len(j.Rules) != 1 || j.Rules[0].When != "manual" {
				t.Errorf("%s: it may be cancelled, runs by itself, or beside another", name)
			}
		}
	}

	return jobs
}
