package faultmatrix

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// record is the message that the server made for the very request of r.
func (s *soak) record(r *soaked) (found wecomsim.Message, n int) {
	for _, m := range s.world.sim.Messages() {
		if string(m.Body) == r.body {
			found = m
			n++
		}
	}

	return found, n
}

// judgeSends checks what must hold after every process.
func (s *soak) judgeSends() []string {
	var complaints []string

	owners := map[string]*soaked{}

	for _, r := range s.resources {
		made, n := s.record(r)

		switch {
		case n > 1:
			complaints = append(complaints, fmt.Sprintf("DUPLICATE: sent %d times: %s", n, r))
		case r.status == created && (n == 0 || made.MsgID != r.msgid):
			complaints = append(complaints, fmt.Sprintf("WRONG ADOPTION: the server made %q for %s", made.MsgID, r))
		case r.status == none && n > 0 && !r.killed:
			complaints = append(complaints, fmt.Sprintf("WRONG STATE: refused (%v), but sent: %s", r.err, r))
		}

		if r.status == created {
			if owners[r.msgid] != nil {
				complaints = append(complaints, fmt.Sprintf("WRONG ADOPTION: two owners: %s and %s", r, owners[r.msgid]))
			}

			owners[r.msgid] = r
		}
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

	switch {
	case slices.Contains(trace.Exclude, made.MsgID):
		return "its own record is excluded"
	case at < trace.NotBefore:
		return "it is older than its trace"
	case at > trace.NotAfter && s.processes[r.unknownIn].timeout == 0:
		return "it is younger than its trace"
	case at > trace.NotAfter:
		return "" // the server worked on after the client had given up
	case len(trace.Rivals) > 0 && s.hasRival(r, made):
		return ""
	case len(trace.Rivals) > 0 && !s.hasDouble(r, made, trace):
		return "it is contested, but the record can be nobody else's"
	case s.hasDouble(r, made, trace):
		return ""
	default:
		return "it is the only record that it can be"
	}
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
	return slices.ContainsFunc(s.world.sim.Messages(), func(m wecomsim.Message) bool {
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
