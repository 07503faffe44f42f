package provider_test

import (
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

func suiteBlock() object {
	return object{
		"suite_id": wecomsim.DemoSuiteID, "suite_secret": wecomsim.DemoSuiteSecret,
		"suite_ticket": wecomsim.DemoSuiteTicket, "permanent_code": wecomsim.DemoPermanentCode,
	}
}

func suiteEnvironment() map[string]string {
	return map[string]string{
		"WECOM_CORP_ID": wecomsim.DemoCorpID, "WECOM_SUITE_ID": wecomsim.DemoSuiteID, "WECOM_SUITE_SECRET": wecomsim.DemoSuiteSecret,
		"WECOM_SUITE_TICKET": wecomsim.DemoSuiteTicket, "WECOM_PERMANENT_CODE": wecomsim.DemoPermanentCode,
	}
}

// A third-party app sends, wherever its credentials come from.
func TestProvider_suite(t *testing.T) {
	for name, test := range map[string]struct {
		block       object
		environment map[string]string
	}{
		"block":                     {object{"corp_id": wecomsim.DemoCorpID, "suite": suiteBlock()}, nil},
		"environment":               {object{}, suiteEnvironment()},
		"an empty suite":            {object{"suite": object{}}, suiteEnvironment()},
		"half of each":              {object{"suite": object{"suite_id": wecomsim.DemoSuiteID, "suite_ticket": ""}}, suiteEnvironment()},
		"it switches off a secret":  {object{"corp_id": wecomsim.DemoCorpID, "suite": suiteBlock()}, map[string]string{"WECOM_CORP_SECRET": "another-secret"}},
		"it switches off a token":   {object{"corp_id": wecomsim.DemoCorpID, "suite": suiteBlock()}, map[string]string{"WECOM_ACCESS_TOKEN": "another-token"}},
		"a ticket from the newest":  {object{"corp_id": wecomsim.DemoCorpID, "suite": with(suiteBlock(), object{"suite_ticket": nil})}, suiteEnvironment()},
		"an empty secret beside it": {object{"corp_id": wecomsim.DemoCorpID, "corp_secret": "", "suite": suiteBlock()}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			for variable, value := range test.environment {
				t.Setenv(variable, value)
			}

			sim := simulate(t)
			p := serve(t)
			p.validateProvider(with(object{"base_url": sim.URL}, test.block)).expect(t, "problem of validate")
			p.configure(with(object{"base_url": sim.URL}, test.block)).expect(t, "problem of the provider block")
			p.message().apply(hello())

			if sim.sends() != 1 || len(sim.Requests("get_suite_token")) != 1 || len(sim.Requests("get_corp_token")) != 1 || len(sim.Requests("gettoken")) != 0 {
				t.Errorf("%d messages, requests: %v", sim.sends(), sim.Requests(""))
			}
		})
	}
}

// A secret or a token of the block switches off a suite of the environment.
func TestProvider_suiteOfTheEnvironmentIsSwitchedOff(t *testing.T) {
	for variable, value := range suiteEnvironment() {
		t.Setenv(variable, value)
	}

	sim := simulate(t)
	p := configured(t, sim)
	p.message().apply(hello())

	if sim.sends() != 1 || len(sim.Requests("gettoken")) != 1 || len(sim.Requests("get_suite_token")) != 0 {
		t.Errorf("%d messages, %d gettoken, %d get_suite_token", sim.sends(), len(sim.Requests("gettoken")), len(sim.Requests("get_suite_token")))
	}
}

func TestProvider_suiteBesideAnotherKindIsAnError(t *testing.T) {
	p := serve(t)

	p.validateProvider(object{"corp_id": "ww1", "corp_secret": "a-secret", "suite": suiteBlock()}).
		expect(t, "problem", at("", "both corp_secret and suite"))
	p.validateProvider(object{"access_token": "a-token", "suite": suiteBlock()}).
		expect(t, "problem", at("", "both access_token and suite"))

	for _, variable := range []string{"WECOM_SUITE_TICKET", "WECOM_PERMANENT_CODE", "WECOM_SUITE_ID", "WECOM_SUITE_SECRET"} {
		t.Run(variable, func(t *testing.T) {
			t.Setenv("WECOM_CORP_SECRET", "a-secret")
			t.Setenv(variable, "a-value")

			serve(t).configure(object{}).expect(t, "problem", at("", "WECOM_CORP_SECRET", variable, "the block names wins"))
		})
	}
}

