package wecomsim_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// The conformance tables: every documented limit and rule, one row each, at the
// limit and over it, in plain HTTP with JSON written by hand.
//
// A source is the number of a page,
// https://developer.work.weixin.qq.com/document/path/NUMBER, or "ERR 40001" for
// the error table (path 90313). A source with "choice" marks what no page says:
// the row then shows what this server does.
type row struct {
	source string
	rule   string
	step   step
	code   int
	// wants are parts of the answer. One that begins with "!" must be absent.
	wants []string
}

// step is one thing that happens; its answer counts if it is the last.
type step func(*world) answer

// world is what the rows of a table act on. Each row has a new one.
type world struct {
	*client
	msgid string
	media string
}

// in puts the ids of the world into a body.
func (w *world) in(text string) string {
	return strings.NewReplacer("MSGID", w.msgid, "MEDIA", w.media).Replace(text)
}

// conformanceCompany has what the limits need: an app without permission, one
// that is off, one that is bound to an address, a member who cannot send,
// linked mini programs, and more tags than a filter takes.
func conformanceCompany() wecomsim.Company {
	company := wecomsim.DemoCompany()
	company.Apps = append(company.Apps,
		wecomsim.App{Name: "forbidden", Secret: "forbidden", NoCustomerContact: true},
		wecomsim.App{Name: "off", Secret: "off", Disabled: true},
		wecomsim.App{Name: "elsewhere", Secret: "elsewhere", TrustedIPs: []string{"192.0.2.1"}})
	company.MiniPrograms = []string{"wx1"}

	var tags []wecomsim.Tag
	for i := 1; i <= 101; i++ {
		tags = append(tags, wecomsim.Tag{ID: fmt.Sprintf("%s-%d", "ete19278asuMT123109rBAAAA", i)})
	}

	company.TagGroups = append(company.TagGroups,
		wecomsim.TagGroup{GroupID: "many", Tags: tags},
		wecomsim.TagGroup{GroupID: "old", Name: "old", Deleted: true, Tags: []wecomsim.Tag{{ID: "gone", Name: "gone", Deleted: true}}},
		wecomsim.TagGroup{GroupID: "foreign", Name: "foreign", StrategyID: 2, App: "other", Tags: []wecomsim.Tag{{ID: "stforeign", Name: "foreign"}}})
	company.Groups = append(company.Groups,
		wecomsim.GroupChat{ChatID: "wr-staff", Owner: "lisi", NotCustomerGroup: true},
		wecomsim.GroupChat{ChatID: "wr-left", Owner: "gone", Status: 1})

	return company
}

func runRows(t *testing.T, rows []row, options ...wecomsim.Option) {
	t.Helper()
	runRowsOf(t, conformanceCompany(), rows, options...)
}

func runRowsOf(t *testing.T, company wecomsim.Company, rows []row, options ...wecomsim.Option) {
	t.Helper()

	for _, r := range rows {
		t.Run(r.source+": "+r.rule, func(t *testing.T) {
			w := &world{client: newCompanyClient(t, company, options...)}
			a := r.step(w)
			w.wantCode(a, r.code)

			for _, want := range r.wants {
				part, unwanted := strings.CutPrefix(want, "!")
				if strings.Contains(a.raw, part) == unwanted {
					t.Errorf("want %s in %.600s", want, a.raw)
				}
			}
		})
	}
}

// steps does one after the other.
func steps(all ...step) step {
	return func(w *world) answer {
		var last answer
		for _, one := range all {
			last = one(w)
		}

		return last
	}
}

func times(n int, one step) step {
	return func(w *world) answer {
		var last answer
		for range n {
			last = one(w)
		}

		return last
	}
}

// post calls a customer-contact endpoint.
func post(endpoint, body string) step {
	return func(w *world) answer { return w.contact(endpoint, w.in(body)) }
}

// get calls a customer-contact endpoint; the query follows the token.
func get(endpoint, query string) step {
	return func(w *world) answer { return w.do("GET", w.contactPath(endpoint)+query, "") }
}

// plain calls any path, without a token.
func plain(method, path, body string) step {
	return func(w *world) answer { return w.do(method, w.in(path), w.in(body)) }
}

// create makes the message that MSGID stands for.
func create(body string) step {
	return func(w *world) answer {
		a := w.contact("add_msg_template", w.in(body))
		w.msgid = a.str("msgid")

		return a
	}
}

func confirm(userid string) step {
	return func(w *world) answer {
		w.t.Helper()

		if err := w.sim.Confirm(w.msgid, userid); err != nil {
			w.t.Fatal(err)
		}

		return answer{}
	}
}

func later(d time.Duration) step {
	return func(w *world) answer {
		w.sim.AdvanceClock(d)
		return answer{}
	}
}

// as goes on with the token of another app.
func as(secret string) step {
	return func(w *world) answer {
		w.token = w.getToken(secret)
		return answer{}
	}
}

// renew gets a token after the clock was moved.
func renew() step { return as(wecomsim.DemoSecret) }

func gettoken(corpID, secret string) step {
	return plain("GET", "/cgi-bin/gettoken?corpid="+corpID+"&corpsecret="+secret, "")
}

// uploaded uploads a file that MEDIA stands for afterwards.
func uploaded(kind string, content []byte) step {
	return func(w *world) answer {
		a := w.uploadFile(kind, content)
		w.media = a.str("media_id")

		return a
	}
}

// uploadedAs uploads with a content disposition of its own.
func uploadedAs(kind, disposition string, content []byte) step {
	return func(w *world) answer {
		return w.upload("upload?type="+kind, multipartType, bytes.NewReader(multipartBody(disposition, content)))
	}
}

func uploadedImage(content []byte) step {
	return func(w *world) answer {
		return w.upload("uploadimg", multipartType, bytes.NewReader(multipartBody(`name="any";filename="a.png"`, content)))
	}
}

// noErrcode is the code of an answer without one.
const noErrcode = -9999
