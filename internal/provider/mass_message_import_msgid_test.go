package provider_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// What cannot be a msgid costs no call, by string and by identity: the search
// for one reads six months.
func TestImport_whatIsNoMsgidIsNotSearched(t *testing.T) {
	sim := simulate(t)
	p := connected(t, sim).protocol
	identityType := tftypes.Object{AttributeTypes: map[string]tftypes.Type{"msgid": tftypes.String}}

	for msgid, words := range map[string][]string{
		"":             {"The msgid is empty", "wecom_mass_message.example.msgid"},
		" \t":          {"The msgid is empty"},
		" msg1":        {"white space around it", "trimspace"},
		"msg1\n":       {"white space around it"},
		"msg1\nmsg2":   {"line break"},
		"unknown-7f3a": {"local name"},
	} {
		for by, req := range map[string]*tfprotov6.ImportResourceStateRequest{
			"string":   {TypeName: massMessage, ID: msgid},
			"identity": {TypeName: massMessage, Identity: &tfprotov6.ResourceIdentityData{IdentityData: p.encode(identityType, tftypes.NewValue(identityType, map[string]tftypes.Value{"msgid": tftypes.NewValue(tftypes.String, msgid)}))}},
		} {
			resp, err := p.server.ImportResourceState(t.Context(), req)
			if err != nil {
				t.Fatal(err)
			}

			problemsOf(resp.Diagnostics).expect(t, "problem of "+msgid+" by "+by, at("msgid", words...))
		}
	}

	if calls := len(sim.Requests("")); calls != 0 {
		t.Errorf("%d calls", calls)
	}
}
