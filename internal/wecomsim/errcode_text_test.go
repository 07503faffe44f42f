package wecomsim_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// documented is what the texts of the codes are held to.
type documented struct {
	code int
	// source is "logs", where people published WeCom's own words in issues of
	// SDKs, or the meaning in the error table (path 90313), for which the
	// simulator has words of its own.
	source string
	text   string
}

func documentedTexts() []documented {
	return []documented{
		{-1, "ERR: system busy", "system busy"},
		{40001, "ERR: bad secret", "invalid credential"},
		{40003, "ERR: invalid userid", "invalid userid"},
		{40004, "ERR: media file type invalid", "invalid media file type"},
		{40005, "ERR: type parameter invalid", "invalid type"},
		{40006, "ERR: size invalid", "invalid file size"},
		{40007, "ERR: media_id invalid or expired", "invalid media_id"},
		{40009, "ERR: image size invalid", "invalid image size"},
		{40011, "ERR: video size invalid", "invalid video size"},
		{40013, "ERR: bad corpid", "invalid corpid"},
		{40014, "ERR: invalid access_token", "invalid access_token"},
		{40031, "ERR: userid list invalid", "invalid userid list"},
		{40033, "ERR: illegal characters (\\uxxxx)", "invalid charset, \\uxxxx is not allowed"},
		{40035, "ERR: invalid parameter", "invalid parameter"},
		{40039, "ERR: URL too long", "url too long"},
		{40050, "logs", "invalid group id"},
		{40058, "logs", "invalid Request Parameter"},
		{40063, "ERR: empty parameter", "some parameters are empty"},
		{40068, "ERR: tag id unknown", "invalid tagid"},
		{40082, "ERR: bad suite_token", "invalid suite_token"},
		{40083, "ERR: bad suite_id", "invalid suite_id"},
		{40084, "ERR: bad permanent_code", "invalid permanent_code"},
		{40085, "ERR: bad suite_ticket", "invalid suite_ticket"},
		{40091, "ERR: secret of another enterprise", "secret of another corp"},
		{40094, "ERR: bad URL", "invalid url"},
		{40096, "logs", "invalid external userid"},
		{40098, "ERR: member not real-name verified", "member is not real-name verified"},
		{40123, "ERR: temporary image damaged, or declared size wrong", "image is damaged or its size is not as declared"},
		{40201, "ERR: blocked as sensitive", "content is blocked as sensitive"},
		{40204, "ERR: blocked by WeChat's anti-spam", "content is blocked by anti-spam"},
		{40206, "ERR: request body too large", "request body too large"},
		{41001, "ERR: access_token missing", "access_token missing"},
		{41002, "ERR: corpid missing", "corpid missing"},
		{41004, "ERR: secret missing", "corpsecret missing"},
		{41006, "ERR: media_id missing", "media_id missing"},
		{41035, "ERR: external_userid missing", "external userid missing"},
		{41046, "ERR: msgid missing", "msgid missing"},
		{41047, "logs", "invalid group msg id"},
		{41048, "ERR: no customer to send to", "no customer to send"},
		{41052, "ERR: invalid send time", "invalid send time"},
		{41056, "ERR: wrong id type", "wrong id type"},
		{41063, "ERR: message still being dispatched", "message is dispatching, try again later"},
		{41064, "ERR: too many attachments", "too many attachments"},
		{41065, "ERR: invalid attachment type", "invalid attachment msgtype"},
		{41067, "ERR: wrong moment_id type", "wrong moment_id type"},
		{41072, "ERR: attachment scene wrong", "wrong scene of the attachment"},
		{41080, "ERR: attachment too big", "attachment too large"},
		{41081, "ERR: resolution of the attachment", "invalid resolution of the attachment"},
		{41082, "ERR: length of the video", "invalid length of the video"},
		{41088, "ERR: attachment list empty", "attachment list is empty"},
		{41090, "ERR: video not MP4 or damaged", "video is not MP4 or is damaged"},
		{41093, "ERR: task already cancelled", "task is already cancelled"},
		{41094, "ERR: remind over frequency", "remind over frequency"},
		{42001, "ERR: access_token expired", "access_token expired"},
		{42007, "ERR: pre_auth_code expired", "pre_auth_code expired"},
		{42009, "ERR: suite_access_token expired", "suite_access_token expired"},
		{43009, "ERR: enterprise not verified", "corp is not verified"},
		{44001, "ERR: media empty", "empty media data"},
		{44004, "logs", "empty content"},
		{45001, "ERR: media over the size limit", "media size out of limit"},
		{45002, "ERR: content too large", "content size out of limit"},
		{45009, "ERR: frequency limit", "api freq out of limit"},
		{45031, "ERR: secret not safe enough", "secret is not safe enough"},
		{45033, "logs", "api concurrent out of limit"},
		{45034, "ERR: URL without scheme", "url must start with http:// or https://"},
		{46004, "ERR: user not found", "user not exist"},
		{48001, "ERR: api not authorised", "api unauthorized"},
		{48002, "ERR: api not allowed for this app", "api forbidden"},
		{48004, "ERR: authorisation cancelled", "authorization is cancelled"},
		{48006, "ERR: permission reclaimed after long disuse", "permission is reclaimed after long disuse"},
		{49008, "ERR: group dissolved", "group chat is dissolved"},
		{50002, "ERR: member outside the app's range", "member is outside the app's range"},
		{50003, "ERR: app disabled", "app is disabled"},
		{50006, "ERR: system app disabled", "system app is disabled"},
		{50100, "ERR: invalid page cursor", "invalid cursor"},
		{60011, "ERR: no permission for the member, department or tag", "no privilege to access member, department or tag"},
		{60020, "ERR: IP not trusted", "not allow to access from your ip"},
		{60021, "ERR: member outside the app's visible range", "user not in the app's visible range"},
		{60031, "ERR: app barred from the API", "app is barred from the api"},
		{60111, "ERR: userid not found", "userid not found"},
		{81013, "ERR: ids all invalid or invisible", "user, party and tag are all invalid"},
		{81017, "ERR: too many, without a filter by owner", "too many groups, filter by owner"},
		{81026, "ERR: feature under maintenance", "feature is under maintenance"},
		{84061, "ERR: customer not in the member's friend list", "not external contact"},
		{84074, "logs", "require in external contact"},
		{84083, "ERR: not a service member", "member does not serve customers"},
		{84084, "ERR: not a follower", "not a follower of the external contact"},
		{84085, "ERR: app taken off the market", "app is taken off the market"},
		{85002, "ERR: illegal words", "content has illegal words"},
		{86001, "ERR: bad chat id", "invalid chat id"},
		{86003, "ERR: chat id missing", "chat_id missing"},
		{90200, "ERR: mini program appid missing", "miniprogram appid missing"},
		{90204, "ERR: bad mini program page", "invalid miniprogram page"},
		{90206, "ERR: mini program not linked", "miniprogram is not linked to the corp"},
		{90207, "ERR: bad mini program appid", "invalid miniprogram appid"},
		{90208, "ERR: mini program appid mismatch", "miniprogram appid does not match"},
		{90501, "logs", "chat is not external group chat"},
		{92000, "ERR: member outside the app's range", "member is outside the app's range"},
		{301002, "ERR: the token's app may not operate the given app", "not allow operate another app with this access_token"},
		{301007, "ERR: enterprise dissolved or banned", "corp is dissolved or banned"},
		{301015, "ERR: media_id bad for the use", "media_id does not fit its use"},
		{701008, "ERR: no valid interface licence", "no valid interface license"},
		{701099, "ERR: interface licence not valid", "interface license is not valid"},
		{830002, "ERR: over 20 MB without a range", "file is too large to download without a range"},
		{2000002, "ERR: CorpId invalid", "CorpId is invalid"},
	}
}

