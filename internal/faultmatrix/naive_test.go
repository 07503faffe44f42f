package faultmatrix

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
)

// naive is a client as one writes it without a second thought: whatever goes
// wrong, it tries again, three times. It is here to show that the matrix finds
// duplicates where there are some.
type naive struct {
	url  string
	http *http.Client
}

func (n naive) call(method, path string, body []byte) (map[string]any, error) {
	req, err := http.NewRequest(method, n.url+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}

	resp, err := n.http.Do(req)
	if err != nil {
		return nil, err
	}
	defer func() { _ = resp.Body.Close() }()

	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}

	var answer map[string]any
	if err := json.Unmarshal(raw, &answer); err != nil {
		return nil, err
	}

	if code, _ := answer["errcode"].(float64); code != 0 || resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("errcode %v, status %d", code, resp.StatusCode)
	}

	return answer, nil
}

func (n naive) send(body []byte) error {
	token, err := n.call(http.MethodGet, "/cgi-bin/gettoken?corpid="+wecomtest.CorpID+"&corpsecret="+wecomtest.Secret, nil)
	if err != nil {
		return err
	}

	answer, err := n.call(http.MethodPost, fmt.Sprintf("/cgi-bin/externalcontact/add_msg_template?access_token=%v", token["access_token"]), body)
	if err != nil {
		return err
	}

	if msgid, _ := answer["msgid"].(string); msgid == "" {
		return errors.New("no msgid")
	}

	return nil
}

// apply gives whether the message is in the state afterwards.
func (n naive) apply(body []byte) bool {
	for range 3 {
		if n.send(body) == nil {
			return true
		}
	}

	return false
}

func TestMatrix_aNaiveClientSendsTwice(t *testing.T) {
	body, err := message().Encode()
	if err != nil {
		t.Fatal(err)
	}

	var walked, duplicates, mustRepeat int

	for _, p := range points() {
		if p.tcp != nil || p.tls || p.cancel != "" || p.inCheck || p.file {
			continue
		}

		messages, fooled := walkNaively(p, body)
		walked++

		if messages > 1 {
			duplicates++
		}

		// Where the effect is there and nothing says so, it must send again,
		// unless it takes the answer for a good one.
		if p.effect && p.answer == silent {
			mustRepeat++

			if messages < 2 && !fooled {
				t.Errorf("%s: %s: the naive client sent %d messages, want a duplicate", p.group, p.name, messages)
			}
		}
	}

	if duplicates < mustRepeat/2 || duplicates == 0 {
		t.Errorf("%d duplicates at %d points that hide an effect", duplicates, mustRepeat)
	}

	t.Logf("report: the naive client walked %d points and sent twice at %d of them", walked, duplicates)
}

// walkNaively gives how often the naive client sends at a point, and whether
// it took the first answer for a good one.
func walkNaively(p point, body []byte) (messages int, fooled bool) {
	w := newWorld(0)
	defer w.close()

	timeout := 10 * time.Second
	if p.short > 0 {
		timeout = p.short
	}

	for _, fault := range p.faults {
		w.Sim.Arm(fault)
	}

	n := naive{url: w.plain.URL, http: &http.Client{Timeout: timeout, Transport: &http.Transport{}}}
	defer n.http.CloseIdleConnections()

	done := n.apply(body)
	fooled = done && len(w.Sim.Requests(sendEndpoint)) == 1

	for deadline := time.Now().Add(time.Second); p.late && len(w.Sim.Messages()) < 2 && time.Now().Before(deadline); {
		time.Sleep(time.Millisecond)
	}

	w.Sim.ClearFaults()

	n.http.Timeout = 10 * time.Second

	if !done {
		n.apply(body)
	}

	return len(w.Sim.Messages()), fooled
}
