package wecomsim_test

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// memory is a storage that a test can break.
type memory struct {
	kinds  map[string]map[string][]byte
	broken error
}

func newMemory() *memory { return &memory{kinds: map[string]map[string][]byte{}} }

func (m *memory) Load(kind string, each func(string, []byte) error) error {
	for _, key := range slices.Sorted(maps.Keys(m.kinds[kind])) {
		if err := each(key, m.kinds[kind][key]); err != nil {
			return err
		}
	}

	return nil
}

func (m *memory) Save(values ...wecomsim.StoredValue) error {
	if m.broken != nil {
		return m.broken
	}

	for _, stored := range values {
		if m.kinds[stored.Kind] == nil {
			m.kinds[stored.Kind] = map[string][]byte{}
		}

		if stored.Value == nil {
			delete(m.kinds[stored.Kind], stored.Key)
		} else {
			m.kinds[stored.Kind][stored.Key] = stored.Value
		}
	}

	return nil
}

func (m *memory) Replace(values ...wecomsim.StoredValue) error {
	if m.broken != nil {
		return m.broken
	}

	m.kinds = map[string]map[string][]byte{}

	return m.Save(values...)
}

func openServer(t *testing.T, storage wecomsim.Storage, options ...wecomsim.Option) *client {
	t.Helper()

	sim, err := wecomsim.Open(wecomsim.DemoCompany(), storage, append([]wecomsim.Option{
		wecomsim.WithClock(func() time.Time { return testTime }), wecomsim.WithUnknownMedia(true),
	}, options...)...)
	if err != nil {
		t.Fatal(err)
	}

	return serverClient(t, sim)
}

func TestRestart_losesNothing(t *testing.T) {
	kept := newMemory()
	c := openServer(t, kept)
	medium := c.uploadFile("image", pngImage()).str("media_id")
	single := c.create(attached(`{"msgtype":"image","image":{"media_id":"` + medium + `"}}`))
	group := c.create(`{"chat_type":"group","sender":"zhangsan","text":{"content":"x"}}`)
	gone := c.create(smallMessage)

	cancelled := c.create(smallMessage)
	for _, err := range []error{
		c.sim.Confirm(single, "zhangsan"), c.sim.Confirm(group, "zhangsan"), c.sim.ConfirmAll(gone),
		c.sim.Remind(cancelled), c.sim.Cancel(cancelled), c.sim.Forget(gone),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}

	c.sim.AdvanceClock(36 * time.Hour)

	again := openServer(t, kept)

	before, after := c.control("GET", "messages", "").raw, again.control("GET", "messages", "").raw
	if before != after {
		t.Errorf("messages\n%s, were\n%s", after, before)
	}

	for _, id := range []string{single, group, cancelled} {
		if before, after := c.control("GET", "messages/"+id, "").raw, again.control("GET", "messages/"+id, "").raw; before != after {
			t.Errorf("message\n%s, was\n%s", after, before)
		}
	}

	if !again.sim.Now().Equal(c.sim.Now()) {
		t.Errorf("the clock says %s, was %s", again.sim.Now(), c.sim.Now())
	}

	was, _ := c.sim.Medium(medium)
	if is, known := again.sim.Medium(medium); !known || !reflect.DeepEqual(is.Content, was.Content) || !is.CreateTime.Equal(was.CreateTime) {
		t.Errorf("medium %+v", is)
	}

	if id := again.create(smallMessage); slices.Contains([]string{single, group, gone, cancelled}, id) {
		t.Error("a msgid was given again")
	}
}

// A forgotten message still counts for the quotas of its recipients, before and
// after a restart.
func TestRestart_keepsQuotas(t *testing.T) {
	kept := newMemory()
	c := openServer(t, kept, wecomsim.WithReceiveQuota(wecomsim.QuotaDay))

	first := c.create(smallMessage)
	if err := c.sim.ConfirmAll(first); err != nil {
		t.Fatal(err)
	}

	if err := c.sim.Forget(first); err != nil {
		t.Fatal(err)
	}

	again := openServer(t, kept, wecomsim.WithReceiveQuota(wecomsim.QuotaDay))

	second := again.create(smallMessage)
	if err := again.sim.ConfirmAll(second); err != nil {
		t.Fatal(err)
	}

	if message, _ := again.sim.Message(second); message.Tasks[0].Recipients[0].Status != 3 {
		t.Errorf("send status %d, want 3", message.Tasks[0].Recipients[0].Status)
	}
}

func TestRestart_keepsResetAndCompany(t *testing.T) {
	kept := newMemory()
	c := openServer(t, kept)
	c.create(smallMessage)
	c.wantStatus(c.control("PUT", "company", `{"corp_id":"wwnew","apps":[{"name":"a","secret":"s"}],"members":[]}`), 200)

	again := openServer(t, kept)
	if company := again.sim.Company(); company.CorpID != "wwnew" || len(again.sim.Messages()) != 0 {
		t.Errorf("company %q, %d messages", company.CorpID, len(again.sim.Messages()))
	}
}

func TestStorage_nothingIsAcceptedThatCannotBeKept(t *testing.T) {
	kept := newMemory()
	c := openServer(t, kept)
	first := c.create(smallMessage)
	kept.broken = errors.New("disk full")

	c.wantCode(c.contact("add_msg_template", smallMessage), -1)
	c.wantCode(c.contact("cancel_groupmsg_send", `{"msgid":"`+first+`"}`), -1)
	c.wantCode(c.contact("remind_groupmsg_send", `{"msgid":"`+first+`"}`), -1)
	c.wantCode(c.uploadFile("image", pngImage()), -1)

	for _, operation := range []string{"POST reset", "POST messages/" + first + "/confirm", "DELETE messages/" + first} {
		var method, path string

		_, _ = fmt.Sscan(operation, &method, &path)
		if a := c.control(method, path, ""); a.status < 400 {
			t.Errorf("%s: %s", operation, a.raw)
		}
	}

	c.wantStatus(c.control("POST", "clock", `{"advance":"1h"}`), 500)

	kept.broken = nil

	messages := c.sim.Messages()
	if len(messages) != 1 || messages[0].Tasks[0].Status != 0 || len(messages[0].Reminders) != 0 || !messages[0].CancelTime.IsZero() {
		t.Errorf("messages %+v", messages)
	}

	if !c.sim.Now().Equal(testTime) {
		t.Error("the clock moved")
	}
}

func TestOpen_refusesWhatItCannotRead(t *testing.T) {
	for _, kind := range []string{"company", "starts", "clock", "message", "forgotten", "medium", "picture"} {
		kept := newMemory()

		kept.kinds[kind] = map[string][]byte{"0": []byte("{")}
		if _, err := wecomsim.Open(wecomsim.DemoCompany(), kept); err == nil {
			t.Errorf("%s that is not JSON was accepted", kind)
		}
	}
}

func TestRestart_givesNoMsgidAgain(t *testing.T) {
	kept := newMemory()
	given := map[string]bool{}

	for range 3 {
		id := openServer(t, kept).create(smallMessage)
		if given[id] {
			t.Errorf("%s was given again", id)
		}

		given[id] = true
	}
}

func TestRestart_remembersTheImagesOfToday(t *testing.T) {
	kept := newMemory()
	upload := func(c *client) answer {
		return c.upload("uploadimg", multipartType, bytes.NewReader(multipartBody(`name="any"; filename="a.png"`, pngImage())))
	}

	c := openServer(t, kept)
	for range 1000 {
		c.wantCode(upload(c), 0)
	}

	again := openServer(t, kept)
	again.wantCode(upload(again), 45009)
}
