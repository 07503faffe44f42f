package provider_test

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// What stands in the place of a path has a title of its own, and its advice
// fits a picture.
func TestImage_whatIsNoPath(t *testing.T) {
	for name, row := range map[string]struct{ source, summary string }{
		"a URL":            {"https://a.example/p.png", "Not a path of a file"},
		"a home directory": {"~/p.png", "Not a path of a file"},
		"two lines":        {"a\nb", "Not a path of a file"},
		"a picture":        {"iVBORw0KGgoAAAANSUhEUgAA", "Not a path of a file"},
		"no such file":     {"nowhere.png", "File not found"},
	} {
		found := serve(t).planImage(row.source)
		if len(found) != 1 || found[0].summary != row.summary || strings.Contains(found[0].detail, "ids.txt") {
			t.Errorf("%s: want the summary %q and nothing of ids.txt: %v", name, row.summary, found)
		}
	}
}

// planImage plans an image that was not uploaded yet.
func (p *protocol) planImage(source string) problems {
	p.t.Helper()

	const image = "wecom_image"

	typ := p.schemas.ResourceSchemas[image].ValueType()
	config := p.dynamic(typ, object{"source": source})

	resp, err := p.server.PlanResourceChange(p.t.Context(), &tfprotov6.PlanResourceChangeRequest{
		TypeName:         image,
		PriorState:       p.dynamic(typ, nil),
		ProposedNewState: config,
		Config:           config,
	})
	if err != nil {
		p.t.Fatal(err)
	}

	return problemsOf(resp.Diagnostics)
}
