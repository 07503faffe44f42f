package wecomsim

import (
	"errors"
	"fmt"
	"net/http"
	"time"
)

func controlReset(s *Server, _ *http.Request) (any, error) {
	if err := s.reset(nil); err != nil {
		return nil, err
	}

	return done(), nil
}

func controlGetCompany(s *Server, _ *http.Request) (any, error) {
	return s.Company(), nil
}

func controlPutCompany(s *Server, r *http.Request) (any, error) {
	company, err := ReadCompany(r.Body)
	if err != nil {
		return nil, badRequest(err)
	}

	if err := s.reset(newDirectory(company)); err != nil {
		return nil, err
	}

	return done(), nil
}

type clockAnswer struct {
	Now time.Time `json:"now"`
	// Offset is how far the clock was moved.
	Offset string `json:"offset"`
}

func controlGetClock(s *Server, _ *http.Request) (any, error) {
	return clockAnswer{s.Now(), time.Duration(s.offset.Load()).String()}, nil
}

func controlMoveClock(s *Server, r *http.Request) (any, error) {
	var request struct {
		Advance string    `json:"advance"`
		Set     time.Time `json:"set"`
	}
	if err := readControl(r, &request); err != nil {
		return nil, err
	}

	if (request.Advance == "") == request.Set.IsZero() {
		return nil, badRequest(errors.New("give either advance or set"))
	}

	if request.Advance == "" {
		if err := s.setClock(request.Set); err != nil {
			return nil, err
		}

		return controlGetClock(s, r)
	}

	d, err := time.ParseDuration(request.Advance)
	if err != nil {
		return nil, badRequest(fmt.Errorf("advance: %q should be a duration such as 72h, and at most 292 years", request.Advance))
	}

	if err := s.moveClock(d); err != nil {
		return nil, err
	}

	return controlGetClock(s, r)
}

type settingsAnswer struct {
	ListLag       string `json:"list_lag"`
	DispatchDelay string `json:"dispatch_delay"`
}

func controlGetSettings(s *Server, _ *http.Request) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()

	return settingsAnswer{s.listLag.String(), s.dispatchDelay.String()}, nil
}

func controlChangeSettings(s *Server, r *http.Request) (any, error) {
	var request settingsAnswer
	if err := readControl(r, &request); err != nil {
		return nil, err
	}

	lag, err := optionalDuration("list_lag", request.ListLag)
	if err != nil {
		return nil, err
	}

	delay, err := optionalDuration("dispatch_delay", request.DispatchDelay)
	if err != nil {
		return nil, err
	}

	if lag != nil {
		s.SetListLag(*lag)
	}

	if delay != nil {
		s.SetDispatchDelay(*delay)
	}

	return controlGetSettings(s, r)
}

// optionalDuration is nil for "".
func optionalDuration(name, text string) (*time.Duration, error) {
	if text == "" {
		return nil, nil
	}

	d, err := time.ParseDuration(text)
	if err != nil {
		return nil, badRequest(fmt.Errorf("%s: %q should be a duration such as 90s, 10m or 72h", name, text))
	}

	return &d, nil
}

func controlRevokeTokens(s *Server, _ *http.Request) (any, error) {
	s.RevokeTokens()
	return done(), nil
}

func controlSuiteTicket(s *Server, r *http.Request) (any, error) {
	ticket, err := s.NewSuiteTicket(r.PathValue("suite_id"))
	if err != nil {
		return nil, notFound(err)
	}

	return map[string]string{"suite_ticket": ticket}, nil
}
