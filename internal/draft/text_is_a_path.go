package draft

import (
	"os"
	"strings"
	"unicode"

	"github.com/wecom-community/terraform-provider-wecom/internal/problem"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// judgeText warns of a text that is the path of a file: file() was forgotten,
// and customers would read the path.
func (d *Draft) judgeText() {
	name := d.Text()
	if name == "" || strings.ContainsFunc(name, unicode.IsSpace) || !strings.ContainsAny(name, "./") {
		return
	}

	if info, err := os.Stat(name); err == nil && info.Mode().IsRegular() {
		shown := wording.Quoted(name)
		d.odd.Warnf(problem.Root("text").AtName("content"), "A path instead of a text",
			"%s is the path of a file that is there, and customers would read the path. file(%s) is what stands in it.", shown, shown)
	}
}
