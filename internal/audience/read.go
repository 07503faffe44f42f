package audience

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/problem"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// Read reads the files of an audience. Where there is an error, the audience is
// not whole.
func Read(s Source) (*Audience, problem.List) {
	at := problem.Root("recipients_file")
	r := &reader{
		source: s, at: at, audience: &Audience{},
		strangers: draft.NewStrangers(s.Kind), members: draft.NewStrangers(draft.MemberID),
		bySpelling: map[string]int32{}, byName: map[string]int32{},
	}

	if wrong := draft.MemberID.ProblemOf(s.Sender, draft.InAttribute); s.Sender != "" && wrong != "" {
		r.problems.Errorf(problem.Root("sender"), "Invalid sender", "%s", wrong)
		return r.audience, r.problems
	}

	r.people()

	if len(r.problems.Errors()) > 0 {
		return r.audience, r.problems
	}

	r.audience.settle()
	r.problems = append(r.problems, r.strangers.Warning(at)...)
	r.problems = append(r.problems, r.members.Warning(at)...)

	for i, name := range s.Exclude {
		r.exclude(problem.Root("exclude_files").AtListIndex(i), name)
	}

	return r.audience, r.problems
}

// reader takes the rows of the files.
type reader struct {
	source   Source
	at       problem.Path
	audience *Audience
	problems problem.List
	bad      int
	ids      blocks

	strangers, members *draft.Strangers
	// bySpelling and byName find a sender: as written, and without regard to
	// case.
	bySpelling, byName map[string]int32
}

// people reads the recipients file.
func (r *reader) people() {
	name := r.source.File
	stream := draft.Stream{Kind: r.source.Kind, WithSender: true}

	// Exactly so many are needed at most: a list that grows is there twice.
	lines, err := stream.Lines(name)
	if r.failed(r.at, name, "", err) {
		return
	}

	r.audience.people = make([]person, 0, min(lines, MaxRows))

	wrong, err := stream.Each(name, r.person)
	if r.failed(r.at, name, wrong, err) {
		return
	}

	switch {
	case r.audience.Rows > MaxRows:
		r.problems.Errorf(r.at, "Too many recipients", "%s has more than %s rows. Split it over several campaigns.", name, wording.Grouped(MaxRows))
	case r.audience.Rows == 0:
		r.problems.Errorf(r.at, draft.EmptyAudience, "%s holds no id.", name)
	case r.bad > draft.MaxOfAKind:
		r.problems.Errorf(r.at, "Invalid rows", "%s", draft.InvalidInAll(r.bad))
	case len(r.problems) == 0 && len(r.audience.people) == 0:
		r.problems.Errorf(problem.Root("sample"), draft.EmptyAudience, "none of the %s of %s is in the sample.", wording.Counted(r.audience.Rows, "row"), name)
	}
}

// person takes a row.
func (r *reader) person(row draft.Row) bool {
	if r.audience.Rows++; r.audience.Rows > MaxRows {
		return false
	}

	if r.source.NeedsSender && r.source.Sender == "" && !row.HasSender {
		r.problems.Errorf(problem.Root("sender"), "Missing sender", "%s has no column that names who owns each group. Name its owner in a column sender, or set sender to the owner of all of them.", r.source.File)
		return false
	}

	wrong := row.Wrong
	if wrong == "" {
		wrong = r.source.Kind.ProblemOf(row.ID, draft.InFile)
	}

	if wrong != "" {
		r.refuse(row.Line, wrong)
		return true
	}

	if s := r.source.Sample; s != nil && !s.Has(row.ID) {
		r.audience.Unsampled++
		return true
	}

	r.strangers.See(row.ID, func() string { return fmt.Sprintf("line %d", row.Line) })

	r.audience.Overlooked = row.Overlooked
	sender := r.sender(row)
	row32 := int32(r.audience.Rows) //nolint:gosec // it is at most MaxRows
	r.audience.people = append(r.audience.people, person{id: r.ids.keep(row.ID), sender: sender, row: row32})

	return len(r.audience.senders) <= MaxSenders
}

