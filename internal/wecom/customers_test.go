package wecom_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
)

func members(n int) []string {
	ids := make([]string, n)
	for i := range ids {
		ids[i] = fmt.Sprintf("member%04d", i+1)
	}

	return ids
}

func noRows(wecom.Customer, wecom.Follow) {}

func TestCustomers_areAskedForByAtMost100Members(t *testing.T) {
	for n, want := range map[int][]int{1: {1}, 100: {100}, 101: {100, 1}, 250: {100, 100, 50}} {
		p := pagedQueries()[0].pages()
		client := p.client(t)

		// Named twice, asked for once.
		if err := client.Customers(t.Context(), append(members(n), members(n)...), noRows); err != nil {
			t.Fatal(err)
		}

		var got []int
		for _, body := range p.bodies {
			got = append(got, len(body["userid_list"].([]any)))
		}

		if !slices.Equal(got, want) {
			t.Errorf("%d members: batches of %v, want %v", n, got, want)
		}
	}
}

func TestCustomers_queriesOfOneEndpointRunOneAtATime(t *testing.T) {
	for _, q := range pagedQueries() {
		if q.name == "tasks" {
			continue // its calls are those of results
		}

		p := q.pages()
		p.n, p.pause = 2*q.limit, 3*time.Millisecond
		client := p.client(t)

		var wg sync.WaitGroup
		for range 5 {
			wg.Go(func() {
				if _, err := q.run(t, client); err != nil {
					t.Error(err)
				}
			})
		}

		wg.Wait()

		if p.together != 1 {
			t.Errorf("%s: %d calls at once, want 1", q.name, p.together)
		}
	}
}

// WeCom's page does not say how a member without customers is answered.
func TestCustomers_aMemberWithoutAnyDoesNotHideThoseOfOthers(t *testing.T) {
	refusesEmpty := func(w http.ResponseWriter, r *http.Request) {
		var body struct {
			UserIDs []string `json:"userid_list"`
		}

		switch _ = json.NewDecoder(r.Body).Decode(&body); {
		case strings.HasSuffix(r.URL.Path, "gettoken"):
			_, _ = io.WriteString(w, `{"access_token":"`+stubToken+`"}`)
		case slices.Contains(body.UserIDs, "wangwu"):
			_, _ = io.WriteString(w, `{"errcode":84061,"errmsg":"not external contact"}`)
		default:
			_, _ = io.WriteString(w, `{"errcode":0,"external_contact_list":[{"external_contact":{"external_userid":"wm1"},"follow_info":{"userid":"`+body.UserIDs[0]+`"}}]}`)
		}
	}

	at := wecomtest.Serve(t, http.HandlerFunc(refusesEmpty))
	client := newClient(t, func(c *wecom.Config) { c.BaseURL = at })

	var owners []string

	err := client.Customers(t.Context(), []string{"zhangsan", "wangwu", "lisi"}, func(_ wecom.Customer, f wecom.Follow) {
		owners = append(owners, f.UserID)
	})
	if err != nil || !slices.Equal(owners, []string{"zhangsan", "lisi"}) {
		t.Errorf("customers of %v, error %v; want those of zhangsan and lisi", owners, err)
	}
}

func TestCustomers_membersWithoutLicenceAreAnError(t *testing.T) {
	client := stubClient(t, stub{"get_by_user": says(200, `{"errcode":0,"external_contact_list":[],"fail_info":{"unlicensed_userid_list":["lisi"]}}`)})

	err := client.Customers(t.Context(), []string{"zhangsan", "lisi"}, noRows)
	if unlicensed, ok := errors.AsType[*wecom.UnlicensedError](err); !ok || !slices.Equal(unlicensed.UserIDs, []string{"lisi"}) {
		t.Errorf("error %v, want one that names lisi", err)
	}
}

func TestCustomers_haveAllThatWeComTells(t *testing.T) {
	client := stubClient(t, stub{"get_by_user": says(200, `{"errcode":0,"external_contact_list":[
		{"external_contact":{"external_userid":"wm1","name":"陈晓明","type":2,"unionid":"u"},
		 "follow_info":{"userid":"zhangsan","remark":"老陈","createtime":"1525779812","tag_id":["et1","et2"],"state":"shop","add_way":202,"oper_userid":"x"}},
		{"external_contact":{"external_userid":"wm2"},"follow_info":{"userid":"zhangsan"}},
		{"external_contact":{"external_userid":"wm3","type":"1"},"follow_info":{"createtime":1525779812,"state":7,"add_way":"202","remark":null}},
		{"external_contact":{"external_userid":"wm4"},"follow_info":{"createtime":1740792600000}}]}`)})

	var rows []string

	err := client.Customers(t.Context(), []string{"zhangsan"}, func(c wecom.Customer, f wecom.Follow) {
		rows = append(rows, fmt.Sprint(c, f.UserID, f.Remark, f.AddTime.Unix(), f.AddWay, f.State, f.TagIDs, f.AddTime.IsZero()))
	})

	want := []string{
		`{wm1 陈晓明 2}zhangsan老陈1525779812 202shop[et1 et2] false`,
		`{wm2  0}zhangsan-62135596800 0[] true`,
		`{wm3  1}1525779812 2027[] false`,
		`{wm4  0}-62135596800 0[] true`, // milliseconds
	}
	if err != nil || !slices.Equal(rows, want) {
		t.Errorf("%q, error %v; want %q", rows, err, want)
	}
}

