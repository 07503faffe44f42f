package review

import (
	"strings"

	"github.com/wecom-community/terraform-provider-wecom/internal/preview"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

func chinese() words {
	nouns := map[noun]string{
		nounMessage: "条消息", nounCustomer: "位客户", nounGroup: "个客户群", nounMember: "名成员", nounRecipient: "个收件人",
		nounWarning: "条警告", nounViolation: "条规则未通过", nounRow: "行", nounByte: "字节",
	}

	return words{
		preview: preview.Chinese(),
		counted: func(n int, noun noun) string { return wording.Grouped(n) + " " + nouns[noun] },
		list:    func(items []string) string { return strings.Join(items, "、") },
		effects: map[Effect]string{
			Sends: "发送", SendsAgain: "另发一条，取代已发的", Records: "只登记，不发送", Changes: "原地修改，不发送",
			Forgets: "从 state 移除，不撤回", Nothing: "没有变化", Invokes: "执行 action",
		},
		reasons: map[Reason]string{
			ReasonNew: "新增", ReasonReplace: "-replace", ReasonTainted: "taint", ReasonReplaceTriggeredBy: "replace_triggered_by",
			ReasonTriggers: "triggers", ReasonEdit: "修改", ReasonLeft: "上次没发完的", ReasonAnswer: "人工答复",
			ReasonImport: "导入", ReasonMoved: "改了地址", ReasonRemoved: "配置里已经没有", ReasonDestroy: "destroy",
			ReasonDeposed: "上次替换失败留下的",
		},
		titles: titles{
			review: "plan 评审单", address: "地址", does: "会发生什么", audience: "发给谁", messages: "消息数", senders: "发送成员",
			limits: "限额", files: "文件", hosts: "域名", contents: "内容", warnings: "警告", violations: "未通过的规则", digests: "摘要",
			ids: "ID", content: "内容", digest: "摘要", sentBefore: "之前发的", now: "现在", difference: "差异", hidden: "（sensitive）", hiddenText: "配置把它标成了 sensitive，这里不显示。",
			notKnown: "apply 之前不知道", attachments: "附件", largest: "用得最多的限额",
		},

		sendsNothing: "不发送任何消息", sendsTo: "发送 %s，发给 %s", atLeast: "至少 %s", unknownPeople: "人数还不知道的客户",
		through: "，由 %s发送", again: "其中 %s 条是再次发送", and: "和 ", between: "；",

		editOf: "修改了 %s", importOf: "导入 %s", movedFrom: "原地址 %s", leftOf: "%s：%s", notSentOf: "答复 not_sent 的 %s",
		allOf: "%s 的全部客户", tagged: "按标签筛选的客户", taggedOf: "%s 的客户，按标签筛选",
		picked: "由 %s 挑选的客户群", excluded: "%s（包括 exclude_files 里的）", mayChoose: "%s，成员可以另选客户", notKnownYet: "还不知道", none: "无",

		fileGone: "文件不在", fileUnread: "文件读不了", fileOther: "不是 plan 时的那个文件",

		contentNotKnown: "apply 之前不知道内容（%s），没法评审。",
		peopleNotKnown:  "apply 之前不知道发给谁（%s），没法评审。",
		notCounted:      "不知道有多少客户会收到：发送时由企业微信决定。",
		fileRemark:      "%s：%s：%s。请在生成 plan 的目录里评审，或者用 --folder 指明那个目录。",
		forced:          "会再发一次，原因是 %s，而不是修改了内容。",
		afterUnknown:    "它要取代的那条消息不知道发出去没有：客户可能两条都收到。",
		sentOnAnswer:    "有 %s状态不明，因为人工答复说没有发出，这次会再发：请先确认企业微信里没有。",
		unanswered:      "有 %s不知道发出去没有，plan 里也没有答复。",
		twice:           "和 %s 内容相同，发给的人也相同。",
		hidden:          "配置把内容标成了 sensitive，评审单里不写。",
		errored:         "plan 出错了，并不完整。",
		incomplete:      "这只是一部分的 plan，没有列入的部分没有评审。",
		noDigest:        "apply 之前有些内容还不知道，所以还没有摘要：这份评审里的摘要不批准它。",

		gates: gateWords{
			recipients:      "%s，超过了一条消息最多 %s。",
			recipientsInAll: "一共 %s，超过了 %s。",
			uncounted:       "不知道有多少客户会收到。",
			sender:          "不允许由 %s 发送。",
			unnamedSender:   "由企业微信决定谁发送，而只允许部分成员发送。",
			host:            "不允许链接到 %s。",
			notKnown:        "apply 之前不知道 %s，没法判断。",
			word:            "含有禁用词 %s。",
			replace:         "%s 会再发一次。",
			preventDestroy:  "lifecycle 里没有 prevent_destroy = true。",
			hours:           "现在是 %s，只能在 %s 发送。",
			digest:          "摘要不在批准的名单里。",
		},

		leftOut: "评论有长度限制，这里略去：%s。完整内容见评审页面。",
	}
}
