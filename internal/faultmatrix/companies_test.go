package faultmatrix

import (
	"context"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomtest"
)

// The same words go to customers of the same ids in two companies, in the same
// seconds. What is in one is never the message of the other, also where a root
// is applied with the credentials of the other company.
func TestCompanies_withEqualWordsNeverMix(t *testing.T) {
	for kind := range kinds() {
		for _, first := range fates() {
			for _, known := range []bool{true, false} {
				one, two := twoCompanies(kind, first, known)

				switch {
				case first != arrives && !known && kind == "1":
					// The positive control: where the state does not say which
					// company it is, nothing tells the two apart.
					if one.status != created || two.status != created {
						t.Errorf("%s, company not known: %s and %s", kind, one.status, two.status)
					}
				case known && first != arrives && one.status == created:
					t.Errorf("%s that %s was found in the other company", kind, first)
				case two.status != created || two.adopted:
					t.Errorf("%s in the other company: %s", kind, two.status)
				}
			}
		}
	}
}

// twoCompanies sends a message in one company, whose lookup cannot read the
// list, and in another one, and then looks for the first one with the
// credentials of the second.
func twoCompanies(kind string, first fate, known bool) (one, two *resource) {
	clock := wecomtest.NewClock()
	here, there := newWorldOf(companyNamed("wwhere"), clock, 0), newWorldOf(companyNamed("wwthere"), clock, 0)

	defer here.close()
	defer there.close()

	one, two = &resource{message: kinds()[kind](), status: none}, &resource{message: kinds()[kind](), status: none}

	lists()[len(lists())-1].arm(here.Sim)
	first.arm(here)
	here.hook(sendEndpoint, func() {
		if err := two.apply(context.Background(), there.process(), off); err != nil {
			panic(err)
		}
	})

	if err := one.apply(context.Background(), here.process(), off); err != nil {
		panic(err)
	}

	if !known {
		one.corp = ""
	}

	clock.Advance(time.Minute)

	if err := one.apply(context.Background(), there.process(), off); err != nil {
		panic(err)
	}

	return one, two
}