// oneCustomer is an answer with a row that has this beside the contact.
func oneCustomer(beside string) string {
	return `{"errcode":0,"external_contact_list":[{"external_contact":{"external_userid":"wm1"}` + beside + `}]}`
}

func TestCustomers_anotherFormOfAnswerIsAnError(t *testing.T) {
	for endpoint, bodies := range map[string][]string{
		"get_by_user":           {`{"errcode":0,"external_contact_list":{}}`, `{"errcode":0,"external_contact_list":[{"follow_info":{}}]}`, oneCustomer(""), oneCustomer(`,"follow_info":null`), oneCustomer(`,"follow_info":{"userid":"zhangsan","tag_id":[null]}`)},
		"list":                  {`{"errcode":0,"group_chat_list":[{"status":0}]}`, `{"errcode":0,"group_chat_list":"none"}`},
		"get_follow_user_list":  {`{"errcode":0}`, `{"errcode":0,"follow_user":[1]}`},
		"get_corp_tag_list":     {`{"errcode":0,"tag_group":[{"tag":[{"name":"x"}]}]}`, `{"errcode":0,"tag_group":7}`},
		"get_strategy_tag_list": {`{"errcode":0,"tag_group":7}`},
	} {
		for _, body := range bodies {
			client := stubClient(t, stub{endpoint: says(200, body)})

			var err error

			switch endpoint {
			case "get_by_user":
				err = client.Customers(t.Context(), []string{"zhangsan"}, noRows)
			case "list":
				_, err = client.GroupChats(t.Context(), "", wecom.GroupsAll)
			case "get_follow_user_list":
				_, err = client.FollowUsers(t.Context())
			case "get_corp_tag_list":
				_, err = client.EnterpriseTags(t.Context())
			case "get_strategy_tag_list":
				_, err = client.StrategyTags(t.Context(), 0)
			}

			if _, ok := errors.AsType[*wecom.CallError](err); !ok {
				t.Errorf("%s answered %s: error %v, want a *CallError", endpoint, body, err)
			}
		}
	}
}

// A thousand pages, against the simulator: bounded time, and no page is kept
// once its rows were given.
func TestCustomers_mayBeAHundredThousand(t *testing.T) {
	n := 100_000
	if testing.Short() {
		n = 5_000
	}

	company := wecomsim.GenerateCompany(n, 1)
	sim := wecomsim.New(company, wecomsim.WithRequestLog(1))
	at := wecomtest.Serve(t, sim)
	client := newClient(t, func(c *wecom.Config) {
		c.BaseURL = at
		c.Credentials = wecom.Credentials{CorpID: wecomsim.DemoCorpID, CorpSecret: wecomsim.DemoSecret}
	})

	users, err := client.FollowUsers(t.Context())
	if err != nil {
		t.Fatal(err)
	}

	seen := make(map[string]struct{}, n)
	rows := 0
	before := heapInUse()
	started := time.Now()

	err = client.Customers(t.Context(), users, func(c wecom.Customer, _ wecom.Follow) {
		seen[c.ExternalUserID] = struct{}{}
		rows++
	})
	if err != nil {
		t.Fatal(err)
	}

	took, grown := time.Since(started), heapInUse()-before
	t.Logf("%d rows of %d customers of %d members in %s, heap grown by %d MiB", rows, len(seen), len(users), took, grown>>20)

	if len(seen) != n {
		t.Errorf("%d customers, want %d", len(seen), n)
	}

	// The ids alone are 3 MiB, the map 4. Pages are 30 KiB each, 30 MiB in all.
	if grown > 20<<20 {
		t.Errorf("the heap has grown by %d MiB", grown>>20)
	}
}

func heapInUse() int64 {
	runtime.GC()

	var m runtime.MemStats

	runtime.ReadMemStats(&m)

	return int64(m.HeapAlloc)
}
