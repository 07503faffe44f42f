package audience

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// Part is one message's share of the people, in the order of their ids.
type Part struct {
	// Key names it: the sender, and from the second message of a sender on a
	// slash and a number; without senders a number.
	Key    string
	Sender string
	// Recipients is how many people it has, and SHA256 their digest, see
	// [wecom.RecipientsDigest]. Excluded of them get nothing.
	Recipients int
	SHA256     string
	Excluded   int

	audience *Audience
	places   []int32
}

// IDs are those who get the message: all but the excluded.
func (p Part) IDs() []string {
	ids := make([]string, 0, p.Recipients-p.Excluded)

	for _, i := range p.places {
		if !p.audience.excluded[i] {
			ids = append(ids, p.audience.people[i].id)
		}
	}

	return ids
}

// AllIDs are all that the message was cut for.
func (p Part) AllIDs() []string {
	ids := make([]string, len(p.places))
	for i, place := range p.places {
		ids[i] = p.audience.people[place].id
	}

	return ids
}

// Cut cuts the people into messages: along those who send, if they are known,
// and then by what one message takes, in the order of the ids. The messages
// are in the order of their senders, without regard to case, and their numbers.
func (a *Audience) Cut(kind draft.IDKind) []Part {
	limit := wecom.MaxExternalUserIDs
	if kind == draft.GroupID {
		limit = wecom.MaxChatIDs
	}

	return a.cut(limit)
}

func (a *Audience) cut(limit int) []Part {
	var parts []Part

	for sender, places := range a.bySender() {
		userid := ""
		if a.HasSenders() {
			userid = a.senders[sender]
		}

		number := 0
		for share := range slices.Chunk(places, limit) {
			number++
			parts = append(parts, a.part(userid, number, share))
		}
	}

	slices.SortStableFunc(parts, func(x, y Part) int {
		return cmp.Compare(strings.ToLower(x.Sender), strings.ToLower(y.Sender))
	})

	return parts
}

// bySender are the places of the people of each sender, in the order of their
// ids: counted, so that a million need no second sort.
func (a *Audience) bySender() [][]int32 {
	counts := make([]int, max(1, len(a.senders)))
	for _, p := range a.people {
		counts[max(0, p.sender)]++
	}

	all, begin := make([]int32, len(a.people)), 0
	places := make([][]int32, len(counts))

	for sender, n := range counts {
		places[sender] = all[begin : begin : begin+n]
		begin += n
	}

	for i, p := range a.people {
		sender := max(0, p.sender)
		places[sender] = append(places[sender], int32(i))
	}

	return places
}

func (a *Audience) part(sender string, number int, places []int32) Part {
	p := Part{Key: KeyOf(sender, number), Sender: sender, Recipients: len(places), audience: a, places: places}
	sum := sha256.New()

	for _, i := range places {
		sum.Write([]byte(a.people[i].id))
		sum.Write([]byte{'\n'})

		if a.excluded[i] {
			p.Excluded++
		}
	}

	p.SHA256 = hex.EncodeToString(sum.Sum(nil))

	return p
}

// KeyOf names the message of a sender with a number, from 1.
func KeyOf(sender string, number int) string {
	switch {
	case sender == "":
		return strconv.Itoa(number)
	case number == 1:
		return sender
	default:
		return sender + "/" + strconv.Itoa(number)
	}
}

// SHA256 names the people and who sends to each: of the sorted ids, each with
// its sender in lower case after a tab, and a line feed after it.
func (a *Audience) SHA256() string {
	lower := make([]string, len(a.senders))
	for i, sender := range a.senders {
		lower[i] = strings.ToLower(sender)
	}

	sum := sha256.New()

	for _, p := range a.people {
		sum.Write([]byte(p.id))
		sum.Write([]byte{'\t'})

		if p.sender >= 0 {
			sum.Write([]byte(lower[p.sender]))
		}

		sum.Write([]byte{'\n'})
	}

	return hex.EncodeToString(sum.Sum(nil))
}
