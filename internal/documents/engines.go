package documents

import (
	"regexp"
	"strconv"
)

// Engines are the lowest minor versions, 1.x, that know what an example uses.
type Engines struct {
	Terraform int
	// OpenTofu is 0 where any will do, and Never where none does.
	OpenTofu int
}

// Never is a version that will not come.
const Never = 1 << 30

// Needs are the engines that the first line of a file names: "# Needs Terraform
// 1.14.", or "# Needs Terraform 1.12 or OpenTofu 1.12.".
func (e Example) Needs() Engines {
	var (
		first = regexp.MustCompile(`\A# Needs Terraform 1\.(\d+)(?: or OpenTofu 1\.(\d+))?\.\n`)
		need  Engines
	)

	for _, file := range sortedConfiguration(e.Files) {
		found := first.FindStringSubmatch(e.Files[file])
		if found == nil {
			continue
		}

		tofu := Never
		if found[2] != "" {
			tofu = number(found[2])
		}

		need = Engines{Terraform: max(need.Terraform, number(found[1])), OpenTofu: max(need.OpenTofu, tofu)}
	}

	return need
}

// number reads digits that a pattern has found.
func number(digits string) int {
	n, err := strconv.Atoi(digits)
	if err != nil {
		return Never
	}

	return n
}
