package wecomsim_test

import (
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

func TestConformance_tokens(t *testing.T) {
	const corp, secret = wecomsim.DemoCorpID, wecomsim.DemoSecret

	users := get("get_follow_user_list", "")
	otherToken := func(w *world) answer {
		first := w.token

		w.token = w.getToken(wecomsim.DemoOtherSecret)
		if w.token == first {
			w.t.Error("two apps have one token")
		}

		return users(w)
	}
	repeated := func(w *world) answer {
		if again := w.getToken(secret); again != w.token {
			w.t.Error("another token while the first is valid")
		}

		return users(w)
	}
	revoked := func(w *world) answer {
		w.sim.RevokeTokens()
		return users(w)
	}
	runRows(t, []row{
		{"91039", "corpid and corpsecret", gettoken(corp, secret), 0, []string{`"access_token":"`, `"expires_in":7200`, `"errmsg":"ok"`}},
		{"ERR 41002", "corpid missing", gettoken("", secret), 41002, nil},
		{"ERR 41004", "corpsecret missing", gettoken(corp, ""), 41004, nil},
		{"ERR 40013", "wrong corpid", gettoken("ww", secret), 40013, nil},
		{"ERR 40001", "wrong secret", gettoken(corp, "no"), 40001, nil},
		{"ERR 40001", "app switched off", gettoken(corp, "off"), 40001, nil},
		{"ERR 60020", "address not trusted", gettoken(corp, "elsewhere"), 60020, nil},
		{"ERR 45009", "2,000 wrong secrets in an hour block the address", steps(times(2000, gettoken(corp, "no")), gettoken(corp, secret)), 45009, nil},
		{"ERR 45009", "1,999 do not", steps(times(1999, gettoken(corp, "no")), gettoken(corp, secret)), 0, nil},
		{"ERR 45009", "the block ends after an hour", steps(times(2000, gettoken(corp, "no")), later(time.Hour), gettoken(corp, secret)), 0, nil},
		{"91039", "each app has its own token", otherToken, 0, []string{`"follow_user":["lisi"]`}},
		{"91039 (choice)", "a repeated call gives the same token", repeated, 0, nil},
		{"91039 expires_in", "7,199 s", steps(later(7199*time.Second), users), 0, nil},
		{"91039 expires_in", "7,200 s", steps(later(7200*time.Second), users), 42001, nil},
		{"91039", "the server may end a token before", revoked, 40014, nil},
		{"ERR 41001", "access_token missing", plain("GET", "/cgi-bin/externalcontact/get_follow_user_list", ""), 41001, nil},
		{"ERR 40014", "mangled", plain("GET", "/cgi-bin/externalcontact/get_follow_user_list?access_token=x", ""), 40014, nil},
		{"97164", "a custom-developed app: permanent code as secret", gettoken(corp, wecomsim.DemoCustomPermanentCode), 0, []string{`"access_token":"`}},
		{"errmsg, by posts", "hint, caller, link", gettoken(corp, "no"), 40001, []string{"hint: [", "from ip: 127.0.0.1", "more info at https://open.work.weixin.qq.com/devtool/query?e=40001"}},
	})
}

func TestConformance_suites(t *testing.T) {
	suite := func(id, secret, ticket string) step {
		return plain("POST", "/cgi-bin/service/get_suite_token", suiteBody(id, secret, ticket))
	}
	// corp gets a suite token first, and a corp token a while later.
	corp := func(id, corpID, code string, after time.Duration) step {
		return func(w *world) answer {
			token := w.suiteToken(id, wecomsim.DemoSuiteTicket)
			w.sim.AdvanceClock(after)

			return w.corpToken(token, corpID, code)
		}
	}
	use := func(get step) step {
		return func(w *world) answer {
			w.token = get(w).str("access_token")
			return w.contact("add_msg_template", smallMessage)
		}
	}

	const third, custom = wecomsim.DemoSuiteID, wecomsim.DemoCustomSuiteID

	good := suite(third, wecomsim.DemoSuiteSecret, wecomsim.DemoSuiteTicket)
	runRows(t, []row{
		{"97162", "errcode absent on success", good, noErrcode, []string{`"suite_access_token":"`, `"expires_in":7200`, "!errcode"}},
		{"ERR 40083", "wrong suite_id", suite("tj", wecomsim.DemoSuiteSecret, wecomsim.DemoSuiteTicket), 40083, nil},
		{"ERR 40001 (choice)", "wrong suite_secret", suite(third, "no", wecomsim.DemoSuiteTicket), 40001, nil},
		{"ERR 40085", "wrong suite_ticket", suite(third, wecomsim.DemoSuiteSecret, "no"), 40085, nil},
		{"97162 suite_ticket", "after 29:59", steps(later(30*time.Minute-time.Second), good), noErrcode, []string{"suite_access_token"}},
		{"97162 suite_ticket", "after 30 minutes", steps(later(30*time.Minute), good), 40085, nil},
		{"90605", "errcode absent on success", corp(third, wecomsim.DemoCorpID, wecomsim.DemoPermanentCode, 0), noErrcode, []string{`"access_token":"`, `"expires_in":7200`, "!errcode"}},
		{"90605", "the token sends", use(corp(third, wecomsim.DemoCorpID, wecomsim.DemoPermanentCode, 0)), 0, nil},
		{"ERR 40084", "wrong permanent_code", corp(third, wecomsim.DemoCorpID, "no", 0), 40084, nil},
		{"ERR 40013", "wrong auth_corpid", corp(third, "ww", wecomsim.DemoPermanentCode, 0), 40013, nil},
		{"ERR 40082", "wrong suite_access_token", plain("POST", "/cgi-bin/service/get_corp_token?suite_access_token=x", "{}"), 40082, nil},
		{"ERR 42009", "suite_access_token after 7,200 s", corp(third, wecomsim.DemoCorpID, wecomsim.DemoPermanentCode, 7200*time.Second), 42009, nil},
		{"ERR 48002 item 9", "get_corp_token for a custom-developed app", use(corp(custom, wecomsim.DemoCorpID, wecomsim.DemoCustomPermanentCode, 0)), 48002, nil},
	})
}
