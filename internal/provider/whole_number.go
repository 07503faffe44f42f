package provider

import (
	"fmt"
	"math"
	"math/big"

	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// maxNumber is the largest number that a configuration may give: one that every
// platform has as an int. Nothing of WeCom's that is counted or numbered comes
// near it.
const maxNumber = math.MaxInt32

// wholeNumber reads a number of a configuration, where Terraform knows only one
// kind of numbers. An attribute or a parameter of whole numbers would leave
// 1.5 and 1e30 to the framework, whose error calls them a bug in the provider.
func wholeNumber(v *big.Float, least int64) (n int64, problem string) {
	n, exact := v.Int64()
	if exact != big.Exact || n < least || n > maxNumber {
		return 0, fmt.Sprintf("%s is not a whole number from %d to %s", v.Text('g', 20), least, wording.Grouped(maxNumber))
	}

	return n, ""
}
