package audience_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/audience"
)

// The sample is cut before all else: a row outside of it may be wrong in
// whatever would be an error or count within.
func TestRead_rowsOutsideOfTheSample(t *testing.T) {
	sample := audience.Sample{Salt: "x", From: 0, To: 50}

	var in, out []string

	for i := 0; len(in) < 2 || len(out) < 2; i++ {
		if id := fmt.Sprintf("wm%d", i); sample.Has(id) {
			in = append(in, id)
		} else {
			out = append(out, id)
		}
	}

	lines := func(rows ...string) string { return "external_userid,sender\n" + strings.Join(rows, "\n") + "\n" }

	for name, c := range map[string]struct {
		rows func(id string) []string
		// within is what there is to say of such rows of the sample, and
		// repeated and moved what they count.
		within          string
		repeated, moved int
	}{
		"a duplicate":                {rows: func(id string) []string { return []string{id + ",lisi", id + ",lisi"} }, repeated: 1},
		"a duplicate for another":    {rows: func(id string) []string { return []string{id + ",lisi", id + ",wangwu"} }, repeated: 1, moved: 1},
		"an empty sender":            {rows: func(id string) []string { return []string{id + ","} }, within: "line 3: the cell that names who sends is empty"},
		"a sender who cannot be one": {rows: func(id string) []string { return []string{id + ",li/si"} }, within: "line 3: who sends"},
		"a sender who looks wrong":   {rows: func(id string) []string { return []string{id + ",NULL"} }, within: "line 3 `NULL`"},
	} {
		sampled := func(s *audience.Source) { s.Sample = &sample }

		a, problems := customers(t, lines(append([]string{in[0] + ",lisi"}, c.rows(out[0])...)...), sampled)
		if problems != "" || a.Len() != 1 || a.Senders() != 1 || a.Repeated != 0 || a.Moved != 0 {
			t.Errorf("%s outside of it: %d people of %d members, %d repeated, %d moved\n%s", name, a.Len(), a.Senders(), a.Repeated, a.Moved, problems)
		}

		// The control.
		a, problems = customers(t, lines(append([]string{in[0] + ",lisi"}, c.rows(in[1])...)...), sampled)
		if (problems != "") != (c.within != "") || !strings.Contains(problems, c.within) || a.Repeated != c.repeated || a.Moved != c.moved {
			t.Errorf("%s in it: %d repeated, %d moved\n%s", name, a.Repeated, a.Moved, problems)
		}
	}

	// An id that is none has no place, so it is an error.
	if _, problems := customers(t, lines(in[0]+",lisi", "w m,lisi"), func(s *audience.Source) { s.Sample = &sample }); !strings.Contains(problems, "line 3: 2 ids") {
		t.Errorf("an id that is none is passed over\n%s", problems)
	}
}
