package provider

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-log/tflog"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// The environment variables, each used where the provider block leaves its
// attribute out.
const (
	envCorpID      = "WECOM_CORP_ID"
	envCorpSecret  = "WECOM_CORP_SECRET" //nolint:gosec // the name of a variable, not a secret
	envAccessToken = "WECOM_ACCESS_TOKEN"
	envBaseURL     = "WECOM_BASE_URL"
	envProxyURL    = "WECOM_PROXY_URL"

	envMaxRecipients     = "WECOM_MAX_RECIPIENTS"
	envAllowedRecipients = "WECOM_ALLOWED_RECIPIENTS_FILE"
	envApprovedDigest    = "WECOM_APPROVED_DIGEST"
	envJournalDir        = "WECOM_JOURNAL_DIR"
)

// providerData is what resources and data sources get from the provider: one
// for each provider block, shared by all that use it.
type providerData struct {
	client *wecom.Client
	clock  wecom.Clock
	// missing says which credentials are missing; empty if none is.
	missing string
	// fixedToken is true where the token was given and cannot be renewed.
	fixedToken bool
	// duplicateCheck is how far back to look before a send, and whether a list
	// that cannot be read forbids it.
	duplicateCheck         time.Duration
	duplicateCheckStrictly bool

	maxRecipients int // for each message; 0 is no gate
	// allowedFile names those who may receive anything; allowed is nil where
	// there is no gate.
	// allowed reads it, once, for all messages, and is nil without one.
	allowedFile string
	allowed     func() draft.AllowedRecipients
	// approved are the sends that somebody has approved; nil without that gate.
	approved map[string]bool

	wishes                      wishes
	owners                      owners
	abroad                      abroad
	destroyPlanned, destroyDone sync.Once
}

// connect makes the client. It makes no call. Missing credentials are only a
// warning, so that a plan works without any secret; values that are unknown
// during a plan are known when it is applied.
func (m providerModel) connect(version string, clock wecom.Clock) (*providerData, diag.Diagnostics) {
	diags := m.check()

	data := &providerData{clock: clock, duplicateCheck: defaultDuplicateCheck}
	config := wecom.Config{
		BaseURL:   orEnv(m.BaseURL, envBaseURL),
		UserAgent: "terraform-provider-wecom/" + version,
		Clock:     clock,
		Random:    rand.Float64,
		Log:       logExchange,
	}

	if config.BaseURL != "" && !isSet(m.BaseURL) {
		if problem := baseURLProblem(config.BaseURL); problem != "" {
			diags.AddError("Invalid "+envBaseURL, problem)
		}
	}

	if text := orEnv(m.ProxyURL, envProxyURL); text != "" {
		proxy, problem := wecom.ParseProxy(text)
		if problem != "" && !isSet(m.ProxyURL) {
			diags.AddError("Invalid "+envProxyURL, problem)
		}

		config.Proxy = proxy
	}

	if isSet(m.RequestTimeout) {
		config.RequestTimeout, _ = parseRequestTimeout(m.RequestTimeout.ValueString())
	}

	if isSet(m.DuplicateCheckInterval) {
		data.duplicateCheck, _ = parseDuplicateCheckInterval(m.DuplicateCheckInterval.ValueString())
		data.duplicateCheckStrictly = true
	}

	if text := os.Getenv(envMaxRecipients); given(m.MaxRecipients) {
		most, _ := wholeNumber(m.MaxRecipients.ValueBigFloat(), 1) // checked
		data.maxRecipients = int(most)
	} else if text != "" && !m.MaxRecipients.IsUnknown() {
		most, problem := parseMaxRecipients(text)
		if problem != "" {
			diags.AddError("Invalid "+envMaxRecipients, problem)
		}

		data.maxRecipients = most
	}

	data.approved = m.approvedDigests()

	if name, isGate := m.allowedRecipientsFile(); isGate {
		data.allowedFile, data.allowed = name, sync.OnceValue(func() draft.AllowedRecipients { return draft.ReadAllowedRecipients(name) })
	}

	diags.Append(m.warnUnknownGates()...)

	var credentialDiags diag.Diagnostics

	config.Credentials, data.missing, credentialDiags = m.credentials()
	diags.Append(credentialDiags...)
	diags.Append(m.credentialForm(config.Credentials)...)

	if diags.HasError() {
		return nil, diags
	}

	diags.Append(m.openJournal(&config, clock)...)

	if diags.HasError() {
		return nil, diags
	}

	data.fixedToken = config.Credentials.AccessToken != ""
	data.client = wecom.New(config)

	return data, diags
}