// codesIn reads codes from sources: the client's, because the simulator must
// not share its code, and the simulator's own.
func codesIn(t *testing.T, files, code string) []int {
	t.Helper()

	found, err := filepath.Glob(files)
	if err != nil || len(found) == 0 {
		t.Fatalf("%s: no files, %v", files, err)
	}

	var codes []int

	for _, file := range found {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}

		for _, match := range regexp.MustCompile(code).FindAllSubmatch(source, -1) {
			n, err := strconv.Atoi(string(match[1]))
			if err != nil {
				t.Fatal(err)
			}

			codes = append(codes, n)
		}
	}

	return codes
}

// Every code that the client or the simulator knows has a documented text.
func TestErrcodes_allHaveADocumentedText(t *testing.T) {
	known := map[int]bool{}
	for _, d := range documentedTexts() {
		if known[d.code] {
			t.Errorf("%d is there twice", d.code)
		}

		known[d.code] = true
	}

	client := codesIn(t, "../wecom/errcode_*.go", `\{Code: (-?\d+)`)
	names := codesIn(t, "errcode.go", `\tcode\w+ += (-?\d+)`)
	numbers := codesIn(t, "errcode_text.go", `\t(\d+): +"`)

	if len(client) < 90 || len(names) < 50 || len(numbers) < 40 {
		t.Errorf("only %d, %d and %d codes were read", len(client), len(names), len(numbers))
	}

	for _, codes := range [][]int{client, names, numbers} {
		for _, code := range codes {
			if !known[code] {
				t.Errorf("%d has no documented text", code)
			}
		}
	}
}

// An armed fault shows the text of its code to the letter: in the answer, in
// the header, and in the list of armed faults.
func TestControlFaults_showTheTextOfTheirCode(t *testing.T) {
	c := newClient(t)

	for _, d := range documentedTexts() {
		c.sim.Arm(wecomsim.Fault{Count: 1, Errcode: d.code})

		armed := c.do("GET", "/_sim/faults", "").list("faults")[0].(map[string]any)["code_text"]
		a := c.contact("get_groupmsg_task", `{}`)
		c.wantCode(a, d.code)

		errmsg, _, hasHint := strings.Cut(a.str("errmsg"), ", hint: [")
		header, _, _ := strings.Cut(a.header.Get("Error-Msg"), ", hint: [")

		if errmsg != d.text || header != d.text || armed != d.text || !hasHint {
			t.Errorf("%d (%s): errmsg %q, header %q, armed %q, want %q", d.code, d.source, a.str("errmsg"), header, armed, d.text)
		}
	}
}
