package wecom

import (
	"context"
	"slices"
)

// Finding is the result of one look into WeCom's list.
type Finding struct {
	// Proven is the one record that is the message, or nil.
	Proven *Record
	// FailList are the requested customers that the proven record does not
	// list; nil if WeCom does not say. WeCom was asked for each of them, and
	// the message could not reach them.
	FailList []string
	// Illegible is how many records hold nothing that can be read. They prove
	// nothing, and are in no other's way.
	Illegible int
	// Candidates are records that may be the message. One that could not be
	// read may have no msgid.
	Candidates []Record
}

func (f Finding) msgid() string {
	if f.Proven == nil {
		return ""
	}

	return f.Proven.MsgID
}

// recordVerdict is what the look at one record came to.
type recordVerdict int

const (
	isAnother   recordVerdict = iota // it is another message
	isIllegible                      // nothing in it says what it is
	isPossible                       // it may be the message, and so may others
	isProof                          // it can be this message only
)

// find looks for the message among records. The caller holds the lookup of its
// words.
//
// Proof is one record, and no second one that may be the message: with the same
// content, created when only this message can have been, by the same sender,
// to exactly the people asked for, less those whom WeCom says to be out of
// reach; and no other message of this process can own it.
func (c *Client) find(ctx context.Context, s *Sent, trace Trace, records []Record) (Finding, error) {
	var (
		finding Finding
		failure error
		proofs  []int // places in Candidates
		doubts  int   // records that may be the message, by all that could be compared
		missing []string
	)

	for _, record := range records {
		if !c.canBe(s, record, trace) {
			continue
		}

		verdict, lacking, err := c.judgeRecord(ctx, s, trace, record)
		if err != nil {
			failure = err
		}

		if verdict == isAnother {
			continue
		}

		finding.Candidates = append(finding.Candidates, record)

		switch {
		case verdict == isIllegible:
			finding.Illegible++
		case verdict == isProof:
			proofs = append(proofs, len(finding.Candidates)-1)
			missing = lacking
		case verdict == isPossible && (trace.canProve(record) || record.CreateTime.IsZero()):
			doubts++
		}
	}

	if len(proofs) == 1 && doubts == 0 {
		finding.Proven = &finding.Candidates[proofs[0]]
		finding.FailList = missing
		failure = nil // it was about records of another time, or illegible ones
	}

	return finding, failure
}

// canBe reports whether a record can be the message, before anybody is asked
// who received it.
func (c *Client) canBe(s *Sent, record Record, trace Trace) bool {
	return record.Creator == "" && trace.mayBe(record) && s.compareContent(record) != otherContent &&
		!trace.excludes(record.MsgID) && !trace.isAnother(record.MsgID) && !c.inflight.isClaimed(record.MsgID)
}

// judgeRecord asks who received a record that can be the message. missing are
// those asked for who are not in it.
func (c *Client) judgeRecord(ctx context.Context, s *Sent, trace Trace, record Record) (verdict recordVerdict, missing []string, err error) {
	// One odd record of somebody else must not leave all others without proof.
	possible := isPossible
	if record.isUnread() {
		possible = isIllegible
	}

	if record.MsgID == "" {
		return possible, nil, nil
	}

	to, err := c.readSentTo(ctx, record.MsgID, s.ChatType, s.isExcludedBy)
	if err != nil {
		return possible, nil, err
	}

	if !s.canOwn(to) || c.isForOthers(s, record.MsgID) {
		return isAnother, nil, nil
	}

	if s.compareContent(record) != sameContent || !trace.canProve(record) || trace.fitsLookalike(s, to) || c.fitsInflight(s, to) {
		return isPossible, nil, nil
	}

	same, missing, err := c.provePeople(ctx, s, to)
	if !same {
		return isPossible, nil, err
	}

	return isProof, missing, nil
}

// fitsInflight reports whether a record could as well be another message of
// this run whose outcome is not known.
func (c *Client) fitsInflight(s *Sent, to *sentTo) bool {
	return slices.ContainsFunc(c.inflight.lookalikes(s), func(other *Sent) bool { return other.canOwn(to) })
}

// provePeople reports whether a record went to exactly those whom the message
// asks for. missing are those asked for whom it could not reach; nil where the
// message does not name its recipients.
func (c *Client) provePeople(ctx context.Context, s *Sent, to *sentTo) (same bool, missing []string, err error) {
	if s.Audience == AudienceMembers && s.ChatType == ChatTypeSingle && s.Sender != "" && !s.AllowSelect {
		customers, err := c.customersOfMember(ctx, s.Sender)

		return err == nil && len(customers) > 0 && RecipientsDigest(customers) == to.digest(), nil, err
	}

	match, lacking := s.comparePeople(to)

	switch {
	case s.ChatType == ChatTypeGroup:
		// WeCom lists the groups that it has sent to, and none that it could
		// not or has not yet: what is listed is never known to be all.
		return false, nil, nil
	case match == samePeople:
		return true, []string{}, nil
	case match == fewerPeople && !s.AllowSelect:
		out, err := c.unservable(ctx, s, to, lacking)

		return out, lacking, err
	default:
		return false, nil, nil
	}
}
