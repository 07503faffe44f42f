package provider

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/problem"
)

// idList reads a list of ids that a filter has, which must not be empty.
func (c *checker) idList(p problem.Path, list types.List, kind draft.IDKind) []string {
	strangers := draft.NewStrangers(kind).OfAFilter()

	ids := c.stringsOf(p, list, "Invalid id", func(i int, id string) string {
		if wrong := kind.ProblemOf(id, draft.InList); wrong != "" {
			return wrong
		}

		strangers.See(id, func() string { return fmt.Sprintf("[%d]", i) })

		return ""
	})

	c.problems = append(c.problems, strangers.Warning(p)...)

	return ids
}

// nameList reads a list of names that must not be empty.
func (c *checker) nameList(p problem.Path, list types.List) []string {
	return c.stringsOf(p, list, "Invalid name", func(_ int, name string) string { return draft.NameProblem(name) })
}

// stringsOf reads a list that must not be empty. What is wrong with an element
// is told one by one for the first few.
func (c *checker) stringsOf(p problem.Path, list types.List, summary string, wrongWith func(int, string) string) []string {
	if !c.known(p, list) {
		return nil
	}

	elements := list.Elements()
	if len(elements) == 0 {
		c.errorf(p, "Empty list", "it is empty. Give at least one.")
	}

	all := make([]string, 0, len(elements))
	bad := 0

	for i, element := range elements {
		v := element.(types.String)
		if v.IsUnknown() {
			c.unknown[p.Attribute()] = true
			continue
		}

		wrong := "it is null."
		if !v.IsNull() {
			wrong = wrongWith(i, v.ValueString())
		}

		if wrong == "" {
			all = append(all, v.ValueString())
			continue
		}

		if bad++; bad <= draft.MaxOfAKind {
			c.errorf(p.AtListIndex(i), summary, "%s", wrong)
		}
	}

	if bad > draft.MaxOfAKind {
		c.errorf(p, summary, "%s", draft.InvalidInAll(bad))
	}

	return all
}
