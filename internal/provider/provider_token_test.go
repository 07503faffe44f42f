package provider_test

import (
	"strconv"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// A token that was given cannot be renewed: a refusal says that it has expired
// or is of the wrong kind, after a single POST.
func TestProvider_aGivenTokenThatIsRefused(t *testing.T) {
	for _, code := range []int{40001, 40014, 42001} {
		t.Run(strconv.Itoa(code), func(t *testing.T) {
			sim := simulate(t)
			sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Errcode: code})

			p := serve(t)
			p.configure(object{"base_url": sim.URL, "access_token": "a-token-of-the-company"}).expect(t, "problem of the provider block")

			message := p.message()

			_, applied := message.apply(hello())
			applied.errors().expect(t, "error of the apply", at("", strconv.Itoa(code), "has expired, or is of the wrong kind", "Nothing was sent"))

			if !message.state.IsNull() {
				t.Error("a message that was not sent is in the state")
			}

			if sim.posts() != 1 || len(sim.Requests("gettoken")) != 0 {
				t.Errorf("%d POSTs and %d gettoken calls, want 1 and none", sim.posts(), len(sim.Requests("gettoken")))
			}
		})
	}
}

// A token that the provider fetched is renewed once when WeCom refuses it, and
// the message is sent once. Refused again, it is not tried a third time.
func TestProvider_aFetchedTokenIsRenewedOnce(t *testing.T) {
	t.Run("refused once", func(t *testing.T) {
		sim := simulate(t)
		sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Errcode: 42001, Count: 1})

		_, applied := connected(t, sim).apply(hello())
		applied.errors().expect(t, "error of the apply")

		if sim.sends() != 1 || sim.posts() != 2 || len(sim.Requests("gettoken")) != 2 {
			t.Errorf("%d messages, %d POSTs, %d gettoken calls; want 1, 2 and 2", sim.sends(), sim.posts(), len(sim.Requests("gettoken")))
		}
	})

	t.Run("refused always", func(t *testing.T) {
		sim := simulate(t)
		sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Errcode: 42001})

		_, applied := connected(t, sim).apply(hello())
		applied.errors().expect(t, "error of the apply", at("", "42001"))

		if sim.sends() != 0 || sim.posts() != 2 {
			t.Errorf("%d messages, %d POSTs; want none and 2", sim.sends(), sim.posts())
		}
	})
}

// Wrong credentials are told with what to do, and are not tried again for the
// next message: WeCom blocks an address that repeats them.
func TestProvider_aWrongSecretIsTriedOnce(t *testing.T) {
	sim := simulate(t)
	p := serve(t)
	p.configure(with(sim.block(), object{"corp_secret": "another-secret-of-the-app"})).expect(t, "problem of the provider block")

	for range 2 {
		_, applied := p.message().apply(hello())
		applied.errors().expect(t, "error of the apply", at("", "gettoken: errcode 40001", "corp_secret"))
	}

	if n := len(sim.Requests("gettoken")); n != 1 {
		t.Errorf("%d gettoken calls, want 1", n)
	}

	if sim.posts() != 0 {
		t.Errorf("%d POSTs, want none", sim.posts())
	}
}

// One token serves all messages of a run, however many are sent side by side.
func TestAccProvider_twentyMessagesShareOneToken(t *testing.T) {
	sim := simulate(t)

	resource.ParallelTest(t, resource.TestCase{
		ProtoV6ProviderFactories: factories(),
		Steps: []resource.TestStep{{
			Config: sim.provider() + `
resource "wecom_mass_message" "test" {
  count  = 20
  sender = "zhangsan"
  text   = { content = "你好 ${count.index}" }
}
`,
			Check: checkSends(sim, 20, "apply"),
		}},
	})

	if n := len(sim.Requests("gettoken")); n != 1 {
		t.Errorf("%d gettoken calls, want 1", n)
	}
}
