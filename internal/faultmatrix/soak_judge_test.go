package faultmatrix

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// record is the message that the server made for the very request of r.
func (s *soak) record(r *soaked) (found wecomsim.Message, n int) {
	for _, m := range s.world.Sim.Messages() {
		if string(m.Body) == r.body {
			found = m
			n++
		}
	}

	return found, n
}

// posts is how often the request of r was made without being refused by WeCom:
// every one of them may have sent the message.
func (s *soak) posts(r *soaked) (n int) {
	for _, request := range s.world.Sim.Requests(sendEndpoint) {
		refused := request.Status == http.StatusOK && request.Errcode != 0 && request.Errcode != -1
		if string(request.Body) == r.body && !refused {
			n++
		}
	}

	return n
}

// judgeSends checks what must hold after every process.
func (s *soak) judgeSends() []string {
	var complaints []string

	owners := map[string]*soaked{}

	for _, r := range s.resources {
		made, n := s.record(r)

		switch {
		case !r.killed && s.posts(r) > 1:
			complaints = append(complaints, fmt.Sprintf("DUPLICATE: asked for %d times without a refusal: %s", s.posts(r), r))
		case n > 1:
			complaints = append(complaints, fmt.Sprintf("DUPLICATE: sent %d times: %s", n, r))
		case r.status == created && (n == 0 || made.MsgID != r.msgid) && !s.isDoubleOf(r):
			complaints = append(complaints, fmt.Sprintf("WRONG ADOPTION: the server made %q for %s", made.MsgID, r))
		case r.status == none && n > 0 && !r.killed:
			complaints = append(complaints, fmt.Sprintf("WRONG STATE: refused (%v), but sent: %s", r.err, r))
		}

		if r.status == created {
			if other := owners[r.msgid]; other != nil && !s.isDoubleOf(r) && !s.isDoubleOf(other) {
				complaints = append(complaints, fmt.Sprintf("WRONG ADOPTION: two owners: %s and %s", r, owners[r.msgid]))
			}

			owners[r.msgid] = r

			complaints = append(complaints, s.judgePeople(r)...)
		}
	}

	return complaints
}

// isDoubleOf tells whether a resource has the message of one in the other
// block, which nobody can tell from its own: it went to exactly the same people
// while both were under way.
func (s *soak) isDoubleOf(r *soaked) bool {
	made, ok := s.world.Sim.Message(r.msgid)

	return ok && isExactly(&r.resource, made) && inTheSameSeconds(&r.resource, made.CreateTime.Add(-s.skew)) &&
		slices.ContainsFunc(s.resources, func(other *soaked) bool {
			return other.block != r.block && other.body == string(made.Body)
		})
}

// judgePeople checks that everybody who was asked for is reached or said not to
// be, and nobody else has it.
func (s *soak) judgePeople(r *soaked) []string {
	made, ok := s.world.Sim.Message(r.msgid)
	if !ok {
		return []string{fmt.Sprintf("WRONG ADOPTION: there is no such message: %s", r)}
	}

	var complaints []string

	if ids := uninvited(&r.resource, made); len(ids) > 0 {
		complaints = append(complaints, fmt.Sprintf("WRONG ADOPTION: nobody asked for %v: %s", ids, r))
	}

	if ids := unaccounted(&r.resource, made); len(ids) > 0 {
		complaints = append(complaints, fmt.Sprintf("WRONG STATE: %v neither reached nor in fail_list: %s", ids, r))
	}

	return complaints
}

// judgeLosses checks, after a last process in which everything works, that a
// message which is still unknown could not have been told by anybody.
func (s *soak) judgeLosses() []string {
	var complaints []string

	for _, r := range s.resources {
		made, n := s.record(r)
		if r.status != unknown || n == 0 {
			continue
		}

		var trace wecom.Trace
		if err := json.Unmarshal(r.trace, &trace); err != nil {
			complaints = append(complaints, err.Error())
			continue
		}

		if why := s.lost(r, made, trace); why != "" {
			complaints = append(complaints, fmt.Sprintf("LOST (%s): %s with trace %+v, created %d", why, r, trace, made.CreateTime.Unix()))
		}
	}

	return complaints
}

// lost says why the message should have been found, or "".
func (s *soak) lost(r *soaked, made wecomsim.Message, trace wecom.Trace) string {
	at := made.CreateTime.Unix()
	in := s.processes[r.unknownIn]

	switch {
	case slices.Contains(trace.Exclude, made.MsgID):
		return "its own record is excluded"
	case !slices.ContainsFunc(trace.Search, func(span wecom.Span) bool { return span.From <= at && at <= span.Until }):
		return "no look goes as far as it"
	case trace.Unprovable || !provable(r.message) || r.late || s.dates:
		return ""
	case at < trace.NotBefore:
		return "it is older than its trace"
	case at > trace.NotAfter && in.timeout == 0 && in.cancelAt == 0 && !s.fixedToken:
		return "it is younger than its trace"
	case at > trace.NotAfter:
		// The lookup was so short, or with a fixed token WeCom's time known so
		// badly from a slow answer, that a later run may have sent it.
		return ""
	case len(trace.Lookalikes) > 0 && s.hasRival(r, made):
		return ""
	case len(trace.Lookalikes) > 0 && !s.hasDouble(r, made, trace):
		return "it is contested, but the record can be nobody else's"
	case s.hasDouble(r, made, trace):
		return ""
	default:
		return "it is the only record that it can be"
	}
}

// provable tells whether WeCom tells enough of a message's people to prove that
// a record is it. Nobody is sent a group message before its owner does it.
func provable(m *wecom.MassMessage) bool {
	return m.ChatType == wecom.ChatTypeSingle && (len(m.ExternalUserID) > 0 || m.Sender != "" && m.TagFilter == nil)
}

// hasRival: the record could as well be another message, whose outcome was not
// known when r's trace was made. A message that names no customers cannot keep
// in its trace what tells it from one that does.
func (s *soak) hasRival(r *soaked, made wecomsim.Message) bool {
	return slices.ContainsFunc(s.resources, func(other *soaked) bool {
		if other == r || other.message.ChatType != made.ChatType || other.message.Text.Content != made.Text ||
			len(r.message.ExternalUserID) > 0 && !fits(other.message, made) {
			return false
		}

		cancelled := s.processes[r.unknownIn].cancelAt > 0 && other.sentIn >= r.unknownIn

		return cancelled || other.unknownIn == r.unknownIn
	})
}

// hasDouble: the list has another record that could be r.
func (s *soak) hasDouble(r *soaked, made wecomsim.Message, trace wecom.Trace) bool {
	return slices.ContainsFunc(s.world.Sim.Messages(), func(m wecomsim.Message) bool {
		at := m.CreateTime.Unix()

		return m.MsgID != made.MsgID && m.Text == made.Text && m.ChatType == made.ChatType &&
			at >= trace.NotBefore && at <= trace.NotAfter && !slices.Contains(trace.Exclude, m.MsgID) && fits(r.message, m)
	})
}

// fits tells whether a record's people can be those of a message.
func fits(m *wecom.MassMessage, record wecomsim.Message) bool {
	for _, task := range record.Tasks {
		if m.Sender != "" && task.UserID != m.Sender {
			return false
		}

		for _, to := range task.Recipients {
			if m.ChatType == wecom.ChatTypeSingle && len(m.ExternalUserID) > 0 && !slices.Contains(m.ExternalUserID, to.ExternalUserID) {
				return false
			}
		}
	}

	return true
}
