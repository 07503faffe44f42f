package documents_test

// otherNumbers are what pages say with numbers that no constant has, in the
// very words, each with the reason why it may stand there.
func otherNumbers() map[string]string {
	const (
		documented = "documented by WeCom, and nothing that the provider checks: "
		measured   = "measured with an audience as large as it may be"
		example    = "what an example says, or what is printed for it"
	)

	return map[string]string{
		"lives for 3 days":                          documented + "media/upload, page 96484",
		"valid for 3 days":                          documented + "media/upload, page 96484",
		"keeps it for 3 days":                       documented + "media/upload, page 96484",
		"Tokens live 2 hours, uploads 3 days":       documented + "gettoken, page 91039, and media/upload, page 96484",
		"the app's own token lives, 2 hours":        documented + "get_corp_token, page 90605",
		"3,000 such images a month and 1,000 a day": documented + "media/uploadimg, page 90256",
		"3,000 images a month and 1,000 a day":      documented + "media/uploadimg, page 90256",
		"every 10 minutes":                          documented + "suite_ticket, page 90628",
		"refuses that for more than 1,000 members":  documented + "groupchat/list, page 93414",
		"expired after 3 days":                      documented + "media/upload, page 96484",
		"3 天有效期":                                    documented + "media/upload, page 96484",
		"older than 30 minutes":                     documented + "suite_ticket, page 90628",
		"已超过 30 分钟":                                 documented + "suite_ticket, page 90628",
		"每 10 分钟":                                   documented + "suite_ticket, page 90628",
		"lifted after 60 seconds":                   documented + "rate limits, page 90454",
		"分钟限制 60 秒后解除":                              documented + "rate limits, page 90454",
		"longer than 64 characters":                 documented + "errcode 40003, page 90313",
		"超过 64 个字符":                                 documented + "errcode 40003, page 90313",

		"does not compare 10,000 ids":                                        measured,
		"Measured with 10,000 ids":                                           measured,
		"2,000 customers of each member, against the simulator":              measured,
		"| 100,000 customers, 50 messages: campaign |":                       measured,
		"| 1,000,000 customers, 500 messages: campaign |":                    measured,
		"5.6 and 3.6 times as long, and `for_each` 1.1, 18, 21 and 16 times": measured,
		"are 0.4 MiB for 500 messages":                                       measured,
		"For 10,000 ids every later plan takes some seconds and about 1 GB":  measured,

		"at most 100 of them": "Terraform's default for limit",
		"With 500 members and 1,000,000 customers that are cut at random into 100 messages, everybody confirms up to 100 tasks": example,
		"100,000 customers of 50 members, in 50 messages":                                                                       example,
		"100 万客户，随意切成 100 条消息，每人最多要确认 100 个任务":                                                                                  example,

		"that are sent, a whole number from 1 to 100": "percent",
		"above `from`, at most 100":                   "percent",
		"500 members are 500 calls":                   "counted in a test",
		"500 owners are 500 calls":                    "counted in a test",
		"Plan: 1 to add, 0 to change, 0 to destroy":   example,
		"2 customers":                        example,
		"1 member":                           example,
		"0 members":                          example,
		"3 messages: 2 ":                     example,
		"More than 20 percent":               example,
		"a whole number of 0 or more":        "what the function takes",
		"a port up to 65535":                 "the ports of TCP",
		"at most 1 |":                        "how many messages are sent",
		"2 or more |":                        "how many messages are sent",
		"最多 1 |":                             "how many messages are sent",
		"有 2 条 |":                            "how many messages are sent",
		"tags in 2 groups":                   example,
		"expire_in: 1 day":                   example,
		"timeout: 2 hours":                   example,
		"1,000,000 customers of 500 members": example,
		"cut by a hash into 100 messages":    example,
		"are up to 50,000 confirmations":     example + "one task for every member who has a customer in a message",
		"are 100 messages and up to 50,000 confirmations": example + "one task for every member who has a customer in a message",
		"500 位成员的 1,000,000 位客户":                          example,
		"拆成 100 条，就是 50,000 次确认":                          example + "one task for every member who has a customer in a message",
		"只要 500 次":                          example,
		"1.7 to 2.0":                        measured,
		"| 10,000 recipients |":             measured,
		`"advance":"3m"`:                    example,
		"--list-lag 2m":                     example,
		"大约每 20 秒才写一次":                      "the interval at which OpenTofu and remote backends write a state",
		"write it about every 20 seconds":   "the interval at which OpenTofu and remote backends write a state",
		`= "24h"`:                           example,
		`"delay_before":"2s"`:               example,
		"--dispatch-delay 10s":              example,
		"timeout=10s":                       example,
		"--list-lag 1m":                     example,
		"`0s` for no look":                  "the value that switches the check off",
		"`\"0s\"`":                          "the value that switches the check off",
		`"advance":"72h"`:                   example,
		`timeadd(plantimestamp(), "-168h")`: example,
		`= "2h"`:                            example,
	}
}
