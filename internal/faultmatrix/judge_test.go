package faultmatrix

import (
	"slices"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// reached are the customers or groups that a message of the server goes to.
func reached(m wecomsim.Message) []string {
	var ids []string

	for _, task := range m.Tasks {
		for _, to := range task.Recipients {
			ids = append(ids, to.ExternalUserID+to.ChatID)
		}
	}

	return ids
}

// asked are the customers or groups that a message names; nil where it does
// not.
func asked(m *wecom.MassMessage) []string { return slices.Concat(m.ExternalUserID, m.ChatIDList) }

// isOutOfReach tells whether nobody has this customer. All others can be
// reached, and a fail_list that names one of them is wrong.
func isOutOfReach(id string) bool { return id == "wmNOBODY" }

// isExactly tells whether a message went to exactly those whom a resource asked
// for, less those out of reach: then nobody can tell it from the resource's
// own.
func isExactly(r *resource, made wecomsim.Message) bool {
	ids := asked(r.message)

	switch {
	case ids == nil && r.message.TagFilter == nil && r.message.ChatType == wecom.ChatTypeSingle:
		ids = customers() // all of them are each member's
	case ids == nil:
		return false
	}

	for _, task := range made.Tasks {
		if r.message.Sender != "" && task.UserID != r.message.Sender {
			return false
		}
	}

	ids = slices.DeleteFunc(slices.Clone(ids), isOutOfReach)

	return made.ChatType == r.message.ChatType && equalSets(ids, reached(made))
}

// inTheSameSeconds tells whether a message came while a resource was sent and
// looked for, or a moment before, as clocks go. What came when that was over is
// of a later run.
func inTheSameSeconds(r *resource, at time.Time) bool {
	const margin = 6 * time.Second

	return !at.Before(r.from.Add(-margin)) && (at.Before(r.until) || !r.healed && at.Equal(r.until))
}

func equalSets(a, b []string) bool {
	within := func(a, b []string) bool {
		return !slices.ContainsFunc(a, func(id string) bool { return !slices.Contains(b, id) })
	}

	return within(a, b) && within(b, a)
}

// unaccounted are those whom a resource asked for, who are not reached by the
// message that it has, and of whom it does not say so.
func unaccounted(r *resource, made wecomsim.Message) []string {
	to := reached(made)

	return slices.DeleteFunc(asked(r.message), func(id string) bool {
		return slices.Contains(to, id) || isOutOfReach(id) && slices.Contains(r.failList, id)
	})
}

// uninvited are those whom the message of a resource reaches, and for whom it
// did not ask.
func uninvited(r *resource, made wecomsim.Message) []string {
	ids := asked(r.message)
	if ids == nil {
		return nil
	}

	return slices.DeleteFunc(reached(made), func(id string) bool { return slices.Contains(ids, id) })
}
