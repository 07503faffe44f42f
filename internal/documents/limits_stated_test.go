package documents_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/audience"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// statedLimits are the limits that pages state, from the constants of the
// client and the provider.
func statedLimits(t *testing.T) []fact {
	t.Helper()

	const configuration = "internal/provider/provider_config.go"

	var (
		checkMinutes  = constant(t, configuration, `defaultDuplicateCheck = (\d+) \* time\.Minute`)
		checkHours    = constant(t, configuration, `shortest, longest = time\.Minute, (\d+) \* time\.Hour`)
		callMinutes   = constant(t, configuration, `shortest, longest = time\.Second, (\d+) \* time\.Minute`)
		readMinutes   = constant(t, "internal/provider/mass_message_read.go", `defaultReadTimeout = (\d+) \* time\.Minute`)
		listSeconds   = constant(t, "internal/wecom/delivery_duplicate.go", `listShelfLife = (\d+) \* time.Second`)
		maxAsked      = constant(t, "internal/wecom/delivery_servable.go", `maxAsked = (\d+)`)
		importWindows = constant(t, "internal/wecom/mass_message_search.go", `recordWindows = (\d+)`)

		runMinutes = constant(t, "internal/wecomsim/message_runs.go", `runPause = (\d+) \* time\.Minute`)

		msgids = constant(t, "internal/provider/msgids.go", `mostMsgIDs = (\d+)`)

		journalDays = constant(t, "internal/journal/decide.go", `Recordable = (\d+) \* 24 \* time\.Hour`)

		recordDays    = hours(wecom.MaxRecordsWindow) / 24
		importMonths  = importWindows * recordDays / 31
		callSeconds   = int(wecom.DefaultRequestTimeout / time.Second)
		reminderHours = hours(wecom.ReminderWindow)
		image, video  = wecom.MaxImageBytes >> 20, wecom.MaxVideoBytes >> 20
		file          = wecom.MaxFileBytes >> 20
		permanent     = wecom.MaxPermanentImageBytes >> 20
	)

	shown := constant(t, "internal/wording/wording.go", `func Shortened\(text string\) string \{\n\tconst most = (\d+)`)

	return []fact{
		{"show up to # characters of a text", "", []int{shown}},
		{"as a duration of at least `#s`", "", []int{1}},

		// Recipients.
		{"(?i:at most) # customers or # customer groups", "", []int{wecom.MaxExternalUserIDs, wecom.MaxChatIDs}},
		{"Ids of the customers, # to #;", "", []int{1, wecom.MaxExternalUserIDs}},
		{"Ids of the customer groups, # to #;", "", []int{1, wecom.MaxChatIDs}},
		{"Ids of tags, # to #,", "", []int{1, wecom.MaxTagsPerGroup}},
		{"several messages of #,", "", []int{wecom.MaxExternalUserIDs}},
		{"One message takes at most # customers", "", []int{wecom.MaxExternalUserIDs}},
		{"一条消息最多 # 位客户", "", []int{wecom.MaxExternalUserIDs}},
		{"the limit of # counts the list", "", []int{wecom.MaxExternalUserIDs}},
		{"More than # +.wecom_campaign", "", []int{wecom.MaxExternalUserIDs}},
		{"A member with more than # customers", "", []int{wecom.MaxExternalUserIDs}},
		{"in files of # at random", "", []int{wecom.MaxExternalUserIDs}},
		{"名下超过 # 位客户的成员", "", []int{wecom.MaxExternalUserIDs}},
		{"into parts of at most #,", "", []int{wecom.MaxExternalUserIDs}},
		{"切成每份最多 # 位客户", "", []int{wecom.MaxExternalUserIDs}},
		{`chunklist\(sort\(toset\(ids\)\), #\)`, "", []int{wecom.MaxExternalUserIDs}},
		{"拆成每条 # 人的多条消息", "", []int{wecom.MaxExternalUserIDs}},
		{"一条消息最多 # 位客户或 # 个客户群", "", []int{wecom.MaxExternalUserIDs, wecom.MaxChatIDs}},
		{"但 # 的上限是按列表原样数的", "", []int{wecom.MaxExternalUserIDs}},
		{"超过 # 人 +.wecom_campaign", "", []int{wecom.MaxExternalUserIDs}},
		{"随意切成 # 人一个文件", "", []int{wecom.MaxExternalUserIDs}},

		// Content.
		{"At most # bytes of UTF-8, which is about # Chinese characters", "", []int{wecom.MaxTextBytes, wecom.MaxTextBytes / 3}},
		{`byte_length\(var\.text\) <= #`, "", []int{wecom.MaxTextBytes}},
		{"WeCom takes #", "", []int{wecom.MaxTextBytes}},
		{"Attachments, at most #", "", []int{wecom.MaxAttachments}},
		{"Title, at most # bytes", "`attachments.link`", []int{wecom.MaxLinkTitleBytes}},
		{"Title, at most # bytes", "`attachments.miniprogram`", []int{wecom.MaxMiniprogramTitleBytes}},
		{"Description, at most # bytes", "`attachments.link`", []int{wecom.MaxLinkDescBytes}},
		{"URL of the cover, at most # bytes", "`attachments.link`", []int{wecom.MaxLinkURLBytes}},
		{"URL to open, at most # bytes", "`attachments.link`", []int{wecom.MaxLinkURLBytes}},
		{"title of a link has at most # bytes, that of a mini program #", "", []int{wecom.MaxLinkTitleBytes, wecom.MaxMiniprogramTitleBytes}},
		{`truncate_bytes\(local\.product, #\)`, "", []int{wecom.MaxMiniprogramTitleBytes}},
		{`link\.title: # characters are # bytes; the limit is # bytes, # too many`, "", []int{46, 46 * 3, wecom.MaxLinkTitleBytes, 46*3 - wecom.MaxLinkTitleBytes}},
		{"A link title of # characters never leaves", "", []int{46}},
		{"图文标题写到 # 个字", "", []int{46}},

		// Campaigns.
		{"the recipients, up to # rows", "", []int{audience.MaxRows}},
		{"More than # senders are an error", "", []int{audience.MaxSenders}},
		{`more than # customers \(# groups\) has several`, "", []int{wecom.MaxExternalUserIDs, wecom.MaxChatIDs}},
		{"one for each # customers", "", []int{wecom.MaxExternalUserIDs}},
		{"(?:first run|`unknown`, for) about # days", "", []int{recordDays}},

		{"at most # minutes from each message to the next", "", []int{runMinutes}},

		// Media.
		{`JPG or PNG(?: of| \|) at most # MB(?: \| \| .video|\.)`, "", []int{image}},
		{`(?:An MP4 of|MP4 \|) at most # MB`, "", []int{video}},
		{`(?:right before the send\. At|any \| at) most # MB`, "", []int{file}},
		{`wecom_image\]\(../resources/image\.md\) \| JPG or PNG \| at most # MB`, "", []int{permanent}},
		{"JPG or PNG, over # bytes and at most # MB", "", []int{wecom.MinMediaBytes - 1, permanent}},
		{"Each has more than # bytes", "", []int{wecom.MinMediaBytes - 1}},

		// Error codes.
		{"says # bytes where the page of this API says #", "", []int{1_024, wecom.MaxLinkURLBytes}},
		{"写的是 # 字节，接口文档写的是 # 字节", "", []int{1_024, wecom.MaxLinkURLBytes}},
		{"Give at most # attachments", "", []int{wecom.MaxAttachments}},
		{"附件最多 # 个", "", []int{wecom.MaxAttachments}},
		{"Every file must be over # bytes", "", []int{wecom.MinMediaBytes - 1}},
		{"任何素材都必须超过 # 字节", "", []int{wecom.MinMediaBytes - 1}},
		{"(?i:an image and a video) at most # MB, a file at most # MB", "", []int{image, file}},
		{"图片和视频最大 # MB，普通文件最大 # MB", "", []int{image, file}},
		{"An image is over # bytes and at most # MB", "", []int{wecom.MinMediaBytes - 1, image}},
		{"图片必须超过 # 字节，最大 # MB", "", []int{wecom.MinMediaBytes - 1, image}},
		{"A video is over # bytes and at most # MB", "", []int{wecom.MinMediaBytes - 1, video}},
		{"视频必须超过 # 字节，最大 # MB", "", []int{wecom.MinMediaBytes - 1, video}},

		// The journal.
		{"sent less than # days ago", "", []int{journalDays}},
		{"sent # days ago or earlier", "", []int{journalDays}},
		{"up to # days after the send", "", []int{journalDays}},
		{"发送之后 # 天之内", "", []int{journalDays}},
		{"up to # days after that", "", []int{journalDays}},
		{"从移出 state 算起 # 天之内", "", []int{journalDays}},

		// Queries.
		{"(?:of the last|for each|Default|is asked for) # days", "", []int{recordDays}},
		{"for each # messages after the first", "", []int{wecom.MaxRecordsPerPage}},
		{"for each # rows after the first", "", []int{wecom.MaxResultsPerPage}},
		{"for each # pairs of a member and a customer", "", []int{wecom.MaxCustomersPerPage}},
		{"for # members at a time", "", []int{wecom.MaxMembersPerQuery}},
		{"in one of these customer groups, # to #", "", []int{1, wecom.MaxChatIDs}},
		{"one more for each further # groups", "", []int{wecom.MaxGroupChatsPerPage}},
		{"all groups take a call for each #,", "", []int{wecom.MaxGroupChatsPerPage}},
		{"WeCom's list up to # months back", "", []int{importMonths}},
		{"Messages up to # months back", "", []int{importMonths}},
		{"# 个月以内的消息都可以导入", "", []int{importMonths}},

		// Several messages.
		{"ids of several messages, # to #,", "", []int{1, msgids}},
		{"takes up to # messages", "", []int{msgids}},
		{"has more than # entries", "", []int{msgids}},

		// Reminders.
		{"allows # reminders for a message in # hours", "", []int{wecom.MaxReminders, reminderHours}},
		{"three (?:reminders )?in # hours", "", []int{reminderHours}},
		{"(?:for a message|fourth reminder|possible) in # hours", "", []int{reminderHours}},
		{"which is # hours from then", "", []int{reminderHours}},
		{"每条群发 # 小时内最多提醒三次", "", []int{reminderHours}},
		{"Whether the # hours roll", "", []int{reminderHours}},

		// The provider's own.
		{"looks back # minutes", "", []int{checkMinutes}},
		{"the same content of the last # minutes", "", []int{checkMinutes}},
		{"more time than its # minutes", "", []int{readMinutes}},
		{`read = "#m"`, "", []int{2 * readMinutes}},
		{"share a list for # seconds", "", []int{listSeconds}},
		{"在 # 秒之内共用一份", "", []int{listSeconds}},
		{"Where up to # of them are missing", "", []int{maxAsked}},
		{"if at most # are not", "", []int{maxAsked}},
		{"只少了不超过 # 位", "", []int{maxAsked}},
		{`duplicate_check_interval., # minutes`, "", []int{checkMinutes}},
		{`left out \| # minutes`, "", []int{checkMinutes}},
		{"Left out it is `#m`", "", []int{checkMinutes}},
		{"`duplicate_check_interval`: # minutes unless set", "", []int{checkMinutes}},
		{"最近 # 分钟的群发记录", "", []int{checkMinutes}},
		{"不设就是 # 分钟", "", []int{checkMinutes}},
		{"(?:up to|最大) `\"#h\"`", "", []int{checkHours}},
		{`duplicate_check_interval., up to # hours`, "", []int{checkHours}},
		{`duplicate_check_interval.，最长 # 小时`, "", []int{checkHours}},
		{"`\"?#m\"?` to `\"?#h\"?`", "", []int{1, checkHours}},
		{"such as `#s`; #s to #m. Default `#s`", "", []int{callSeconds, 1, callMinutes, callSeconds}},
	}
}

// hours are the whole hours of a duration.
func hours(d time.Duration) int { return int(d / time.Hour) }

// constant is a number in the code, where the code exports none. The pattern
// has one group.
func constant(t *testing.T, file, pattern string) int {
	t.Helper()

	code, err := os.ReadFile(filepath.Join(repository, file))
	if err != nil {
		t.Fatal(err)
	}

	found := regexp.MustCompile(pattern).FindSubmatch(code)
	if found == nil {
		t.Fatalf("%s has no %s", file, pattern)
	}

	n, err := strconv.Atoi(string(found[1]))
	if err != nil {
		t.Fatal(err)
	}

	return n
}
