package wecom_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
)

// pages is a server of one paged list: n rows, cut at the limit that the
// client asks for.
type pages struct {
	endpoint string
	list     string // name of the list in the answer
	row      func(i int) any
	n        int
	failAt   int  // the page (from 1) that is refused; 0 is none
	failCode int  // with this errcode
	circle   bool // the cursor after the last page leads back to page 2
	emptied  bool // no page has a row

	mu     sync.Mutex
	bodies []map[string]any
	// busy and together count how many calls are in the handler at once.
	busy, together int
	pause          time.Duration
}

func (p *pages) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if strings.HasSuffix(r.URL.Path, "gettoken") {
		_, _ = io.WriteString(w, `{"errcode":0,"access_token":"`+stubToken+`","expires_in":7200}`)
		return
	}

	var body map[string]any

	if !strings.HasSuffix(r.URL.Path, p.endpoint) || json.NewDecoder(r.Body).Decode(&body) != nil {
		p.answer(w, map[string]any{"list_of_tasks": nil, "errcode": 40058})
		return
	}

	p.mu.Lock()
	p.bodies = append(p.bodies, body)
	p.busy++
	p.together = max(p.together, p.busy)
	p.mu.Unlock()

	time.Sleep(p.pause)

	limit := int(body["limit"].(float64))
	cursor, _ := body["cursor"].(string)
	from, _ := strconv.Atoi(cursor)
	to := min(from+limit, p.n)

	switch {
	case p.failAt == from/limit+1:
		p.answer(w, map[string]any{"errcode": p.failCode, "errmsg": "refused"})
	default:
		rows := []any{}
		for i := from; i < to && !p.emptied; i++ {
			rows = append(rows, p.row(i))
		}

		next := ""
		if to < p.n {
			next = strconv.Itoa(to)
		} else if p.circle {
			next = strconv.Itoa(limit)
		}

		p.answer(w, map[string]any{"errcode": 0, "errmsg": "ok", p.list: rows, "next_cursor": next})
	}

	p.mu.Lock()
	p.busy--
	p.mu.Unlock()
}

func (p *pages) answer(w http.ResponseWriter, body any) {
	encoded, _ := json.Marshal(body)
	_, _ = w.Write(encoded)
}

// pagedQuery is a method of the client that reads pages.
type pagedQuery struct {
	name  string
	pages func() *pages
	limit int
	// run gives how many different rows came.
	run func(t *testing.T, c *wecom.Client) (int, error)
}

func pagedQueries() []pagedQuery {
	return []pagedQuery{
		{
			name:  "customers",
			limit: 100,
			pages: func() *pages {
				return &pages{endpoint: "batch/get_by_user", list: "external_contact_list", row: func(i int) any {
					return map[string]any{
						"external_contact": map[string]any{"external_userid": "wm" + strconv.Itoa(i), "name": "客户", "type": 1},
						"follow_info":      map[string]any{"userid": "zhangsan", "createtime": 1700000000 + i, "tag_id": []string{"et1"}, "add_way": i % 3},
					}
				}}
			},
			run: func(t *testing.T, c *wecom.Client) (int, error) {
				seen := map[string]bool{}
				err := c.Customers(t.Context(), []string{"zhangsan"}, func(customer wecom.Customer, _ wecom.Follow) {
					seen[customer.ExternalUserID] = true
				})

				return len(seen), err
			},
		},
		{
			name:  "groups",
			limit: 1000,
			pages: func() *pages {
				return &pages{endpoint: "groupchat/list", list: "group_chat_list", row: func(i int) any {
					return map[string]any{"chat_id": "wr" + strconv.Itoa(i), "status": 0}
				}}
			},
			run: func(t *testing.T, c *wecom.Client) (int, error) {
				groups, err := c.GroupChats(t.Context(), "zhangsan", wecom.GroupsAll)

				return len(groups), err
			},
		},
		{
			name:  "records",
			limit: 100,
			pages: func() *pages {
				return &pages{endpoint: "get_groupmsg_list_v2", list: "group_msg_list", row: func(i int) any {
					return map[string]any{"msgid": "msg" + strconv.Itoa(i), "create_time": 1700000000, "create_type": 0}
				}}
			},
			run: func(t *testing.T, c *wecom.Client) (int, error) {
				start := time.Unix(1700000000, 0)
				records, err := c.MassMessages(t.Context(), wecom.RecordQuery{
					ChatType: wecom.ChatTypeSingle, Start: start, End: start.Add(time.Hour), Filter: wecom.CreatedByAnyone,
				})

				return len(records), err
			},
		},
		{
			name:  "tasks",
			limit: 1000,
			pages: func() *pages {
				return &pages{endpoint: "get_groupmsg_task", list: "task_list", row: func(i int) any {
					return map[string]any{"userid": "user" + strconv.Itoa(i), "status": 0}
				}}
			},
			run: func(t *testing.T, c *wecom.Client) (int, error) {
				// Only the tasks are served here, so the first member's results
				// fail.
				tasks, err := 0, c.MassMessageResults(t.Context(), "msg1", func(wecom.MemberTask) {}, func(wecom.SendResult) {})
				if wecom.Code(err) == 40058 {
					tasks, err = 1, nil
				}

				return tasks, err
			},
		},
		{
			name:  "results",
			limit: 1000,
			pages: func() *pages {
				return &pages{endpoint: "get_groupmsg_send_result", list: "send_list", row: func(i int) any {
					return map[string]any{"external_userid": "wm" + strconv.Itoa(i), "userid": "zhangsan", "status": i % 4}
				}}
			},
			run: func(t *testing.T, c *wecom.Client) (int, error) {
				seen := map[string]bool{}
				err := c.MassMessageResults(t.Context(), "msg1", func(wecom.MemberTask) {}, func(r wecom.SendResult) {
					seen[r.ExternalUserID] = true
				})

				return len(seen), err
			},
		},
	}
}

