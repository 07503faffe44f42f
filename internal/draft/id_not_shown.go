package draft

import (
	"fmt"
	"slices"
	"strings"

	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// neverInAnID are characters of lines such as NAME=secret, of addresses, paths
// and mail addresses. Every id of a customer, a group or a tag on WeCom's pages
// has digits, letters, _ and - only. The few that are not in here are left to
// the warning, since no page promises it.
const neverInAnID = "=:/\\@$%&?!*^~+<>{}"

// ProblemOf is [IDProblem] of an id of this kind. What holds a character of
// another kind of file is not shown: it may be anything, such as a secret.
func (k IDKind) ProblemOf(id string, in Holder) string {
	if k != CustomerID && k != GroupID && k != TagID || isSpreadsheetError(id) {
		return IDProblem(id, in)
	}

	at := strings.IndexAny(id, neverInAnID)
	if at < 0 {
		return IDProblem(id, in)
	}

	return fmt.Sprintf("it holds %s as character %s, which no id of a %s has, and is not shown: it may be anything. Is it a list of other things?",
		wording.CharacterName(rune(id[at])), wording.Grouped(len([]rune(id[:at]))+1), k.noun())
}

// isSpreadsheetError reports whether a cell had no value. Where a lookup has
// found nothing, a warning counts such ids.
func isSpreadsheetError(id string) bool {
	return slices.Contains([]string{"#N/A", "#DIV/0!", "#REF!", "#NAME?", "#VALUE!", "#NUM!", "#NULL!"}, id)
}
