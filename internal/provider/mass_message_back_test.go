package provider_test

import (
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// An edit is taken back while nobody knows what became of the edited message:
// what was sent before stands against being sent again, as it does where the
// edited message is known. Another edit is sent.
func TestMassMessage_anEditThatIsTakenBackIsNoWishToRepeat(t *testing.T) {
	again := func(value string) object { return with(helloTo(chen), object{"triggers": object{"again": value}}) }

	for name, c := range map[string]struct {
		configs []object
		lost    int // the last of them that are of unknown status
		last    object
		posts   int
	}{
		"the text":                      {[]object{helloTo(chen), says("再见")}, 1, helloTo(chen), 2},
		"after two that are unknown":    {[]object{helloTo(chen), says("再见"), says("回头见")}, 2, helloTo(chen), 3},
		"triggers":                      {[]object{again("1"), again("2")}, 1, again("1"), 2},
		"triggers, taken out":           {[]object{helloTo(chen), again("2")}, 1, helloTo(chen), 2},
		"the control: it is known":      {[]object{helloTo(chen), says("再见")}, 0, helloTo(chen), 2},
		"the control: another edit":     {[]object{helloTo(chen), says("再见")}, 1, says("回头见"), 3},
		"the control: another trigger":  {[]object{again("1"), again("2")}, 1, again("3"), 3},
		"the control: the picture only": {[]object{pictured("MEDIA_1"), pictured("MEDIA_2")}, 1, pictured("MEDIA_3"), 3},
	} {
		t.Run(name, func(t *testing.T) {
			sim, clock := simulateHastily(t)
			message := connected(t, sim, clock)

			for i, config := range c.configs {
				message.restart(sim, clock)

				if i == len(c.configs)-c.lost {
					sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", Count: c.lost, DropAt: wecomsim.BeforeEffect})
				}

				message.apply(config)
			}

			message.restart(sim, clock)

			_, applied := message.apply(c.last)

			if got := sim.posts(); got != c.posts {
				t.Errorf("%d POSTs, want %d\n%s", got, c.posts, applied)
			}

			if c.posts == len(c.configs) {
				applied.errors().expect(t, "error", at("", "sent already"))
			}
		})
	}
}

func says(content string) object {
	return with(helloTo(chen), object{"text": object{"content": content}})
}

func pictured(mediaID string) object {
	return with(helloTo(chen), object{"attachments": []any{object{"msgtype": "image", "image": object{"media_id": mediaID}}}})
}