// serve gives a client of the pages. Results also need a task.
func (p *pages) client(t *testing.T, change ...func(*wecom.Config)) *wecom.Client {
	t.Helper()

	handler := http.Handler(p)

	if p.endpoint == "get_groupmsg_send_result" {
		handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, "get_groupmsg_task") {
				_, _ = io.WriteString(w, `{"errcode":0,"task_list":[{"userid":"zhangsan","status":2}]}`)
				return
			}

			p.ServeHTTP(w, r)
		})
	}

	at := wecomtest.Serve(t, handler)

	return newClient(t, append(change, func(c *wecom.Config) { c.BaseURL = at })...)
}

func TestPages_areAllRead(t *testing.T) {
	many := 100_000
	if testing.Short() {
		many = 5_000
	}

	for _, q := range pagedQueries() {
		for _, n := range []int{0, 1, q.limit, q.limit + 1, many} {
			t.Run(fmt.Sprintf("%s/%d", q.name, n), func(t *testing.T) {
				p := q.pages()
				p.n = n

				got, err := q.run(t, p.client(t))
				if err != nil {
					t.Fatal(err)
				}

				want := n
				if q.name == "tasks" {
					want = min(n, 1)
				}

				if got != want {
					t.Errorf("%d rows, want %d", got, want)
				}

				wantCalls := max(1, (n+q.limit-1)/q.limit)
				if len(p.bodies) != wantCalls {
					t.Errorf("%d calls, want %d", len(p.bodies), wantCalls)
				}

				for _, body := range p.bodies {
					if body["limit"] != float64(q.limit) {
						t.Errorf("limit %v, want %d", body["limit"], q.limit)
					}
				}
			})
		}
	}
}

func TestPages_aCursorThatComesBackIsAnError(t *testing.T) {
	for _, q := range pagedQueries() {
		t.Run(q.name, func(t *testing.T) {
			p := q.pages()
			p.n, p.circle = 2*q.limit, true

			_, err := q.run(t, p.client(t))
			if err == nil || !strings.Contains(err.Error(), "cursor came twice") {
				t.Errorf("error %v, want one about the cursor", err)
			}
		})
	}
}

func TestPages_oneThatFailsIsAnError(t *testing.T) {
	for _, q := range pagedQueries() {
		for page := 1; page <= 3; page++ {
			// 84061 means "no customers" on the first page of customers only,
			// and 41063 is waited for on the first page of results only.
			for _, code := range []int{48002, -1, 50100, 84061, 41063} {
				if page == 1 && code == 84061 && q.name == "customers" {
					continue
				}

				t.Run(fmt.Sprintf("%s/page %d/%d", q.name, page, code), func(t *testing.T) {
					p := q.pages()
					p.n, p.failAt, p.failCode = 3*q.limit, page, code

					if _, err := q.run(t, p.client(t)); err == nil {
						t.Error("no error: a short list passes as a whole one")
					}
				})
			}
		}
	}
}
