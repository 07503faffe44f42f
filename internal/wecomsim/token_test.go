package wecomsim_test

import (
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

func TestToken_isOnePerAppAndLivesItsLife(t *testing.T) {
	c := newClient(t)

	first := c.token
	if again := c.getToken(wecomsim.DemoSecret); again != first {
		t.Error("a second call gave another token while the first was valid")
	}

	if other := c.getToken(wecomsim.DemoOtherSecret); other == first {
		t.Error("two apps share a token")
	}

	c.sim.AdvanceClock(2*time.Hour - time.Second)
	c.wantCode(c.contact("add_msg_template", smallMessage), 0)
	c.sim.AdvanceClock(time.Second)
	c.wantCode(c.contact("add_msg_template", smallMessage), 42001)

	if renewed := c.getToken(wecomsim.DemoSecret); renewed == first {
		t.Error("an expired token was given again")
	}

	c.wantMessages(1)
}

func TestToken_expiresInIsWhatIsLeft(t *testing.T) {
	c := newClient(t)

	path := "/cgi-bin/gettoken?corpid=" + wecomsim.DemoCorpID + "&corpsecret=" + wecomsim.DemoSecret
	for _, left := range []float64{7200, 7100} {
		if got := c.do("GET", path, "").fields["expires_in"]; got != left {
			t.Errorf("expires_in %v, want %v", got, left)
		}

		c.sim.AdvanceClock(100 * time.Second)
	}
}

func TestToken_refusals(t *testing.T) {
	company := wecomsim.DemoCompany()
	company.Apps = append(company.Apps,
		wecomsim.App{Name: "off", Secret: "off", Disabled: true},
		wecomsim.App{Name: "elsewhere", Secret: "elsewhere", TrustedIPs: []string{"192.0.2.7"}})

	c := newCompanyClient(t, company)
	for _, test := range []struct {
		name, query string
		code        int
	}{
		{"no corpid", "corpsecret=sim-secret", 41002},
		{"no secret", "corpid=wwsim0000000000001", 41004},
		{"other corpid", "corpid=ww2&corpsecret=sim-secret", 40013},
		{"wrong secret", "corpid=wwsim0000000000001&corpsecret=no", 40001},
		{"disabled app", "corpid=wwsim0000000000001&corpsecret=off", 40001},
		{"untrusted address", "corpid=wwsim0000000000001&corpsecret=elsewhere", 60020},
	} {
		t.Run(test.name, func(t *testing.T) {
			c.wantCode(c.do("GET", "/cgi-bin/gettoken?"+test.query, ""), test.code)
		})
	}

	c.wantCode(c.do("POST", "/cgi-bin/externalcontact/add_msg_template", smallMessage), 41001)
	c.wantCode(c.do("POST", "/cgi-bin/externalcontact/add_msg_template?access_token=x", smallMessage), 40014)
	c.sim.RevokeTokens()
	c.wantCode(c.contact("add_msg_template", smallMessage), 40014)
	c.wantMessages(0)
}

func TestToken_manyWrongSecretsBlockTheAddressForAnHour(t *testing.T) {
	c := newClient(t, wecomsim.WithWrongSecretLimit(3))
	wrong := "/cgi-bin/gettoken?corpid=" + wecomsim.DemoCorpID + "&corpsecret=no"
	right := "/cgi-bin/gettoken?corpid=" + wecomsim.DemoCorpID + "&corpsecret=" + wecomsim.DemoSecret

	c.wantCode(c.do("GET", wrong, ""), 40001)
	c.wantCode(c.do("GET", wrong, ""), 40001)
	c.wantCode(c.do("GET", right, ""), 0)
	c.wantCode(c.do("GET", wrong, ""), 40001)
	c.wantCode(c.do("GET", right, ""), 45009)
	c.sim.AdvanceClock(time.Hour)
	c.wantCode(c.do("GET", right, ""), 0)
}

func TestErrmsg_hasWeComsShape(t *testing.T) {
	c := newClient(t)

	errmsg := c.do("GET", "/cgi-bin/gettoken", "").str("errmsg")
	for _, part := range []string{"corpid missing, hint: [", "], from ip: 127.0.0.1, more info at https://open.work.weixin.qq.com/devtool/query?e=41002"} {
		if !strings.Contains(errmsg, part) {
			t.Errorf("errmsg %q lacks %q", errmsg, part)
		}
	}
}

func TestToken_anAppWithoutCustomerContactIsRefused(t *testing.T) {
	company := wecomsim.DemoCompany()
	company.Apps[0].NoCustomerContact = true
	c := newCompanyClient(t, company)
	c.wantCode(c.contact("add_msg_template", smallMessage), 48002)
	c.wantMessages(0)
}
