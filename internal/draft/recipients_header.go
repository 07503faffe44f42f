package draft

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// columnOf is the name that the documentation gives the column of ids.
func columnOf(kind IDKind) string {
	if kind == GroupID {
		return "chat_id"
	}

	return "external_userid"
}

// headerKind says whose ids a column holds by its name, and how sure that is:
// the name as WeCom's API spells it, that name spelled otherwise, any other. It
// is 0 for a column of anything else.
func headerKind(cell string) (kind IDKind, rank int) {
	for _, kind := range []IDKind{CustomerID, GroupID} {
		if strings.TrimSpace(cell) == columnOf(kind) {
			return kind, 1
		}
	}

	// "外部联系人ID(external_userid)" has two names for one column.
	outside, inside, _ := strings.Cut(strings.ReplaceAll(cell, "（", "("), "(")

	for _, name := range []string{cell, inside, outside} {
		switch plainName(name) {
		case "externaluserid", "externaluseridlist", "externaluserids", "externalcontactexternaluserid":
			return CustomerID, 2
		case "chatid", "chatidlist", "chatids", "groupchatchatid":
			return GroupID, 2
		}
	}

	for _, name := range []string{cell, inside, outside} {
		if kind := namedIDs(plainName(name)); kind != AnyID {
			return kind, 3
		}
	}

	return AnyID, 0
}

// namedIDs are names that people and exports give to a column of ids: whose ids
// they are, and a word for id.
func namedIDs(name string) IDKind {
	whose := name
	for _, word := range []string{"userids", "userid", "ids", "id", "编号", "标识", "账号", "帐号"} {
		if before, found := strings.CutSuffix(name, word); found {
			whose = before
			break
		}
	}

	switch whose {
	case name:
		return AnyID
	case "wm", "wo", "external", "externaluser", "externalcontact", "customer", "client", "contact",
		"外部聯絡人", "外部客戶", "客戶", "聯絡人", "外部联系人", "外部客户", "外部用户", "外部", "客户", "联系人", "微信客户", "企微客户", "企业微信客户", "好友":
		return CustomerID
	case "wr", "group", "chat", "groupchat", "customergroup", "room", "chatroom",
		"群", "群聊", "客戶群", "客户群", "外部群", "微信群", "企微群", "客户群聊", "群组", "群chat", "客户群chat", "群聊chat":
		return GroupID
	}

	return AnyID
}

// isBareName is for a file of one column, whose first line may name it without
// a word for id. Among other columns such a name would be that of the people.
func isBareName(cell string, kind IDKind) bool {
	name := plainName(cell)

	switch name {
	case "wm", "wo", "wr":
		return false // an id that was shortened
	case "id", "ids", "编号", "userid", "userids", "recipient", "recipients", "收件人", "接收人", "名单":
		return true
	}

	return namedIDs(strings.TrimSuffix(name, "s")+"id") == kind || namedIDs(strings.TrimSuffix(name, "列表")+"id") == kind
}

// isNameOfColumn reports whether a text is what heads a column of such ids. An
// id of WeCom is none of these names.
func (k IDKind) isNameOfColumn(text string) bool {
	return (k == CustomerID || k == GroupID) && isHeader(text, k)
}

// plainName is a name without what spreadsheets and people write differently:
// case, blanks, underscores, quotation marks and characters without a width.
func plainName(cell string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}

		if 'Ａ' <= r && r <= 'ｚ' {
			r -= 'Ａ' - 'A' // full-width letters
		}

		return unicode.ToLower(r)
	}, cell)
}

// idColumn finds the column of ids in a header.
func idColumn(header []string, kind IDKind) (at int, wrong string) {
	var (
		column = columnOf(kind)
		best   = 0
		found  []string
	)

	for i, cell := range header {
		its, rank := headerKind(cell)
		if its != kind || best != 0 && rank > best {
			continue
		}

		if rank < best || best == 0 {
			at, best, found = i, rank, nil
		}

		found = append(found, numberedColumn(cell, i))
	}

	switch {
	case len(found) == 0:
		return 0, fmt.Sprintf("the header has no column %s. It has %s. Names that are read: %s. If these are ids, write one on each line.", column, shownHeader(header), readNames(kind))
	case len(found) > 1:
		return 0, fmt.Sprintf("the header has the column %s %d times: %s. Name only one of them so.", column, len(found), wording.Shortened(strings.Join(found, ", ")))
	default:
		return at, ""
	}
}

// readNames are some of the names of the column that are read.
func readNames(kind IDKind) string {
	if kind == GroupID {
		return "chat_id, ChatID, 群ID, 客户群ID and the like"
	}

	return "external_userid, ExternalUserID, 外部联系人ID, 客户ID and the like"
}

// shownHeader says how many columns there are, and shows the names of those
// that can be nothing else: a file without a header has data in its first row.
func shownHeader(header []string) string {
	const most = 5

	var names, kinds []string

	for i, cell := range header {
		if isPlainName(cell) && len(names) < most {
			names = append(names, cell)
		}

		if kind, _ := headerKind(cell); kind != AnyID {
			kinds = append(kinds, fmt.Sprintf(". Column %d names ids of a %s", i+1, kind.noun()))
		}
	}

	text := wording.Counted(len(header), "column")

	if len(names) > 0 {
		text += ": " + strings.Join(names, ", ")
	}

	switch rest := len(header) - len(names); {
	case rest > 0 && len(names) > 0:
		text += fmt.Sprintf("; %s more", wording.Grouped(rest)) + notShown(rest)
	case rest > 0:
		text += "," + strings.Replace(notShown(rest), " ", " which ", 1)
	}

	return text + strings.Join(kinds[:min(len(kinds), most)], "")
}

func notShown(n int) string {
	if n == 1 {
		return " is not shown: it may be data"
	}

	return " are not shown: they may be data"
}

// numberedColumn names a column for a person.
func numberedColumn(cell string, i int) string {
	if !isPlainName(cell) {
		return fmt.Sprintf("column %d", i+1)
	}

	return fmt.Sprintf("%s (column %d)", cell, i+1)
}

// isPlainName reports whether a cell is a name that can be shown: neither an
// id nor a number, an address or a person's name in Chinese.
func isPlainName(cell string) bool {
	const longest = 30

	return cell != "" && len(cell) <= longest && strings.Trim(cell, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ _-") == ""
}
