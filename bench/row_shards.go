package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// measureShards measures many messages of 10,000 recipients each, from
// files and as lists.
func measureShards(ctx context.Context, b *workbench, say func(string), runs int, filesOf, listsOf []int) (result, error) {
	var subjects []*subject

	for _, form := range []struct {
		name, audience string
		counts         []int
		quiet          bool
	}{
		{"files", "recipients_file = each.key", filesOf, false},
		{"lists", `external_userid = split("\n", file(each.key))`, listsOf, true},
	} {
		for _, n := range form.counts {
			s, err := b.shards(form.name, form.audience, n)
			if err != nil {
				return result{}, err
			}

			s.quietNoChange = form.quiet
			subjects = append(subjects, s)
		}
	}

	measured, err := live(ctx, say, rowShards, runs, subjects)
	if err != nil {
		return result{}, err
	}

	r := result{
		Title:  "Many messages of 10,000 recipients",
		Note:   "The plan without change is that of plan -json for lists: what the CLI prints for people takes seconds more for each list, whatever the provider does.",
		Series: measured,
	}
	r.Verdicts = append(r.Verdicts, growth(measured, "files", filesOf, 150)...)
	r.Verdicts = append(r.Verdicts, growth(measured, "lists", listsOf, 250)...)

	return r, nil
}

func shardsName(form string, n int) string { return fmt.Sprintf("%d %s", n, form) }

// shards is a configuration with n messages, each with its own file.
func (b *workbench) shards(form, audience string, n int) (*subject, error) {
	files := map[string]string{"main.tf": b.sim.provider() + fmt.Sprintf(`
resource "wecom_mass_message" "it" {
  for_each = fileset(path.module, "shard-*.txt")
  %s
  text = { content = "春茶上新 ${each.key}" }
}
`, audience)}

	for i := range n {
		ids := slices.Concat(b.sim.customers[i:recipients], b.sim.customers[:i])
		files[fmt.Sprintf("shard-%03d.txt", i)] = strings.Join(ids, "\n")
	}

	space, err := b.workspace(fmt.Sprintf("%s-%d", form, n), files)
	if err != nil {
		return nil, err
	}

	space.watched = b.binary("wecom")

	return &subject{name: shardsName(form, n), space: space, sends: n}, nil
}

// growth judges the time of the last number beside that of the one before: at
// most half more than in proportion. Then it judges the memory of the last.
func growth(all allSeries, form string, counts []int, atMostMiB float64) []verdict {
	var verdicts []verdict

	if len(counts) > 1 {
		few, many := counts[len(counts)-2], counts[len(counts)-1]
		verdicts = compare(rowShards, all, shardsName(form, many), shardsName(form, few), 1.5*float64(many)/float64(few))
	}

	for i, n := range counts {
		peaks := all.highestPeak(shardsName(form, n))

		v := verdict{Row: rowShards, What: shardsName(form, n) + ", peak memory of the provider", Got: peaks, Unit: "MiB"}
		if i == len(counts)-1 {
			v.AtMost = atMostMiB
		}

		verdicts = append(verdicts, v)
	}

	return verdicts
}
