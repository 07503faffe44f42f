package wecomsim_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// Otherwise a web site whose name was made to point at this machine could get a
// token and send messages through the browser of whoever runs the simulator.
func TestHost_aForeignOneIsRefusedEverywhere(t *testing.T) {
	token := "/cgi-bin/gettoken?corpid=" + wecomsim.DemoCorpID + "&corpsecret=" + wecomsim.DemoSecret

	remote := []wecomsim.Option{wecomsim.WithRemoteControl(true)}
	for _, test := range []struct {
		path, host string
		options    []wecomsim.Option
		status     int
	}{
		{token, "127.0.0.1:8765", nil, 200},
		{token, "localhost:8765", nil, 200},
		{token, "[::1]:8765", nil, 200},
		{token, "localhost", nil, 200},
		{token, "evil.example", nil, 403},
		{token, "evil.example:8765", nil, 403},
		{token, "127.0.0.1.evil.example", nil, 403},
		{token, "192.0.2.1:8765", nil, 403},
		{token, "", nil, 403},
		{"/cgi-bin/nonsense", "evil.example", nil, 403},
		{"/", "evil.example", nil, 403},
		{"/", "localhost", nil, 302},
		{"/_sim/clock", "evil.example", nil, 403},
		{token, "evil.example", remote, 200},
		{token, "192.0.2.1:8765", remote, 200},
	} {
		t.Run(test.path+" at "+test.host, func(t *testing.T) {
			sim := wecomsim.New(wecomsim.DemoCompany(), test.options...)
			request := httptest.NewRequest(http.MethodGet, test.path, nil)
			request.RemoteAddr, request.Host = "127.0.0.1:1", test.host
			recorder := httptest.NewRecorder()
			sim.ServeHTTP(recorder, request)

			if recorder.Code != test.status {
				t.Errorf("status %d, want %d: %.200s", recorder.Code, test.status, recorder.Body)
			}

			if test.status != 403 {
				return
			}

			if !strings.Contains(recorder.Body.String(), `{"error":"`) {
				t.Errorf("no words: %s", recorder.Body)
			}

			if n := len(sim.Requests("")); n != 0 {
				t.Errorf("%d requests are remembered", n)
			}
		})
	}
}
