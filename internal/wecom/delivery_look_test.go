package wecom_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

func helloOnce() wecom.Delivery { return checked(single("hello", "zhangsan", customer(1))) }

// What WeCom lists from the future is recent: a clock is wrong, and nobody
// knows which.
func TestTheLook_aRecordFromTheFutureIsRecent(t *testing.T) {
	for _, behind := range []time.Duration{0, 10 * time.Second, time.Minute, 50 * time.Minute, 2 * time.Hour} {
		for _, interval := range []time.Duration{30 * time.Minute, 24 * time.Hour} {
			t.Run(fmt.Sprint(behind, " ", interval), func(t *testing.T) {
				w := newWorld(t)
				w.withFront().on(nil, func(_ string, a *httptest.ResponseRecorder) {
					a.Header().Set("Date", w.Clock.Now().Add(-behind).UTC().Format(http.TimeFormat))
				})

				wantKind(t, w.client().DeliverMassMessage(t.Context(), helloOnce()), wecom.Accepted)

				again := helloOnce()
				again.CheckInterval = interval
				wantKind(t, w.client().DeliverMassMessage(t.Context(), again), wecom.Refused)
				w.wantMessages(1)
			})
		}
	}
}

// Where the list breaks off, what was read of it counts.
func TestTheLook_aPageThatFailsHidesNoEarlierOne(t *testing.T) {
	for name, same := range map[string]bool{"the message is on the first page": true, "the control": false} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.manyRecords(150)

			if same {
				wantKind(t, w.client().DeliverMassMessage(t.Context(), helloOnce()), wecom.Accepted)
			}

			w.withFront().on(nil, func(endpoint string, a *httptest.ResponseRecorder) {
				var page struct {
					NextCursor string `json:"next_cursor"`
				}

				_ = json.Unmarshal(a.Body.Bytes(), &page)

				if endpoint == "get_groupmsg_list_v2" && page.NextCursor == "" {
					a.Body.Reset()
					a.Body.WriteString(`{"errcode":48002,"errmsg":"api forbidden"}`)
				}
			})

			got := w.client().DeliverMassMessage(t.Context(), helloOnce())
			if same {
				wantKind(t, got, wecom.Refused)
				return
			}

			wantKind(t, got, wecom.Accepted)

			if got.CheckFailed == nil {
				t.Error("nothing says that the list could not be read")
			}
		})
	}
}

// Whoever created a message, its customers have it.
func TestTheLook_aRecordWithACreatorCounts(t *testing.T) {
	w := newWorld(t)
	wantKind(t, w.client().DeliverMassMessage(t.Context(), helloOnce()), wecom.Accepted)

	w.withFront().on(nil, rewrites("get_groupmsg_list_v2", func(body string) string {
		return strings.ReplaceAll(body, `"msgid"`, `"creator":"zhangsan","msgid"`)
	}))

	wantKind(t, w.client().DeliverMassMessage(t.Context(), helloOnce()), wecom.Refused)
	w.wantPosts(1)
}

// The list was asked for before another run sent the same, and was slow to
// come, or what it says of an earlier message was.
func TestTheLook_aSlowAnswerIsLookedAtAgain(t *testing.T) {
	for _, slow := range []string{"get_groupmsg_list_v2", "get_groupmsg_task"} {
		t.Run(slow, func(t *testing.T) {
			w := newWorld(t)
			other := w.client()

			// An earlier message of the same words to somebody else.
			wantKind(t, other.DeliverMassMessage(t.Context(), checked(single("hello", "zhangsan", customer(2)))), wecom.Accepted)

			meanwhile := sync.OnceFunc(func() {
				wantKind(t, other.DeliverMassMessage(t.Context(), helloOnce()), wecom.Accepted)
				w.Clock.Advance(12 * time.Second)
			})

			w.withFront().on(nil, func(endpoint string, _ *httptest.ResponseRecorder) {
				if endpoint == slow {
					meanwhile()
				}
			})

			wantKind(t, w.client().DeliverMassMessage(t.Context(), helloOnce()), wecom.Refused)
			w.wantPosts(2)
		})
	}
}

// A message that a person has found was not sent by this run, and holds back
// what says the same.
func TestTheLook_anAdoptedMessageIsNotOfThisRun(t *testing.T) {
	w := newWorld(t)
	m := single("hello", "zhangsan", customer(1))

	w.swallow()

	lost := w.client().DeliverMassMessage(t.Context(), unchecked(m))
	wantKind(t, lost, wecom.Unknown)

	msgid := w.Sim.Add(wecomsim.Message{Text: "hello", Tasks: []wecomsim.Task{taskOf("zhangsan", customer(1))}})
	client := w.client()

	if _, err := client.AdoptMassMessage(t.Context(), lost.Sent, lost.Trace, msgid); err != nil {
		t.Fatal(err)
	}

	wantKind(t, client.DeliverMassMessage(t.Context(), helloOnce()), wecom.Refused)
}