// sender is who sends to the one of a row, or -1.
func (r *reader) sender(row draft.Row) int32 {
	userid := row.Sender
	if userid == "" {
		userid = r.source.Sender
	}

	if userid == "" {
		if row.HasSender {
			r.refuse(row.Line, "the cell that names who sends is empty, and no sender stands for all such rows. Fill it in, or set sender before the first send: what it was then counts.")
		}

		return -1
	}

	if i, ok := r.bySpelling[userid]; ok {
		return i
	}

	if wrong := memberProblem(userid); wrong != "" {
		r.refuse(row.Line, wrong)
		return -1
	}

	r.members.See(userid, func() string { return fmt.Sprintf("line %d", row.Line) })

	// WeCom spells userids without regard to case. The first spelling stays.
	i, ok := r.byName[strings.ToLower(userid)]
	if !ok {
		i = int32(len(r.audience.senders)) //nolint:gosec // it is at most MaxRows
		r.byName[strings.ToLower(userid)] = i
		r.audience.senders = append(r.audience.senders, strings.Clone(userid))
	}

	if len(r.audience.senders) > MaxSenders {
		r.problems.Errorf(r.at, "Too many senders", "%s names more than %s members who send. Is it the column of the members that is named so, or one in which each row has a value of its own?", r.source.File, wording.Grouped(MaxSenders))
	}

	r.bySpelling[strings.Clone(userid)] = i

	return i
}

// memberProblem says what is wrong with a userid. A slash, which is among it,
// would make its message one of another member's.
func memberProblem(userid string) string {
	if wrong := draft.MemberID.ProblemOf(userid, draft.InFile); wrong != "" {
		return "who sends: " + wrong
	}

	return ""
}

func (r *reader) refuse(line int, wrong string) {
	if r.bad++; r.bad <= draft.MaxOfAKind {
		r.problems.Errorf(r.at, "Invalid row", "%s, line %d: %s", r.source.File, line, wrong)
	}
}

// exclude reads a file of those who get nothing.
func (r *reader) exclude(at problem.Path, name string) {
	bad, hits, strangers := 0, 0, draft.NewStrangers(r.source.Kind)

	wrong, err := draft.Stream{Kind: r.source.Kind}.Each(name, func(row draft.Row) bool {
		wrong := row.Wrong
		if wrong == "" {
			wrong = r.source.Kind.ProblemOf(row.ID, draft.InFile)
		}

		// Somebody who cannot be read might get the message.
		if wrong != "" {
			if bad++; bad <= draft.MaxOfAKind {
				r.problems.Errorf(at, "Invalid row", "%s, line %d: %s", name, row.Line, wrong)
			}

			return true
		}

		strangers.See(row.ID, func() string { return fmt.Sprintf("line %d", row.Line) })

		// Nobody knows whether one whom the sample leaves out stands in the
		// file.
		if sample := r.source.Sample; r.audience.exclude(row.ID) || sample != nil && !sample.Has(row.ID) {
			hits++
		}

		return true
	})

	if r.failed(at, name, wrong, err) {
		return
	}

	r.problems = append(r.problems, strangers.OfExclusions().Warning(at)...)

	switch {
	case bad > 0 || hits > 0:
	case strangers.None():
		r.problems.Warnf(at, "Nobody is excluded", "%s holds no id, so it excludes nobody.", name)
	default:
		r.problems.Warnf(at, "Nobody is excluded", "%s excludes nobody: none of its %s is among the recipients. WeCom's ids differ in upper and lower case, and from app to app.", name, wording.Counted(strangers.All(), "id"))
	}
}

// failed says why a file cannot be read.
func (r *reader) failed(at problem.Path, name, wrong string, err error) bool {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		r.problems.Errorf(at, draft.AbsenceSummary(err), "%s A file that the same apply writes must be named through an attribute of the resource that writes it which is known only after that.", draft.Absence(name, err))
	case err != nil:
		r.problems.Errorf(at, "Unreadable file", "%s.", err)
	case wrong != "":
		r.problems.Errorf(at, "Invalid recipients file", "%s: %s", name, wrong)
	default:
		return false
	}

	return true
}
