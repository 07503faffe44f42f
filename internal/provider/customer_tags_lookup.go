package provider

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// namedTag is a tag under its full name, "group/tag".
type namedTag struct {
	id, full, short string
}

type tagNames []namedTag

func namedTags(groups []wecom.CustomerTagGroup) tagNames {
	var all tagNames

	for _, g := range groups {
		for _, t := range g.Tags {
			all = append(all, namedTag{id: t.ID, full: g.GroupName + "/" + t.Name, short: t.Name})
		}
	}

	return all
}

// unambiguous maps full names to ids. A name that two tags share is not in it,
// so that looking it up fails instead of choosing.
func (all tagNames) unambiguous() types.Map {
	count := map[string]int{}
	for _, t := range all {
		count[t.full]++
	}

	ids := map[string]attr.Value{}

	for _, t := range all {
		if count[t.full] == 1 {
			ids[t.full] = types.StringValue(t.id)
		}
	}

	return types.MapValueMust(types.StringType, ids)
}

// lookUp returns the ids of names in their order. A name is "group/tag", or the
// name of a tag alone where no other tag has it.
func (all tagNames) lookUp(names []string) ([]string, diag.Diagnostics) {
	var diags diag.Diagnostics

	ids := make([]string, 0, len(names))

	for i, name := range names {
		var found tagNames

		for _, t := range all {
			if t.full == name || t.short == name {
				found = append(found, t)
			}
		}

		p := path.Root("names").AtListIndex(i)

		switch len(found) {
		case 1:
			ids = append(ids, found[0].id)
		case 0:
			diags.AddAttributeError(p, "Unknown customer tag", fmt.Sprintf("%s: WeCom has no tag %q. %s", p, name, all.meant(name)))
		default:
			diags.AddAttributeError(p, "Ambiguous customer tag",
				fmt.Sprintf("%s: %q can be %s. Write the whole name \"group/tag\"; where that is not enough either, give the id itself to the message.", p, name, found.list()))
		}
	}

	return ids, diags
}

// meant are the tags that a name of none can mean: those of a group of that
// name, else those with a name that is near.
func (all tagNames) meant(name string) string {
	var ofGroup tagNames

	for _, t := range all {
		if group, isOf := strings.CutSuffix(t.full, "/"+t.short); isOf && group == name {
			ofGroup = append(ofGroup, t)
		}
	}

	if ofGroup != nil {
		return "It is the name of a group of tags: " + ofGroup.list() + "."
	}

	return all.near(name)
}

// nearShows is how many near names an error lists.
const nearShows = 5

// near lists the names that come closest to one that nobody has.
func (all tagNames) near(name string) string {
	if len(all) == 0 {
		return "There are no tags that the app may see; check source and the app's permission."
	}

	type candidate struct {
		namedTag

		distance int
	}

	candidates := make([]candidate, len(all))
	for i, t := range all {
		candidates[i] = candidate{t, min(editDistance(name, t.full), editDistance(name, t.short))}
	}

	slices.SortStableFunc(candidates, func(a, b candidate) int { return cmp.Compare(a.distance, b.distance) })

	var nearest tagNames
	for _, c := range candidates[:min(nearShows, len(candidates))] {
		nearest = append(nearest, c.namedTag)
	}

	return "Near are: " + nearest.list() + "."
}

func (all tagNames) list() string {
	shown := make([]string, len(all))
	for i, t := range all {
		shown[i] = fmt.Sprintf("%q (%s)", t.full, t.id)
	}

	return strings.Join(shown, ", ")
}

// editDistance is how many characters must be put in, taken out or changed to
// turn a into b.
func editDistance(a, b string) int {
	from, to := []rune(a), []rune(b)

	row := make([]int, len(to)+1)
	for j := range row {
		row[j] = j
	}

	for i, r := range from {
		diagonal := row[0]
		row[0] = i + 1

		for j, s := range to {
			change := diagonal
			if r != s {
				change++
			}

			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}

	return row[len(to)]
}
