package wecomsim

import "time"

// Ids of DemoCompany. Those of the official example on page 96366 are spelled
// as there; the example's second external_userid, wmqfasd1e1927831123109rBAAAA,
// is nobody's customer on purpose: the example's answer has it in fail_list.
const (
	DemoCorpID = "wwsim0000000000001"
	DemoSecret = "sim-secret"
	// DemoOtherSecret belongs to a second app, which sees only lisi.
	DemoOtherSecret = "sim-other-secret"

	// A third-party app, and a custom-developed app (代开发) whose permanent code
	// is a secret of gettoken.
	DemoSuiteID             = "tjsim0000000000001"
	DemoSuiteSecret         = "sim-suite-secret"
	DemoSuiteTicket         = "sim-suite-ticket"
	DemoPermanentCode       = "sim-permanent-code"
	DemoCustomSuiteID       = "dksim0000000000001"
	DemoCustomPermanentCode = "sim-custom-permanent-code"

	DemoSender   = "zhangsan"
	DemoCustomer = "woAJ2GCAAAXtWyujaWJHDDGi0mACAAAA"
	DemoGroup    = "wr2GCAAAXtWyujaWJHDDGasdadAAA"
)

// DemoCompany is a small company with the ids of the official example: zhangsan
// serves four customers and owns two groups, lisi serves three and owns one,
// wangwu has no customers, and zhaoliu has no customer-contact feature. Its
// apps are "demo" (DemoSecret) and "other" (DemoOtherSecret); two service
// providers' apps are authorised, too.
func DemoCompany() Company {
	day := func(n int) time.Time { return time.Date(2025, 3, n, 9, 30, 0, 0, chinaTime()) }

	const (
		vip     = "ete19278asuMT123109rBAAAA"
		regular = "ete19MT12278109UYteaBAAAA"
		tea     = "eteIlKKHSDfuMT18Kg9rBAAAA"
		coffee  = "eteSIMcoffee0000000000AAAA"
	)

	return Company{
		CorpID: DemoCorpID,
		Apps: []App{
			{Name: "demo", Secret: DemoSecret},
			{Name: "other", Secret: DemoOtherSecret, VisibleMembers: []string{"lisi"}},
		},
		Suites: []Suite{
			{
				SuiteID: DemoSuiteID, Secret: DemoSuiteSecret, Ticket: DemoSuiteTicket,
				PermanentCode: DemoPermanentCode, App: App{Name: "suite"},
			},
			{
				SuiteID: DemoCustomSuiteID, Secret: DemoSuiteSecret, Ticket: DemoSuiteTicket,
				PermanentCode: DemoCustomPermanentCode, Custom: true, App: App{Name: "custom"},
			},
		},
		Members: []Member{
			{UserID: "zhangsan", Name: "张三"},
			{UserID: "lisi", Name: "李四"},
			{UserID: "wangwu", Name: "王五"},
			{UserID: "zhaoliu", Name: "赵六", NoCustomerContact: true},
		},
		Customers: []Customer{
			{ExternalUserID: DemoCustomer, Name: "陈晓明", Type: 1, Follows: []Follow{
				{UserID: "zhangsan", Tags: []string{vip, tea}, AddTime: day(1), LastChat: day(20), AddWay: 1},
				{UserID: "lisi", Tags: []string{regular}, AddTime: day(2), LastChat: day(10)},
			}},
			{ExternalUserID: "woSIM0000000000000000000000002AA", Name: "林婉如", Type: 1, Follows: []Follow{
				{UserID: "zhangsan", Tags: []string{regular, tea}, AddTime: day(3), LastChat: day(11), AddWay: 2},
				{UserID: "lisi", AddTime: day(4), LastChat: day(21)},
			}},
			{ExternalUserID: "woSIM0000000000000000000000003AA", Name: "周子轩", Type: 1, Follows: []Follow{
				{UserID: "zhangsan", Tags: []string{vip, coffee}, AddTime: day(5), AddWay: 1},
			}},
			{ExternalUserID: "woSIM0000000000000000000000004AA", Name: "吴佩佩", Type: 1, Follows: []Follow{
				{UserID: "zhangsan", AddTime: day(6), NotFriend: true},
			}},
			{ExternalUserID: "woSIM0000000000000000000000005AA", Name: "郑国强", Type: 2, Follows: []Follow{
				{UserID: "lisi", Tags: []string{regular, coffee}, AddTime: day(7), AddWay: 3},
			}},
		},
		Groups: []GroupChat{
			{ChatID: DemoGroup, Name: "春茶品鉴群", Owner: "zhangsan", CreateTime: day(8), Members: []GroupMember{
				{UserID: "zhangsan", Type: 1, Name: "张三", JoinTime: day(8), JoinScene: 1},
				{UserID: DemoCustomer, Type: 2, Name: "陈晓明", JoinTime: day(9), JoinScene: 3},
			}},
			{ChatID: "wrSIM00000000000000000000002AA", Name: "老客户群", Owner: "zhangsan", CreateTime: day(9)},
			{ChatID: "wrSIM00000000000000000000003AA", Name: "咖啡爱好者", Owner: "lisi", CreateTime: day(10)},
		},
		TagGroups: []TagGroup{
			{GroupID: "etgSIMlevel00000000000000AA", Name: "客户等级", CreateTime: day(1), Order: 1, Tags: []Tag{
				{ID: vip, Name: "重要客户", CreateTime: day(1), Order: 1},
				{ID: regular, Name: "普通客户", CreateTime: day(1), Order: 2},
			}},
			{GroupID: "etgSIMtaste00000000000000AA", Name: "口味", CreateTime: day(1), Order: 2, Tags: []Tag{
				{ID: tea, Name: "喝茶", CreateTime: day(1), Order: 1},
				{ID: coffee, Name: "喝咖啡", CreateTime: day(1), Order: 2},
			}},
			{GroupID: "stgSIMregion0000000000000AA", Name: "华东区规则组", CreateTime: day(1), StrategyID: 1, Tags: []Tag{
				{ID: "stSIMshanghai000000000000AAAA", Name: "上海客户", CreateTime: day(1), Order: 1},
			}},
		},
	}
}
