package provider

import (
	"math"
	"net"
	"net/url"
	"os"
	"regexp"
	"strings"
	"time"
	"unicode"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// providerModel is the provider block.
type providerModel struct {
	CorpID         types.String `tfsdk:"corp_id"`
	CorpSecret     types.String `tfsdk:"corp_secret"`
	AccessToken    types.String `tfsdk:"access_token"`
	Suite          types.Object `tfsdk:"suite"`
	BaseURL        types.String `tfsdk:"base_url"`
	ProxyURL       types.String `tfsdk:"proxy_url"`
	RequestTimeout types.String `tfsdk:"request_timeout"`

	DuplicateCheckInterval types.String `tfsdk:"duplicate_check_interval"`
	MaxRecipients          types.Number `tfsdk:"max_recipients"`
	AllowedRecipientsFile  types.String `tfsdk:"allowed_recipients_file"`
	ApprovedDigest         types.String `tfsdk:"approved_digest"`
	JournalDir             types.String `tfsdk:"journal_dir"`
}

// check judges what can be judged without the environment. Unknown values are
// judged when they are known.
//
// Nothing that is said of credentials, of suite, base_url or proxy_url stands
// at the attribute: an engine would show its line, with the secret that is
// written there, or that an address holds by mistake. It stands at the block.
func (m providerModel) check() diag.Diagnostics {
	var diags diag.Diagnostics

	if kinds := m.namedKinds(); len(kinds) > 1 {
		diags.AddError(twoMethodsSummary,
			"The provider block names both "+strings.Join(kinds, " and ")+". Give either corp_id and corp_secret, or access_token, or corp_id and suite.")
	}

	if isSet(m.BaseURL) {
		if problem := baseURLProblem(m.BaseURL.ValueString()); problem != "" {
			diags.AddError("Invalid base_url", problem)
		}
	}

	if isSet(m.ProxyURL) {
		if _, problem := wecom.ParseProxy(m.ProxyURL.ValueString()); problem != "" {
			diags.AddError("Invalid proxy_url", problem)
		}
	}

	if isSet(m.RequestTimeout) {
		if _, problem := parseRequestTimeout(m.RequestTimeout.ValueString()); problem != "" {
			diags.AddAttributeError(path.Root("request_timeout"), "Invalid request_timeout", problem)
		}
	}

	if given(m.MaxRecipients) {
		if _, problem := wholeNumber(m.MaxRecipients.ValueBigFloat(), 1); problem != "" {
			diags.AddAttributeError(path.Root("max_recipients"), "Invalid max_recipients", problem+". Leave it out for no gate.")
		}
	}

	if isSet(m.DuplicateCheckInterval) {
		if _, problem := parseDuplicateCheckInterval(m.DuplicateCheckInterval.ValueString()); problem != "" {
			diags.AddAttributeError(path.Root("duplicate_check_interval"), "Invalid duplicate_check_interval", problem)
		}
	}

	return diags
}

// namedKinds are the kinds of credentials that the block names.
func (m providerModel) namedKinds() []string {
	var kinds []string

	if isSet(m.CorpSecret) {
		kinds = append(kinds, "corp_secret")
	}

	if isSet(m.AccessToken) {
		kinds = append(kinds, "access_token")
	}

	if m.suite().isNamed() {
		kinds = append(kinds, "suite")
	}

	return kinds
}

const twoMethodsSummary = "Two kinds of credentials"

// isSet reports whether a value is known and says something. An empty string in
// the provider block counts as not given, as an empty variable does.
func isSet(s types.String) bool {
	return !s.IsNull() && !s.IsUnknown() && s.ValueString() != ""
}

// orEnv is the configured value, else the environment variable's.
func orEnv(configured types.String, variable string) string {
	if isSet(configured) {
		return configured.ValueString()
	}

	return os.Getenv(variable)
}

// baseURLProblem says what is wrong with a base_url, or "".
func baseURLProblem(text string) string {
	u, err := url.Parse(text)

	switch trimmed := strings.TrimSpace(text); {
	case trimmed != text && trimmed != "":
		return "It must not hold white space, and begins or ends with some: a line break of a file or a blank, say."
	case strings.ContainsFunc(text, unicode.IsSpace):
		return "It must not hold white space."
	case strings.ContainsFunc(text, func(r rune) bool { return r < '!' || r > '~' }):
		return "It must hold printable ASCII only, and holds " + wording.CharacterName([]rune(strings.TrimLeftFunc(text, func(r rune) bool { return '!' <= r && r <= '~' }))[0]) + ". Take it out; write a name of another language in its ASCII form, xn--."
	case err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http"):
		return "It must be a URL such as https://qyapi.weixin.qq.com."
	case hasAPIPath(u.Path):
		return "It must not have the path /cgi-bin, which every call adds by itself. Write " + withoutAPIPath(*u) + "."
	case u.User != nil || strings.ContainsAny(text, "?#"):
		return "It must not hold a user, a query or a fragment."
	case u.Scheme == "http" && !isLoopback(u.Hostname()):
		return "Plain http would send the secret and the token unencrypted to " + u.Host + ". Use https; plain http is allowed to a loopback address only, such as http://127.0.0.1:8080."
	default:
		return draft.URLProblem(text)
	}
}

const apiPath = "/cgi-bin"

// hasAPIPath reports whether a path has the segment with which the paths of
// WeCom's API begin.
func hasAPIPath(path string) bool {
	return strings.Contains(strings.ToLower(path)+"/", apiPath+"/")
}

// withoutAPIPath is the address up to that segment, without what must not be in
// it.
func withoutAPIPath(u url.URL) string {
	bare := url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path[:strings.Index(strings.ToLower(u.Path)+"/", apiPath+"/")]}

	return bare.String()
}

func isLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}

	ip := net.ParseIP(host)

	return ip != nil && ip.IsLoopback()
}

func parseRequestTimeout(text string) (timeout time.Duration, problem string) {
	const shortest, longest = time.Second, 10 * time.Minute

	d, err := parseDuration(text)

	switch {
	case err != nil:
		return 0, notADuration(text)
	case d < shortest || d > longest:
		return 0, "\"" + text + "\" is out of range: 1s to 10m."
	}

	return d, ""
}

// defaultDuplicateCheck is duplicate_check_interval where it is left out.
const defaultDuplicateCheck = 30 * time.Minute

func parseDuplicateCheckInterval(text string) (interval time.Duration, problem string) {
	const shortest, longest = time.Minute, 24 * time.Hour

	d, err := parseDuration(text)

	switch {
	case err != nil:
		return 0, notADuration(text)
	case d != 0 && (d < shortest || d > longest):
		return 0, "\"" + text + "\" is out of range: 1m to 24h, or 0s to switch the check off."
	}

	return d, ""
}

// parseDuration reads a duration. One that is longer than there can be is the
// longest: that it is out of range says more than that it is none.
func parseDuration(text string) (time.Duration, error) {
	d, err := time.ParseDuration(text)
	if err != nil && regexp.MustCompile(`^[-+]?(\d+(\.\d+)?(ns|us|ms|s|m|h))+$`).MatchString(text) {
		return math.MaxInt64, nil
	}

	return d, err
}

func notADuration(text string) string {
	return "\"" + text + "\" is not a duration. Write a number and a unit, such as \"30s\" or \"2m\"."
}
