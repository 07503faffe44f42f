package wecomsim

import (
	"net/http"
	"slices"
)

// messageRow is a row of the page's list: a run of several messages, or one
// message, which is alone or within a run that is open.
type messageRow struct {
	Run     *runSummary     `json:"run,omitempty"`
	Message *messageSummary `json:"message,omitempty"`
	// Within is the id of the run that the message is listed under.
	Within string `json:"within,omitempty"`
	// Place is which of how many it is, from 1: of the runs, or within its run.
	Place int `json:"place"`
	Of    int `json:"of"`
}

// listedRow is a messageRow before its summary is made: a list may have tens of
// thousands of rows, and a page asks for fifty.
type listedRow struct {
	run       *messageRun
	message   *Message // nil: the row is the run
	place, of int
}

// controlRuns lists messages in runs, and below each run of ?open= those within
// it.
func controlRuns(s *Server, r *http.Request) (any, error) {
	query := r.URL.Query()

	window, err := readWindow(query)
	if err != nil {
		return nil, err
	}

	matching := s.matching(query)
	runs, newest := runsOf(matching), query.Get("order") == "newest"

	if newest {
		slices.Reverse(runs)
	}

	var listed []listedRow

	for i, run := range runs {
		row := listedRow{run: run, place: i + 1, of: len(runs)}
		if len(run.messages) == 1 {
			row.message = run.messages[0]
		}

		listed = append(listed, row)
		if row.message == nil && slices.Contains(query["open"], run.id()) {
			listed = append(listed, run.rows(newest)...)
		}
	}

	rows := []messageRow{}
	for _, row := range cutWindow(listed, window) {
		rows = append(rows, row.shown())
	}

	return map[string]any{"total": len(listed), "messages": len(matching), "rows": rows}, nil
}

// rows are those of an open run's messages.
func (r *messageRun) rows(newest bool) []listedRow {
	var rows []listedRow

	for i := range r.messages {
		at := i
		if newest {
			at = len(r.messages) - 1 - i
		}

		rows = append(rows, listedRow{run: r, message: r.messages[at], place: i + 1, of: len(r.messages)})
	}

	return rows
}

func (r listedRow) shown() messageRow {
	row := messageRow{Place: r.place, Of: r.of}

	if r.message == nil {
		run := r.run.summary()
		row.Run = &run

		return row
	}

	message := r.message.summary()
	row.Message = &message

	if len(r.run.messages) > 1 {
		row.Within = r.run.id()
	}

	return row
}