// warnUnknownGates names the gates that a plan does not know. An apply that
// finds null there has no gate, and cannot know that one was meant.
func (m providerModel) warnUnknownGates() diag.Diagnostics {
	var diags diag.Diagnostics

	for _, gate := range []struct {
		name, variable string
		value          interface{ IsUnknown() bool }
	}{
		{"max_recipients", envMaxRecipients, m.MaxRecipients},
		{"allowed_recipients_file", envAllowedRecipients, m.AllowedRecipientsFile},
		{"approved_digest", envApprovedDigest, m.ApprovedDigest},
	} {
		if !gate.value.IsUnknown() {
			continue
		}

		null := "there is no gate"
		if os.Getenv(gate.variable) != "" {
			null = gate.variable + " is the gate"
		}

		diags.AddAttributeWarning(path.Root(gate.name), "A gate is not known yet",
			fmt.Sprintf("%s depends on something that is not known before the apply, so this plan does not judge by it. The apply does; if the value turns out to be null, %s. Give it a value that is known at plan.", gate.name, null))
	}

	return diags
}

// credentials chooses the one kind of credentials in use. A kind that the
// provider block names switches off every other kind in the environment.
func (m providerModel) credentials() (chosen wecom.Credentials, missing string, diags diag.Diagnostics) {
	// Without the address and the proxy, the credentials would go somewhere
	// else.
	for _, v := range []interface{ IsUnknown() bool }{m.CorpID, m.CorpSecret, m.AccessToken, m.suite(), m.BaseURL, m.ProxyURL} {
		if v.IsUnknown() {
			return wecom.Credentials{}, "The credentials in the provider block, its base_url or its proxy_url are not known yet.", nil
		}
	}

	corpID := orEnv(m.CorpID, envCorpID)
	secret, token, suite := m.CorpSecret.ValueString(), m.AccessToken.ValueString(), m.suite()
	asSuite := suite.isNamed()

	if len(m.namedKinds()) == 0 {
		secret, token, asSuite = os.Getenv(envCorpSecret), os.Getenv(envAccessToken), suiteInEnvironment() != ""

		if kinds := kindsInEnvironment(); len(kinds) > 1 {
			diags.AddError(twoMethodsSummary,
				"The environment has both "+strings.Join(kinds, " and ")+". Unset one, or name one in the provider block: what the block names wins.")

			return wecom.Credentials{}, "", diags
		}
	}

	if token != "" {
		// A token does not tell its company. corp_id beside it does.
		return wecom.Credentials{AccessToken: token, CorpID: m.companyOfToken()}, "", nil
	}

	var absent []string

	if asSuite {
		chosen, absent = suite.credentials(corpID)

		if len(absent) > 0 {
			return missingCredentials("Missing: " + strings.Join(absent, " and ") + ".")
		}

		if strings.HasPrefix(chosen.Suite.SuiteID, customSuitePrefix) {
			diags.AddWarning("Is this a 代开发 app?",
				"A suite_id that begins with \"dk\" is the template of 代开发 apps. Such an app gets its token with corp_secret = its permanent code; with the suite block WeCom refuses every call with 48002.")
		}

		return chosen, "", diags
	}

	if corpID == "" {
		absent = append(absent, "corp_id (or "+envCorpID+")")
	}

	if secret == "" {
		absent = append(absent, "corp_secret (or "+envCorpSecret+")")
	}

	if len(absent) == 0 {
		return wecom.Credentials{CorpID: corpID, CorpSecret: secret}, "", nil
	}

	return missingCredentials("Missing: " + strings.Join(absent, " and ") + "; or, in their place, access_token (or " + envAccessToken + "), or suite for a third-party app.")
}

// kindsInEnvironment are variables that are set, one for each kind of
// credentials.
func kindsInEnvironment() []string {
	var kinds []string

	for _, variable := range []string{envCorpSecret, envAccessToken} {
		if os.Getenv(variable) != "" {
			kinds = append(kinds, variable)
		}
	}

	if variable := suiteInEnvironment(); variable != "" {
		kinds = append(kinds, variable)
	}

	return kinds
}

func missingCredentials(missing string) (none wecom.Credentials, said string, diags diag.Diagnostics) {
	diags.AddWarning("No WeCom credentials",
		"Validate and plan work without them, but a query lists nothing, and apply will not send. "+missing)

	return wecom.Credentials{}, missing, diags
}

// logExchange writes one line for each call: what, how long, which verdict.
func logExchange(ctx context.Context, e wecom.Exchange) {
	fields := map[string]any{
		"method":         e.Method,
		"endpoint":       e.Endpoint,
		"http_status":    e.Status,
		"errcode":        e.Errcode,
		"request_bytes":  e.RequestBytes,
		"response_bytes": e.ResponseBytes,
		"duration_ms":    e.Duration.Milliseconds(),
	}

	if e.Failure != "" {
		fields["failure"] = e.Failure
	}

	tflog.Debug(ctx, "WeCom call", fields)
}
