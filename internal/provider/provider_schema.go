package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

func providerSchema() schema.Schema {
	return schema.Schema{
		MarkdownDescription: "Sends customer mass messages (创建企业群发) of WeCom (企业微信) from a git repository, each at most once.",
		Attributes: map[string]schema.Attribute{
			"corp_id": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Enterprise id (`ww...`), from the admin console, 我的企业. Or `WECOM_CORP_ID`.",
			},
			"corp_secret": schema.StringAttribute{
				Optional:            true,
				Sensitive:           true,
				MarkdownDescription: "Secret of the company's own app that is listed in 客户联系, 可调用接口的应用; for a 代开发 app its permanent code. Or `WECOM_CORP_SECRET`. An ordinary variable given here ends up in saved plan files; the environment variable and ephemeral values do not.",
			},
			"access_token": schema.StringAttribute{
				Optional:            true,
				Sensitive:           true,
				MarkdownDescription: "An access token from the company's own token service, instead of `corp_id` and `corp_secret`. Or `WECOM_ACCESS_TOKEN`. The provider cannot renew it.",
			},
			"suite": suiteAttribute(),
			"base_url": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Address of the API. Default `" + wecom.DefaultBaseURL + "`. Or `WECOM_BASE_URL`. Without `/cgi-bin`, which every call adds. Plain `http` is allowed to a loopback address only, such as the simulator's.",
			},
			"proxy_url": schema.StringAttribute{
				Optional:            true,
				Sensitive:           true,
				MarkdownDescription: "HTTP, HTTPS or SOCKS5 proxy for all calls, for a fixed address in the app's 企业可信IP. Or `WECOM_PROXY_URL`, else the standard variables `HTTPS_PROXY` and `NO_PROXY`; an address that cannot be parsed is an error, never a direct call. An ordinary variable given here ends up in saved plan files with its password, as `corp_secret` does; the environment variables and ephemeral values do not.",
			},
			"duplicate_check_interval": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "How far back to look in WeCom's list, before a send, for a message with the same content that any of the recipients has got, or whose recipients WeCom does not tell, as a duration: `1m` to `24h`, or `0s` for no look. Left out it is `30m`, and a list that cannot be read is only a warning; set, that is an error. A match is an error, and then nothing is sent, unless `not_duplicate_of` names it, or it is the message that this one replaces on purpose.",
			},
			"max_recipients": schema.NumberAttribute{
				Optional:            true,
				MarkdownDescription: "Gate for each message, and for each campaign as a whole, a whole number of at least 1: refuse one with more recipients than this, or whose recipients cannot be counted before the send (only `sender`, `tag_filter`, or groups that the owner picks). Or `WECOM_MAX_RECIPIENTS`. Default: no gate.",
			},
			"allowed_recipients_file": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Gate for trials: path of a file with the only ids that a message may go to, of customers, groups or both, written as a `recipients_file` is. It refuses a message with anybody else, and one whose recipients are not named (only `sender`, `tag_filter`, groups that the owner picks, `allow_select`). Of a campaign it judges all whom it goes to. A file that cannot be read, or holds no id, and an empty path refuse every send; an empty variable is none. Or `WECOM_ALLOWED_RECIPIENTS_FILE`. Default: no gate.",
			},
			"approved_digest": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Gate for two persons: the digests of the sends that somebody has approved, as `wecomctl review --digest` prints them, one or many, with whatever else stands beside them. A send whose digest is not among them is refused. An empty value refuses every send; an empty variable is none. Or `WECOM_APPROVED_DIGEST`. Default: no gate.",
			},
			"journal_dir": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Directory of the journal, which remembers every send across runs, see [The journal](#the-journal). Relative to the root module. Or `WECOM_JOURNAL_DIR`. Left out it is `wecom-journal` in `TF_DATA_DIR`, or in `.terraform`, if that directory is there; `\"\"` switches it off, but an empty `WECOM_JOURNAL_DIR` counts as left out. One that is given and cannot be written refuses every send; another is left out then, with a warning.",
			},
			"request_timeout": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Bound of one HTTP call, as a duration such as `30s`; 1s to 10m. Default `" + wecom.DefaultRequestTimeout.String() + "`.",
			},
		},
	}
}
