package wecomtest

import (
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// World is a simulated WeCom and the clock that it shares with its clients.
// Where it listens is up to the test.
type World struct {
	Sim   *wecomsim.Server
	Clock *Clock
}

// NewWorld makes the world of a company; several may share a clock. skew is
// WeCom's time minus that of the clock.
func NewWorld(company wecomsim.Company, clock *Clock, skew time.Duration, options ...wecomsim.Option) *World {
	options = append([]wecomsim.Option{
		wecomsim.WithClock(func() time.Time { return clock.Now().Add(skew) }),
	}, options...)

	return &World{Sim: wecomsim.New(company, options...), Clock: clock}
}

// Config is that of a client of a company.
func Config(url, corpID string, clock wecom.Clock) wecom.Config {
	return wecom.Config{
		BaseURL:     url,
		UserAgent:   "test",
		Credentials: wecom.Credentials{CorpID: corpID, CorpSecret: Secret},
		Clock:       clock,
	}
}
