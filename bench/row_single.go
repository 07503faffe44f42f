package main

import (
	"context"
	"fmt"
	"strings"
)

// recipients is how many ids a large audience has: the most that WeCom takes
// in one message.
const recipients = 10_000

// Subjects of the rows one, list and file.
const (
	nameBase = "1 recipient"
	nameList = "10,000 as list"
	nameData = "terraform_data"
	nameBare = "bare list"
	nameFile = "10,000 from file"
)

// measureSingle measures the rows one, list and file: one resource each, all
// side by side, so that each pair of a comparison runs under the same
// conditions.
func measureSingle(ctx context.Context, b *workbench, say func(string), rows rowSet, runs int) (result, error) {
	ids := strings.Join(b.sim.customers[:recipients], "\n")
	message := func(audience string) string {
		return b.sim.provider() + fmt.Sprintf("resource \"wecom_mass_message\" \"it\" {\n  %s\n  text = { content = \"春茶上新\" }\n}\n", audience)
	}

	all := []struct {
		row          string
		name, config string
		sends        int
	}{
		{rowOne, nameBase, message(fmt.Sprintf("external_userid = [%q]", b.sim.customers[0])), 1},
		{rowList, nameList, message(`external_userid = split("\n", file("ids.txt"))`), 1},
		{rowList, nameData, "resource \"terraform_data\" \"it\" {\n  input = split(\"\\n\", file(\"ids.txt\"))\n}\n", 0},
		{rowList, nameBare, bareConfig, 0},
		{rowFile, nameFile, message(`recipients_file = "ids.txt"`), 1},
	}

	var subjects []*subject

	for _, one := range all {
		if !rows[one.row] && (one.row != rowOne || !rows[rowFile]) {
			continue
		}

		space, err := b.workspace(fmt.Sprintf("single-%d", len(subjects)), map[string]string{"main.tf": one.config, "ids.txt": ids})
		if err != nil {
			return result{}, err
		}

		subjects = append(subjects, &subject{name: one.name, space: space, sends: one.sends})
	}

	measured, err := live(ctx, say, "one resource", runs, subjects)
	if err != nil {
		return result{}, err
	}

	r := result{Title: "One resource", Series: measured}
	r.Verdicts = append(r.Verdicts, compare(rowList, measured, nameList, nameData, 3.6, 3.8, 3.4, 0.8)...)
	r.Verdicts = append(r.Verdicts, compare(rowList, measured, nameList, nameBare, 1.15)...)
	r.Verdicts = append(r.Verdicts, compare(rowFile, measured, nameFile, nameBase, 1.3)...)

	return r, nil
}

const bareConfig = `
terraform {
  required_providers {
    bare = { source = "wecom-community/bare" }
  }
}

resource "bare_list" "it" {
  input = split("\n", file("ids.txt"))
}
`
