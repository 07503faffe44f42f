package wecomsim_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

func suiteBody(id, secret, ticket string) string {
	return fmt.Sprintf(`{"suite_id":%q,"suite_secret":%q,"suite_ticket":%q}`, id, secret, ticket)
}

func (c *client) suiteToken(id, ticket string) string {
	c.t.Helper()

	a := c.do("POST", "/cgi-bin/service/get_suite_token", suiteBody(id, wecomsim.DemoSuiteSecret, ticket))
	if _, present := a.fields["errcode"]; present || a.str("suite_access_token") == "" || a.fields["expires_in"] == nil {
		c.t.Fatalf("get_suite_token: %s", a.raw)
	}

	return a.str("suite_access_token")
}

func (c *client) corpToken(suiteToken, corpID, code string) answer {
	c.t.Helper()

	return c.do("POST", "/cgi-bin/service/get_corp_token?suite_access_token="+suiteToken,
		fmt.Sprintf(`{"auth_corpid":%q,"permanent_code":%q}`, corpID, code))
}

func TestSuite_aThirdPartyAppSendsWithACorpToken(t *testing.T) {
	c := newClient(t)
	suite := c.suiteToken(wecomsim.DemoSuiteID, wecomsim.DemoSuiteTicket)

	a := c.corpToken(suite, wecomsim.DemoCorpID, wecomsim.DemoPermanentCode)
	if _, present := a.fields["errcode"]; present || a.str("access_token") == "" {
		t.Fatalf("get_corp_token: %s", a.raw)
	}

	c.token = a.str("access_token")
	c.create(smallMessage)

	if again := c.corpToken(suite, wecomsim.DemoCorpID, wecomsim.DemoPermanentCode).str("access_token"); again != c.token {
		t.Error("a second call gave another token while the first was valid")
	}

	if app := c.sim.Messages()[0].App; app != "suite" {
		t.Errorf("app %q", app)
	}
}

func TestSuite_refusals(t *testing.T) {
	c := newClient(t)
	for body, code := range map[string]int{
		suiteBody("tj-other", wecomsim.DemoSuiteSecret, wecomsim.DemoSuiteTicket): 40083,
		suiteBody(wecomsim.DemoSuiteID, "no", wecomsim.DemoSuiteTicket):           40001,
		suiteBody(wecomsim.DemoSuiteID, wecomsim.DemoSuiteSecret, "no"):           40085,
		suiteBody(wecomsim.DemoSuiteID, wecomsim.DemoSuiteSecret, ""):             40085,
		`{`: 40058,
	} {
		c.wantCode(c.do("POST", "/cgi-bin/service/get_suite_token", body), code)
	}

	suite := c.suiteToken(wecomsim.DemoSuiteID, wecomsim.DemoSuiteTicket)
	c.wantCode(c.corpToken("", wecomsim.DemoCorpID, wecomsim.DemoPermanentCode), 40082)
	c.wantCode(c.corpToken("no", wecomsim.DemoCorpID, wecomsim.DemoPermanentCode), 40082)
	c.wantCode(c.corpToken(suite, "ww-other", wecomsim.DemoPermanentCode), 40013)
	c.wantCode(c.corpToken(suite, wecomsim.DemoCorpID, "no"), 40084)
	c.sim.AdvanceClock(2 * time.Hour)
	c.wantCode(c.corpToken(suite, wecomsim.DemoCorpID, wecomsim.DemoPermanentCode), 42009)
}

func TestSuite_ticketLivesThirtyMinutes(t *testing.T) {
	c := newClient(t)
	c.sim.AdvanceClock(20 * time.Minute)

	newer, err := c.sim.NewSuiteTicket(wecomsim.DemoSuiteID)
	if err != nil {
		t.Fatal(err)
	}

	c.sim.AdvanceClock(10*time.Minute - time.Second)
	c.suiteToken(wecomsim.DemoSuiteID, wecomsim.DemoSuiteTicket)
	c.sim.AdvanceClock(time.Second)

	body := suiteBody(wecomsim.DemoSuiteID, wecomsim.DemoSuiteSecret, wecomsim.DemoSuiteTicket)
	c.wantCode(c.do("POST", "/cgi-bin/service/get_suite_token", body), 40085)
	c.suiteToken(wecomsim.DemoSuiteID, newer)

	if _, err := c.sim.NewSuiteTicket("no"); err == nil {
		t.Error("a ticket for a suite that does not exist")
	}
}

func TestSuite_aCustomDevelopedAppUsesGetToken(t *testing.T) {
	c := newClient(t)
	suite := c.suiteToken(wecomsim.DemoCustomSuiteID, wecomsim.DemoSuiteTicket)
	c.token = c.corpToken(suite, wecomsim.DemoCorpID, wecomsim.DemoCustomPermanentCode).str("access_token")
	c.wantCode(c.contact("add_msg_template", smallMessage), 48002)
	c.token = c.getToken(wecomsim.DemoCustomPermanentCode)
	c.create(smallMessage)

	path := "/cgi-bin/gettoken?corpid=" + wecomsim.DemoCorpID + "&corpsecret=" + wecomsim.DemoPermanentCode
	c.wantCode(c.do("GET", path, ""), 40001)
}
