package wecomsim

import (
	"fmt"
	"net/http"
	"time"
)

// maxWait bounds how long a caller can hold a connection of the control API.
const maxWait = 5 * time.Minute

// controlWait waits in real time, not in the server's.
func controlWait(s *Server, r *http.Request) (any, error) {
	query := r.URL.Query()

	wanted, err := optionalInt(query, "messages", 1)
	if err != nil {
		return nil, err
	}

	timeout, err := optionalDuration("timeout", query.Get("timeout"))
	if err != nil {
		return nil, err
	}

	timer := time.NewTimer(min(valueOr(timeout, 10*time.Second), maxWait))
	defer timer.Stop()

	for {
		now, changed := s.pulse()
		if now.Messages >= wanted {
			return map[string]int{"messages": now.Messages}, nil
		}

		select {
		case <-changed:
		case <-timer.C:
			return nil, statusError{http.StatusGatewayTimeout, fmt.Sprintf("%d messages, not %d", now.Messages, wanted)}
		case <-s.stopped:
			return nil, statusError{http.StatusServiceUnavailable, "the simulator stops"}
		case <-r.Context().Done():
			return nil, r.Context().Err()
		}
	}
}