func TestProvider_suiteWithMissingParts(t *testing.T) {
	for missing, names := range map[string][]string{
		"suite_ticket":   {"suite.suite_ticket (or WECOM_SUITE_TICKET)"},
		"permanent_code": {"suite.permanent_code (or WECOM_PERMANENT_CODE)"},
		"suite_secret":   {"suite.suite_secret (or WECOM_SUITE_SECRET)"},
		"suite_id":       {"suite.suite_id (or WECOM_SUITE_ID)"},
	} {
		p := serve(t)
		p.configure(object{"suite": with(suiteBlock(), object{missing: nil})}).
			expect(t, "problem", at("", append(names, "corp_id (or WECOM_CORP_ID)", "apply will not send")...))

		_, found := p.read("wecom_follow_users", object{})
		found.expect(t, "problem", at("", names...))
	}
}

func TestProvider_suiteThatIsUnknown(t *testing.T) {
	for name, block := range map[string]object{
		"whole": {"corp_id": "ww1", "suite": unknown},
		"part":  {"corp_id": "ww1", "suite": with(suiteBlock(), object{"suite_ticket": unknown})},
	} {
		t.Run(name, func(t *testing.T) {
			p := serve(t)
			p.validateProvider(block).expect(t, "problem")
			p.configure(block).expect(t, "problem")
		})
	}
}

// What WeCom refuses of a third-party app is explained.
func TestProvider_suiteRefusalsTeach(t *testing.T) {
	for name, test := range map[string]struct {
		change object
		age    time.Duration
		warn   []expectation
		want   expectation
	}{
		"an expired ticket":      {object{}, 31 * time.Minute, nil, at("", "get_suite_token: errcode 40085", "30 minutes", "every 10 minutes")},
		"a wrong permanent code": {object{"permanent_code": "another-code"}, 0, nil, at("", "get_corp_token: errcode 40084", "permanent_code")},
		"a wrong suite_id":       {object{"suite_id": "tjANOTHER"}, 0, nil, at("", "40083", "suite_id")},
		"a wrong suite_secret":   {object{"suite_secret": "another-secret"}, 0, nil, at("", "get_suite_token: errcode 40001", "suite_secret")},
		"a 代开发 app": {
			object{"suite_id": wecomsim.DemoCustomSuiteID, "permanent_code": wecomsim.DemoCustomPermanentCode},
			0,
			[]expectation{at("", "corp_secret = its permanent code")},
			at("", "48002", "For a 代开发 app give its permanent code as corp_secret"),
		},
	} {
		t.Run(name, func(t *testing.T) {
			sim := simulate(t)
			sim.AdvanceClock(test.age)

			p := serve(t)
			p.configure(object{"base_url": sim.URL, "corp_id": wecomsim.DemoCorpID, "suite": with(suiteBlock(), test.change)}).
				expect(t, "problem of the provider block", test.warn...)

			_, found := p.read("wecom_follow_users", object{})
			found.expect(t, "problem", test.want)

			message := p.message()
			_, applied := message.apply(hello())
			applied.expect(t, "problem of the apply", at("", append(test.want.words, "Nothing was sent")...))

			if sim.sends() != 0 {
				t.Errorf("%d messages", sim.sends())
			}

			for _, secret := range []string{wecomsim.DemoSuiteSecret, wecomsim.DemoSuiteTicket, wecomsim.DemoPermanentCode, "another-code", "another-secret"} {
				if strings.Contains(found.String()+applied.String(), secret) {
					t.Errorf("a diagnostic shows %q", secret)
				}
			}
		})
	}
}

// The permanent code of a 代开发 app works as its corp_secret.
func TestProvider_customAppThroughItsPermanentCode(t *testing.T) {
	sim := simulate(t)
	p := serve(t)
	p.configure(object{"base_url": sim.URL, "corp_id": wecomsim.DemoCorpID, "corp_secret": wecomsim.DemoCustomPermanentCode}).expect(t, "problem")

	if got := p.reads("wecom_follow_users", object{})["follow_user"]; got != jsonList("lisi", "wangwu", "zhangsan") {
		t.Errorf("members %s", got)
	}
}

// An expired suite token is renewed once, and nobody notices.
func TestProvider_suiteTokenThatExpired(t *testing.T) {
	sim := simulate(t)
	sim.Arm(wecomsim.Fault{Endpoint: "get_corp_token", Count: 1, Errcode: 42009})

	p := serve(t)
	p.configure(object{"base_url": sim.URL, "corp_id": wecomsim.DemoCorpID, "suite": suiteBlock()}).expect(t, "problem")
	p.reads("wecom_follow_users", object{})

	if n := len(sim.Requests("get_suite_token")); n != 2 {
		t.Errorf("%d calls of get_suite_token, want 2", n)
	}
}
