package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
)

// measureExpressions measures one plan of a list of ids, by how the
// configuration makes it. All of them are the engine's work; it shows users
// which form to write.
func measureExpressions(ctx context.Context, b *workbench, say func(string), runs int) (result, error) {
	const lines = `split("\n", file("ids.txt"))`

	ids := b.sim.customers[:recipients]

	literal, err := json.Marshal(ids)
	if err != nil {
		return result{}, err
	}

	files := map[string]string{
		"ids.txt":  strings.Join(ids, "\n"),
		"ids.csv":  "external_userid,name\n" + strings.Join(ids, ",name\n") + ",name\n",
		"ids.json": string(literal),
	}

	// distinct takes a minute by itself, so it is measured once.
	const slow = "distinct(split())"

	forms := []struct{ name, expression string }{
		{"split()", lines},
		{"csvdecode()[*]", `csvdecode(file("ids.csv"))[*].external_userid`},
		{"compact(split())", "compact(" + lines + ")"},
		{"sort(split())", "sort(" + lines + ")"},
		{"slice(split())", fmt.Sprintf("slice(%s, 0, %d)", lines, recipients)},
		{"toset(split())", "toset(" + lines + ")"},
		{"[for]", "[for id in " + lines + " : id]"},
		{"flatten()", "flatten([" + lines + "])"},
		{"jsondecode()", `jsondecode(file("ids.json"))`},
		{"written out", string(literal)},
		{slow, "distinct(" + lines + ")"},
	}

	var all allSeries

	for i, form := range forms {
		files["main.tf"] = b.sim.provider() + fmt.Sprintf("resource \"wecom_mass_message\" \"it\" {\n  external_userid = %s\n  text = { content = \"春茶上新\" }\n}\n", form.expression)

		space, err := b.workspace(fmt.Sprintf("expression-%d", i), files)
		if err != nil {
			return result{}, err
		}

		say(rowExpressions + ": " + form.name)

		for run := range runs {
			if run > 0 && form.name == slow {
				break
			}

			got, err := space.run(ctx, "plan", "-no-color", "-input=false")
			if err != nil {
				return result{}, err
			}

			all.add(form.name, stepPlan, got)
		}
	}

	return result{Title: "A list of 10,000 by its expression", Series: all}, nil
}
