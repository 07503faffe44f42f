package provider_test

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
)

// Records that the look before a send could not read are told, and forbid
// nothing.
func TestMassMessage_aSendTellsRecordsThatCouldNotBeRead(t *testing.T) {
	for name, row := range map[string]struct {
		records string
		want    []expectation
	}{
		"two":         {"[null,7]", []expectation{at("", "could not be read", "2 records", "held up nothing")}},
		"one":         {"[null]", []expectation{at("", "could not be read", "1 record ", "held up nothing")}},
		"the control": {"[]", nil},
	} {
		t.Run(name, func(t *testing.T) {
			sim := simulate(t)

			url := wecomtest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if !strings.HasSuffix(r.URL.Path, "/get_groupmsg_list_v2") {
					sim.ServeHTTP(w, r)
					return
				}

				answer := httptest.NewRecorder()
				sim.ServeHTTP(answer, r)
				_, _ = w.Write(bytes.Replace(answer.Body.Bytes(), []byte(`"group_msg_list":[]`), []byte(`"group_msg_list":`+row.records), 1))
			}))

			p := serve(t)
			p.configure(with(sim.block(), object{"base_url": url})).expect(t, "problem of the provider block")

			_, applied := p.message().apply(helloTo(chen))
			applied.expect(t, "problem of the apply", row.want...)

			if sim.sends() != 1 {
				t.Errorf("%d messages, want 1", sim.sends())
			}
		})
	}
}
