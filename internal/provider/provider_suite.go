package provider

import (
	"os"

	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// The environment variables of a third-party app.
const (
	envSuiteID       = "WECOM_SUITE_ID"
	envSuiteSecret   = "WECOM_SUITE_SECRET" //nolint:gosec // the name of a variable, not a secret
	envSuiteTicket   = "WECOM_SUITE_TICKET"
	envPermanentCode = "WECOM_PERMANENT_CODE"
)

// customSuitePrefix starts the suite_id of a template for 代开发 apps.
const customSuitePrefix = "dk"

func suiteAttribute() schema.Attribute {
	return schema.SingleNestedAttribute{
		Optional: true,
		MarkdownDescription: "A third-party app (第三方应用), instead of `corp_secret`; `corp_id` is then the company that has authorised it. " +
			"Not for a 代开发 app, whose permanent code is its `corp_secret`. The ids that such an app sees differ from those of the company's own app: mixing them is refused with 40096.",
		Attributes: map[string]schema.Attribute{
			"suite_id": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Id of the app. Or `" + envSuiteID + "`.",
			},
			"suite_secret": schema.StringAttribute{
				Optional: true, Sensitive: true,
				MarkdownDescription: "Secret of the app. Or `" + envSuiteSecret + "`.",
			},
			"suite_ticket": schema.StringAttribute{
				Optional: true, Sensitive: true,
				MarkdownDescription: "The newest ticket that WeCom has pushed to the app's callback. It pushes one every 10 minutes, and each is valid for 30, so this comes from the callback's store right before the run. Or `" + envSuiteTicket + "`.",
			},
			"permanent_code": schema.StringAttribute{
				Optional: true, Sensitive: true,
				MarkdownDescription: "Permanent code of the company's authorisation. Or `" + envPermanentCode + "`.",
			},
		},
	}
}

// suiteModel is the suite attribute.
type suiteModel struct {
	whole                                            types.Object
	SuiteID, SuiteSecret, SuiteTicket, PermanentCode types.String
}

// suite reads the attribute. One that is null has only null values.
func (m providerModel) suite() suiteModel {
	read := func(name string) types.String {
		value, _ := m.Suite.Attributes()[name].(types.String)
		return value
	}

	return suiteModel{
		whole:   m.Suite,
		SuiteID: read("suite_id"), SuiteSecret: read("suite_secret"),
		SuiteTicket: read("suite_ticket"), PermanentCode: read("permanent_code"),
	}
}

// IsUnknown reports whether a part is not known yet.
func (s suiteModel) IsUnknown() bool {
	return s.whole.IsUnknown() || s.SuiteID.IsUnknown() || s.SuiteSecret.IsUnknown() || s.SuiteTicket.IsUnknown() || s.PermanentCode.IsUnknown()
}

// isNamed reports whether the provider block names this kind of credentials. As
// for the others, an empty string counts as not given.
func (s suiteModel) isNamed() bool {
	return isSet(s.SuiteID) || isSet(s.SuiteSecret) || isSet(s.SuiteTicket) || isSet(s.PermanentCode)
}

// suiteInEnvironment is a variable of a third-party app that is set, or "".
func suiteInEnvironment() string {
	for _, variable := range []string{envSuiteID, envSuiteSecret, envSuiteTicket, envPermanentCode} {
		if os.Getenv(variable) != "" {
			return variable
		}
	}

	return ""
}

// credentials fills what the block leaves out from the environment, and names
// what neither has.
func (s suiteModel) credentials(corpID string) (found wecom.Credentials, absent []string) {
	suite := &wecom.Suite{
		SuiteID: orEnv(s.SuiteID, envSuiteID), SuiteSecret: orEnv(s.SuiteSecret, envSuiteSecret),
		SuiteTicket: orEnv(s.SuiteTicket, envSuiteTicket), PermanentCode: orEnv(s.PermanentCode, envPermanentCode),
	}

	for _, needed := range []struct{ value, name string }{
		{corpID, "corp_id (or " + envCorpID + ")"},
		{suite.SuiteID, "suite.suite_id (or " + envSuiteID + ")"},
		{suite.SuiteSecret, "suite.suite_secret (or " + envSuiteSecret + ")"},
		{suite.SuiteTicket, "suite.suite_ticket (or " + envSuiteTicket + ")"},
		{suite.PermanentCode, "suite.permanent_code (or " + envPermanentCode + ")"},
	} {
		if needed.value == "" {
			absent = append(absent, needed.name)
		}
	}

	return wecom.Credentials{CorpID: corpID, Suite: suite}, absent
}
