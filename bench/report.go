package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"text/tabwriter"
	"time"
)

// report is everything that one run of the program has measured.
type report struct {
	Time    time.Time `json:"time"`
	Engine  string    `json:"engine"`
	Machine string    `json:"machine"`
	Results []result  `json:"results"`
}

// result is one group of measurements.
type result struct {
	Title string `json:"title"`
	// Note says how the figures are to be read, where that is not obvious.
	Note     string    `json:"note,omitempty"`
	Series   allSeries `json:"series"`
	Verdicts []verdict `json:"verdicts"`
}

// thisMachine names the system and its processors.
func thisMachine() string {
	text := fmt.Sprintf("%s/%s, %d processors, %s", runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), runtime.Version())

	cpuinfo, _ := os.ReadFile("/proc/cpuinfo")
	for line := range strings.Lines(string(cpuinfo)) {
		if name, value, found := strings.Cut(line, ":"); found && strings.TrimSpace(name) == "model name" {
			return text + ", " + strings.TrimSpace(value)
		}
	}

	return text
}

// table prints everything for a terminal. A figure is a median, followed by the
// lowest and the highest value.
func (r *report) table(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)

	fmt.Fprintf(t, "%s, %s, %s\n", r.Time.Format(time.DateOnly), r.Engine, r.Machine)

	for _, one := range r.Results {
		fmt.Fprintf(t, "\n%s: seconds, median of %d runs (lowest to highest)\n\tstep\twall\tprocessor\tprovider MiB\n", one.Title, one.runs())

		for _, s := range one.Series {
			fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\n", s.Subject, s.Step, s.Wall, s.CPU, s.peak())
		}

		if one.Note != "" {
			fmt.Fprintf(t, "%s\n", one.Note)
		}

		if len(one.Verdicts) > 0 {
			fmt.Fprint(t, "\nrow\tfigure\tstep\twall\tprocessor\tat most\t\n")
		}

		for _, v := range one.Verdicts {
			fmt.Fprintf(t, "%s\t%s\t%s\t%s %s\t%s\t%s\t%s\n", v.Row, v.What, v.Step, v.Got, v.Unit, v.inCPU(), v.target(), v.judgement())
		}
	}

	return t.Flush()
}

func (s spread) String() string {
	if s.Min == s.Max {
		return figure(s.Median)
	}

	return fmt.Sprintf("%s (%s to %s)", figure(s.Median), figure(s.Min), figure(s.Max))
}

// figure has as many digits as are meaningful.
func figure(value float64) string {
	switch {
	case value >= 100, value == math.Trunc(value):
		return fmt.Sprintf("%.0f", value)
	case value >= 10:
		return fmt.Sprintf("%.1f", value)
	}

	return fmt.Sprintf("%.2f", value)
}

func (r *result) runs() int {
	if len(r.Series) == 0 {
		return 0
	}

	return len(r.Series[0].Samples)
}

func (s *series) peak() string {
	if peak := spreadOf(s.values(memory)); peak.Max > 0 {
		return peak.String()
	}

	return ""
}

func (v *verdict) inCPU() string {
	if v.CPU == nil {
		return ""
	}

	return v.CPU.String()
}

// save writes results.json.
func (r *report) save(dir string) error {
	raw, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}

	return os.WriteFile(filepath.Join(dir, "results.json"), append(raw, '\n'), 0o600)
}
