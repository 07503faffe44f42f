package draft

import (
	"fmt"
	"slices"
	"strings"

	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// senderColumn finds the column that names who sends to a customer, or owns a
// group. It is -1 where there is none.
func senderColumn(header []string, kind IDKind) (at int, wrong string) {
	var (
		best  = 0
		found []string
	)

	at = -1

	for i, cell := range header {
		rank := senderRank(cell, kind)
		if rank == 0 || best != 0 && rank > best {
			continue
		}

		if rank < best || best == 0 {
			at, best, found = i, rank, nil
		}

		found = append(found, numberedColumn(cell, i))
	}

	if len(found) > 1 {
		return -1, fmt.Sprintf("the header names who sends %d times: %s. Name only one of them sender.", len(found), wording.Shortened(strings.Join(found, ", ")))
	}

	return at, ""
}

// senderRank says how sure it is that a column holds the userids of those who
// send: by the name that the documentation gives it, as WeCom's API and exports
// write it with a word for id, or without one. It is 0 for any other column.
func senderRank(cell string, kind IDKind) int {
	outside, inside, _ := strings.Cut(strings.ReplaceAll(cell, "（", "("), "(")
	best := 0

	for _, name := range []string{cell, inside, outside} {
		rank := senderNameRank(plainName(name), kind)
		if rank != 0 && (best == 0 || rank < best) {
			best = rank
		}
	}

	return best
}

func senderNameRank(name string, kind IDKind) int {
	switch name {
	case "sender":
		return 1
	case "userid", "senderuserid", "senderid", "followinfouserid", "followuseruserid":
		return 2
	}

	whose, rank := name, 3

	for _, word := range []string{"userid", "id", "账号", "帐号", "编号"} {
		if before, found := strings.CutSuffix(name, word); found {
			whose, rank = before, 2
			break
		}
	}

	switch whose {
	case "member", "staff", "employee", "follow", "followuser", "成员", "员工", "企业成员", "跟进人", "跟进成员", "跟进员工", "服务人员", "添加人", "所属成员", "所属员工", "归属员工", "发送人", "发送成员":
		return rank
	case "owner", "groupowner", "群主":
		if kind == GroupID {
			return rank
		}
	}

	return 0
}

// overlookedSender is the first column beside that of the ids whose name says
// that it may hold who sends, by a word that is not clear enough to read it: a
// 负责人 may be a userid, or a name. It is empty if there is none.
func overlookedSender(header []string, ids int) string {
	for i, cell := range header {
		if i != ids && mayNameSenders(plainName(cell)) {
			return cell
		}
	}

	return ""
}

func mayNameSenders(name string) bool {
	has := func(words ...string) bool {
		return slices.ContainsFunc(words, func(word string) bool { return strings.Contains(name, word) })
	}

	if slices.Contains([]string{"agent", "agentid", "sales", "账号", "帐号", "工号"}, name) {
		return true
	}

	return has("sender", "userid", "advisor", "salesrep", "member", "staff", "employee", "owner", "manager", "follow", "成员", "员工", "负责", "归属", "客服", "经理", "导购", "顾问", "接待", "跟进", "服务人", "添加人", "发送人", "发送者", "销售", "群主", "企微账号", "企微帐号", "企业微信账号", "企业微信帐号") &&
		!has("time", "date", "level", "note", "status", "remark", "phone", "mobile", "时间", "日期", "状态", "次数", "备注", "部门", "电话", "手机", "数", "额", "量", "等级", "级别", "记录", "阶段")
}

// overlooking tells with each row which column is not read.
func overlooking(name string, row func(Row) bool) func(Row) bool {
	return func(one Row) bool {
		one.Overlooked = name

		return row(one)
	}
}