// One msgid for two messages says nothing of the second.
func TestDelivery_anAnswerThatNamesAnotherMessage(t *testing.T) {
	w := newWorld(t)
	first := ""

	w.withFront().on(nil, rewrites("add_msg_template", func(body string) string {
		if first == "" {
			first = body
		}

		return first
	}))

	client := w.client()
	wantKind(t, client.DeliverMassMessage(t.Context(), helloOnce()), wecom.Accepted)

	got := client.DeliverMassMessage(t.Context(), checked(single("other", "zhangsan", customer(2))))
	wantKind(t, got, wecom.Accepted)

	if !got.Adopted || strings.Contains(first, got.MsgID) {
		t.Errorf("it is recorded as %s, adopted: %t; want the one in the list", got.MsgID, got.Adopted)
	}
}

// A picture that was uploaded once more has another URL, and may be the same.
func TestTheLook_anotherURLIsNotAnotherPicture(t *testing.T) {
	card := func(url string) *wecom.MassMessage {
		m := single("hello", "zhangsan", customer(1))
		m.Attachments = []wecom.Attachment{{MsgType: wecom.MsgTypeLink, Link: &wecom.Link{Title: "t", URL: "https://example.com/", PicURL: url}}}

		return m
	}
	image := func(url string) *wecom.MassMessage {
		m := single("hello", "zhangsan", customer(1))
		m.Attachments = []wecom.Attachment{{MsgType: wecom.MsgTypeImage, Image: &wecom.Image{PicURL: url}}}

		return m
	}

	for name, of := range map[string]func(string) *wecom.MassMessage{"cover of a link": card, "image": image} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			wantKind(t, w.client().DeliverMassMessage(t.Context(), checked(of("http://p.qpic.cn/pic_wework/1"))), wecom.Accepted)

			got := w.client().DeliverMassMessage(t.Context(), checked(of("http://p.qpic.cn/pic_wework/2")))
			wantKind(t, got, wecom.Refused)

			if duplicate := (*wecom.DuplicateError)(nil); !errors.As(got.Err, &duplicate) || duplicate.Content {
				t.Errorf("it is not said that pictures could not be compared: %v", got.Err)
			}

			// The control: another title is another card.
			if name == "cover of a link" {
				other := of("http://p.qpic.cn/pic_wework/2")
				other.Attachments[0].Link.Title = "u"
				wantKind(t, w.client().DeliverMassMessage(t.Context(), checked(other)), wecom.Accepted)
			}
		})
	}
}

// A record without a time is recent, whatever it says.
func TestTheLook_aRecordWithoutATimeIsRecent(t *testing.T) {
	image := func() wecom.Delivery {
		m := single("hello", "zhangsan", customer(1))
		m.Attachments = []wecom.Attachment{{MsgType: wecom.MsgTypeImage, Image: &wecom.Image{MediaID: "M"}}}

		return checked(m)
	}

	for name, of := range map[string]func() wecom.Delivery{"text": helloOnce, "text and a picture": image} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			wantKind(t, w.client().DeliverMassMessage(t.Context(), of()), wecom.Accepted)

			w.withFront().on(nil, rewrites("get_groupmsg_list_v2", func(body string) string {
				body = regexp.MustCompile(`"create_time":"?\d+"?,?`).ReplaceAllString(body, "")
				return strings.ReplaceAll(body, `"media_id":"M"`, `"media_id":"N"`)
			}))

			wantKind(t, w.client().DeliverMassMessage(t.Context(), of()), wecom.Refused)
			w.wantPosts(1)
		})
	}
}

// Many messages of the same words, whose answers are lost at once, share what
// is read of the list.
func TestLookup_sharesWhatIsReadOfTheList(t *testing.T) {
	w := newWorld(t)
	w.withFront().on(func(string) { w.Clock.Advance(time.Millisecond) }, nil)
	w.Sim.SetListLag(time.Hour)
	w.Sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", DropAt: wecomsim.AfterEffect})

	const messages = 10

	client := w.client(func(c *wecom.Config) { c.RequestTimeout = time.Second })
	done := make(chan wecom.Receipt)

	for i := range messages {
		go func() {
			done <- client.DeliverMassMessage(t.Context(), unchecked(single("hello", "zhangsan", customer(i+1))))
		}()
	}

	for range messages {
		wantKind(t, receive(t, "a delivery", done), wecom.Unknown)
	}

	alone := newWorld(t)
	alone.withFront().on(func(string) { alone.Clock.Advance(time.Millisecond) }, nil)
	alone.Sim.SetListLag(time.Hour)
	alone.Sim.Arm(wecomsim.Fault{Endpoint: "add_msg_template", DropAt: wecomsim.AfterEffect})
	wantKind(t, alone.client(func(c *wecom.Config) { c.RequestTimeout = time.Second }).DeliverMassMessage(t.Context(), unchecked(single("hello", "zhangsan", customer(1)))), wecom.Unknown)

	one, all := len(alone.Sim.Requests("get_groupmsg_list_v2")), len(w.Sim.Requests("get_groupmsg_list_v2"))
	t.Logf("one message: %d readings, %d messages: %d", one, messages, all)

	if all >= one*messages {
		t.Errorf("%d readings for %d messages, %d for one: nothing is shared", all, messages, one)
	}
}
