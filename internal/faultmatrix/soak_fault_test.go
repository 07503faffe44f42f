package faultmatrix

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
)

// okBody says that all is well and no more.
const okBody = `{"errcode":0}`

func (p plan) drawFault(r *rand.Rand) wecomsim.Fault {
	var f wecomsim.Fault

	switch r.IntN(8) {
	case 0, 1:
		f = wecomsim.Fault{DropAt: pick(r, wecomsim.BeforeRead, wecomsim.BeforeEffect, wecomsim.AfterEffect, wecomsim.AfterEffect)}
	case 2:
		f = wecomsim.Fault{DropAt: wecomsim.InAnswer, AnswerBytes: r.IntN(80)}
	case 3:
		f = wecomsim.Fault{Body: []byte(pick(r, "", "<html>", "{}", okBody, "null")), WithEffect: r.IntN(2) == 0}
	case 4:
		f = wecomsim.Fault{Status: pick(r, 408, 500, 502, 503, 302, 403, 404, 407, 413, 429, 499), Body: []byte("x"), WithEffect: r.IntN(2) == 0}
	case 5:
		f = gatewayAnswer(r)
	case 6:
		f = wecomsim.Fault{Errcode: -1, WithEffect: r.IntN(2) == 0}
	default:
		f = wecomsim.Fault{Errcode: pick(r, 40001, 40014, 42001, 45009, 45033, 40096, 48002, 41063)}
	}

	f.Endpoint = pick(r, sendEndpoint, sendEndpoint, sendEndpoint, sendEndpoint, listEndpoint, taskEndpoint, resultEndpoint, tokenEndpoint)
	f.Skip, f.Count = r.IntN(4), 1+r.IntN(3)

	if p.dates && r.IntN(3) == 0 && f.DropAt == "" {
		f.Header = p.wrongDate(r)
	}

	if f.Endpoint == listEndpoint && string(f.Body) == okBody {
		// Nobody can tell it from a list in which nothing is.
		f.Body = []byte("{}")
	}

	return f
}

// gatewayAnswer is JSON in WeCom's form that a gateway writes, or a filter
// after WeCom has done its work.
func gatewayAnswer(r *rand.Rand) wecomsim.Fault {
	code := pick(r, 504, 502, 40014, 42001, 45009, 45033, 40096)
	status := pick(r, 504, 502, 401, 429, 500)
	body := fmt.Sprintf(pick(r, `{"errcode":%d}`, `{"errcode":%d,"errmsg":"gateway"}`), code)

	if r.IntN(3) == 0 { // with HTTP 200, but not as WeCom writes it
		status = 200
		body = fmt.Sprintf(pick(r, `{"errcode":"%d"}`, `{"errcode":%d,"msgid":"msgX"}`), code)
	}

	return wecomsim.Fault{Status: status, Body: []byte(body), WithEffect: r.IntN(2) == 0}
}

// wrongDate is what a gateway, or a server of WeCom whose clock is off, tells.
// A run lasts minutes, so its beginning is near enough. Answers that agree on
// less than an hour are believed: that is what our own clock may be off.
func (p plan) wrongDate(r *rand.Rand) map[string]string {
	at := wecomtest.NewClock().Now().Add(p.skew + pick(r, 8*time.Hour, -8*time.Hour, 2*time.Hour, -2*time.Hour))

	return map[string]string{"Date": at.UTC().Format(http.TimeFormat)}
}
