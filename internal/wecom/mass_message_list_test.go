package wecom_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// yearOfMessages is a world with one message of zhangsan on the first and one
// of the company on the fifteenth of every month of 2025.
func yearOfMessages(t *testing.T) *world {
	t.Helper()

	w := newWorld(t)

	for month := time.January; month <= time.December; month++ {
		w.Sim.Add(wecomsim.Message{MsgID: "own" + month.String(), CreateType: 1, Creator: "zhangsan", CreateTime: day(month, 1)})
		w.Sim.Add(wecomsim.Message{MsgID: "corp" + month.String(), CreateTime: day(month, 15), Text: month.String()})
	}

	return w
}

func day(month time.Month, d int) time.Time { return time.Date(2025, month, d, 0, 0, 0, 0, time.UTC) }

func TestRecords_areReadInAWindowOfAnyLength(t *testing.T) {
	w := yearOfMessages(t)
	client := w.client()

	for _, c := range []struct {
		name       string
		start, end time.Time
		want       int
		calls      int
	}{
		{"a year", day(time.January, 1), day(time.December, 31), 24, 13},
		{"a month with both ends on a message", day(time.February, 1), day(time.March, 1), 3, 1},
		{"28 days and a second", day(time.February, 1), day(time.March, 1).Add(time.Second), 3, 2},
		{"a moment", day(time.May, 15), day(time.May, 15), 1, 1},
		{"nothing there", day(time.May, 2), day(time.May, 14), 0, 1},
	} {
		before := len(w.Sim.Requests("get_groupmsg_list_v2"))

		records, err := client.MassMessages(t.Context(), wecom.RecordQuery{
			ChatType: wecom.ChatTypeSingle, Start: c.start, End: c.end, Filter: wecom.CreatedByAnyone,
		})
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}

		ids := map[string]bool{}
		for _, r := range records {
			ids[r.MsgID] = true
		}

		if len(records) != c.want || len(ids) != c.want {
			t.Errorf("%s: %d records of %d messages, want %d", c.name, len(records), len(ids), c.want)
		}

		if calls := len(w.Sim.Requests("get_groupmsg_list_v2")) - before; calls != c.calls {
			t.Errorf("%s: %d calls, want %d", c.name, calls, c.calls)
		}
	}

	query := wecom.RecordQuery{ChatType: wecom.ChatTypeSingle, Start: day(time.May, 2), End: day(time.May, 1)}
	if _, err := client.MassMessages(t.Context(), query); !errors.Is(err, wecom.ErrWindow) {
		t.Errorf("error %v, want ErrWindow", err)
	}
}

func TestRecords_areFoundByCreatorTypeAndKind(t *testing.T) {
	w := yearOfMessages(t)
	w.Sim.Add(wecomsim.Message{MsgID: "group", ChatType: wecom.ChatTypeGroup, CreateType: 1, Creator: "lisi", CreateTime: day(time.May, 3)})
	client := w.client()

	for _, c := range []struct {
		chatType, creator string
		filter            wecom.CreateFilter
		want              []string
	}{
		{wecom.ChatTypeSingle, "", wecom.CreatedByEnterprise, []string{"corpMay"}},
		{wecom.ChatTypeSingle, "", wecom.CreatedByMembers, []string{"ownMay"}},
		{wecom.ChatTypeSingle, "zhangsan", wecom.CreatedByAnyone, []string{"ownMay"}},
		{wecom.ChatTypeSingle, "lisi", wecom.CreatedByAnyone, nil},
		{wecom.ChatTypeGroup, "", wecom.CreatedByAnyone, []string{"group"}},
	} {
		records, err := client.MassMessages(t.Context(), wecom.RecordQuery{
			ChatType: c.chatType, Creator: c.creator, Filter: c.filter, Start: day(time.May, 1), End: day(time.May, 20),
		})

		var got []string
		for _, r := range records {
			got = append(got, r.MsgID)
		}

		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%+v: %v, error %v", c, got, err)
		}
	}
}

// A time that is written for "ever" asks for no month that is to come, nor for
// one before WeCom was there.
func TestRecords_timesForEverAreBounded(t *testing.T) {
	w := yearOfMessages(t)
	client := w.client()
	now := w.Clock.Now()
	ever := time.Date(9999, time.December, 31, 23, 59, 59, 0, time.UTC)

	for name, c := range map[string]struct {
		start, end time.Time
		messages   int
		most       int
	}{
		"an end to come":      {now.AddDate(0, -1, 0), ever, 0, 3},
		"all of it to come":   {ever.AddDate(-1, 0, 0), ever, 0, 1},
		"all of time":         {time.Time{}, ever, 24, 12 * 13},
		"before 1970":         {time.Date(1, time.January, 1, 0, 0, 0, 0, time.UTC), time.Date(1969, time.January, 1, 0, 0, 0, 0, time.UTC), 0, 1},
		"the control: a year": {day(time.January, 1), day(time.December, 31), 24, 13},
	} {
		query := wecom.RecordQuery{ChatType: wecom.ChatTypeSingle, Start: c.start, End: c.end, Filter: wecom.CreatedByAnyone}

		before := len(w.Sim.Requests("get_groupmsg_list_v2"))

		records, err := client.MassMessages(t.Context(), query)
		calls := len(w.Sim.Requests("get_groupmsg_list_v2")) - before

		if err != nil || calls > c.most || c.messages > len(records) {
			t.Errorf("%s: %d records by %d calls, want %d by at most %d: %v", name, len(records), calls, c.messages, c.most, err)
		}

		before = len(w.Sim.Requests("get_groupmsg_list_v2"))

		for _, err := range client.MassMessageStream(t.Context(), query, []string{wecom.ChatTypeSingle}) {
			if err != nil {
				t.Errorf("%s: the stream: %v", name, err)
			}
		}

		if calls := len(w.Sim.Requests("get_groupmsg_list_v2")) - before; calls > c.most {
			t.Errorf("%s: the stream made %d calls, want at most %d", name, calls, c.most)
		}
	}
}
