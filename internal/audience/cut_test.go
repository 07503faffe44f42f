package audience

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// random is an audience of random people, some of them excluded, and in which
// order they stood.
func random(r *rand.Rand, n, senders int) *Audience {
	a := &Audience{}
	for i := range senders {
		a.senders = append(a.senders, fmt.Sprintf("Member%d", i))
	}

	for i := range n {
		p := person{id: fmt.Sprintf("wm%d", r.IntN(n+1)), sender: -1, row: int32(i)}
		if senders > 0 {
			p.sender = int32(r.IntN(senders))
		}

		a.people = append(a.people, p)
	}

	a.settle()

	for range r.IntN(n + 1) {
		a.exclude(fmt.Sprintf("wm%d", r.IntN(2*n+1)))
	}

	return a
}

// Whatever the people are: the messages hold all of them but the excluded, each
// once, none more than it may, each of one sender, under names of their own;
// and the digests are those of the message without exclusion.
func TestCut_property(t *testing.T) {
	for seed := range uint64(500) {
		r := rand.New(rand.NewPCG(seed, 1))
		a := random(r, r.IntN(60), r.IntN(5))
		limit := 1 + r.IntN(10)

		wanted := map[string]bool{}
		all := map[string][]string{} // by sender, in order

		for i, p := range a.people {
			wanted[p.id] = !a.excluded[i]

			sender := ""
			if p.sender >= 0 {
				sender = a.senders[p.sender]
			}

			all[sender] = append(all[sender], p.id)
		}

		keys := map[string]bool{}
		got := map[string]int{}

		for _, p := range a.cut(limit) {
			if keys[strings.ToLower(p.Key)] || p.Recipients == 0 || p.Recipients > limit {
				t.Fatalf("seed %d: %s twice, empty, or of %d", seed, p.Key, p.Recipients)
			}

			keys[strings.ToLower(p.Key)] = true

			share := all[p.Sender][:p.Recipients]
			all[p.Sender] = all[p.Sender][p.Recipients:]

			if p.SHA256 != wecom.RecipientsDigest(share) || !slices.IsSorted(share) {
				t.Fatalf("seed %d: %s has another digest than its people", seed, p.Key)
			}

			for _, id := range p.IDs() {
				if got[id]++; !slices.Contains(share, id) {
					t.Fatalf("seed %d: %s has %s of another share", seed, p.Key, id)
				}
			}

			if len(p.IDs()) != p.Recipients-p.Excluded {
				t.Fatalf("seed %d: %s counts its excluded wrong", seed, p.Key)
			}
		}

		for id, wants := range wanted {
			if wants && got[id] != 1 || !wants && got[id] != 0 {
				t.Fatalf("seed %d: %s is in %d messages, wanted %t", seed, id, got[id], wants)
			}
		}
	}
}

func TestCut_keys(t *testing.T) {
	a := &Audience{senders: []string{"zhangsan"}}
	for i := range 20_001 {
		a.people = append(a.people, person{id: fmt.Sprintf("wm%05d", i), row: int32(i)})
	}

	a.settle()

	var shape []string
	for _, p := range a.Cut(draft.CustomerID) {
		shape = append(shape, fmt.Sprintf("%s=%d from %s", p.Key, p.Recipients, p.IDs()[0]))
	}

	if want := "zhangsan=10000 from wm00000, zhangsan/2=10000 from wm10000, zhangsan/3=1 from wm20000"; strings.Join(shape, ", ") != want {
		t.Errorf("%v", shape)
	}

	if n := len(a.Cut(draft.GroupID)); n != 11 {
		t.Errorf("20,001 groups are %d messages, want 11 of 2,000", n)
	}

	// The order of the file does not matter, and neither does the spelling of
	// who sends; who sends does.
	b := &Audience{senders: []string{"ZhangSan"}, people: slices.Clone(a.people)}
	slices.Reverse(b.people)
	b.settle()

	if a.SHA256() != b.SHA256() {
		t.Error("the digest depends on the order or the spelling")
	}

	b.senders[0] = "lisi"

	if a.SHA256() == b.SHA256() {
		t.Error("the digest does not depend on who sends")
	}
}
