package wecomsim_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// A time.Duration ends after 292 years; over that the clock jumped back.
func TestClock_refusesToOverflow(t *testing.T) {
	c := newClient(t)
	c.wantStatus(c.control("POST", "clock", `{"advance":"2540400h"}`), 200) // 290 years

	was := c.sim.Now()
	for _, body := range []string{
		`{"advance":"2540400h"}`, `{"set":"2400-01-01T00:00:00Z"}`, `{"set":"9999-12-31T23:59:59Z"}`, `{"set":"0001-01-01T00:00:01Z"}`,
		`{"advance":"9999999h"}`,
	} {
		a := c.control("POST", "clock", body)
		c.wantStatus(a, 400)

		if a.str("error") == "" || !c.sim.Now().Equal(was) {
			t.Errorf("%s: %s, the clock says %s", body, a.raw, c.sim.Now())
		}
	}

	if words := c.control("POST", "clock", `{"set":"2400-01-01T00:00:00Z"}`).str("error"); !strings.Contains(words, "292 years") {
		t.Errorf("words %q", words)
	}

	c.wantStatus(c.control("POST", "clock", `{"set":"1735-07-11T10:00:00Z"}`), 200) // far from now, near to the base clock

	if c.sim.Now().Year() != 1735 {
		t.Errorf("set to %s", c.sim.Now())
	}

	c.wantStatus(c.control("POST", "clock", `{"advance":"-2540400h"}`), 400)
	c.token = c.getToken(wecomsim.DemoSecret)
	c.create(smallMessage) // it still works
}

// JSON has no years but those of four digits.
func TestClock_staysInFourDigitYears(t *testing.T) {
	for year, move := range map[int]string{9999: "8760h", 1: "-8760h"} {
		base := time.Date(year, 6, 1, 0, 0, 0, 0, time.UTC)
		c := newClient(t, wecomsim.WithClock(func() time.Time { return base }))
		a := c.control("POST", "clock", `{"advance":"`+move+`"}`)
		c.wantStatus(a, 400)

		if words := a.str("error"); !strings.Contains(words, "years 1 to 9999") {
			t.Errorf("words %q", words)
		}

		c.wantStatus(c.control("POST", "clock", `{"advance":"`+strings.TrimLeft(move, "-")[:2]+`h"}`), 200)
	}
}

func TestClock_advancePanicsWhereTheControlAPIRefuses(t *testing.T) {
	c := newClient(t)
	c.sim.AdvanceClock(math.MaxInt64)

	was := c.sim.Now()
	defer func() {
		if recover() == nil || !c.sim.Now().Equal(was) {
			t.Errorf("the clock says %s, was %s", c.sim.Now(), was)
		}
	}()

	c.sim.AdvanceClock(1)
}

func TestOpen_refusesAnImpossibleClock(t *testing.T) {
	kept := newMemory()
	kept.kinds["clock"] = map[string][]byte{"0": []byte("9223372036854775807")}

	late := func() time.Time { return time.Date(9900, 1, 1, 0, 0, 0, 0, time.UTC) }
	if _, err := wecomsim.Open(wecomsim.DemoCompany(), kept, wecomsim.WithClock(late)); err == nil || !strings.Contains(err.Error(), "years 1 to 9999") {
		t.Errorf("opened: %v", err)
	}
}
