package draft

import (
	"fmt"
	"slices"
	"strings"

	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// neverInAnID are characters of lines such as NAME=secret, of addresses and
// paths. Every id of a customer, a group or a tag on WeCom's pages has digits,
// letters, _ and - only. What is not in here is left to the warning, since no
// page promises it: @ is in userids.
const neverInAnID = "=:/\\$%&?!*^~+<>{}[]"

// ProblemOf is [IDProblem] of an id of this kind. What holds a character of
// another kind of file is not shown: it may be anything, such as a secret.
// So is what stands for a member in a file, and an address that is no id.
func (k IDKind) ProblemOf(id string, in Holder) string {
	if isNamed := k == AnyID || k == MemberID && in != InFile; isNamed || k.isMadeByWeCom() && isSpreadsheetError(id) {
		return IDProblem(id, in)
	}

	at := strings.IndexAny(id, neverInAnID)
	if at < 0 {
		wrong := IDProblem(id, in)
		if wrong != "" && strings.Contains(id, "@") {
			return fmt.Sprintf("it holds @ and is no id of a %s. It is not shown: it may be a mail address, or several.", k.noun())
		}

		return wrong
	}

	return fmt.Sprintf("it holds %s as character %s, which no id of a %s has, and is not shown: it may be anything. Is it a list of other things?",
		wording.CharacterName(rune(id[at])), wording.Grouped(len([]rune(id[:at]))+1), k.noun())
}

// isMadeByWeCom reports whether WeCom makes the ids, and no person does.
func (k IDKind) isMadeByWeCom() bool { return k == CustomerID || k == GroupID || k == TagID }

// Shown is an id as a warning shows it: without what may be a mail address.
func (k IDKind) Shown(id string) string {
	if k.isMadeByWeCom() && strings.Contains(id, "@") {
		return "(with @, not shown)"
	}

	return "`" + wording.Shortened(id) + "`"
}

// isSpreadsheetError reports whether a cell had no value. Where a lookup has
// found nothing, a warning counts such ids.
func isSpreadsheetError(id string) bool {
	return slices.Contains([]string{"#N/A", "#DIV/0!", "#REF!", "#NAME?", "#VALUE!", "#NUM!", "#NULL!"}, id)
}
