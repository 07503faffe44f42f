package review

import (
	"encoding/xml"
	"io"
	"strings"
)

// The elements of a report of JUnit, as CI servers read it.
type (
	junitSuites struct {
		XMLName xml.Name   `xml:"testsuites"`
		Suite   junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Class    string         `xml:"classname,attr"`
		Name     string         `xml:"name,attr"`
		Failures []junitFailure `xml:"failure"`
		Output   string         `xml:"system-out,omitempty"`
	}
	junitFailure struct {
		Type    string `xml:"type,attr"`
		Message string `xml:"message,attr"`
	}
)

// WriteJUnit writes a report as one of JUnit: a test for each row, and one for
// the plan as a whole. What violates a gate has failed.
func (r *Report) WriteJUnit(to io.Writer) error {
	warnings, violations := map[string][]Remark{}, map[string][]Violation{}

	for _, w := range r.Warnings {
		warnings[w.Address] = append(warnings[w.Address], w)
	}

	for _, v := range r.Violations {
		violations[v.Address] = append(violations[v.Address], v)
	}

	suite := junitSuite{Name: "wecomctl review", Cases: []junitCase{junitCaseOf("plan", "plan", r.Verdict, warnings[""], violations[""])}}

	for _, row := range r.Rows {
		suite.Cases = append(suite.Cases, junitCaseOf(row.Type, row.Address, row.Does, warnings[row.Address], violations[row.Address]))
	}

	suite.Tests = len(suite.Cases)

	for _, c := range suite.Cases {
		if len(c.Failures) > 0 {
			suite.Failures++
		}
	}

	if _, err := io.WriteString(to, xml.Header); err != nil {
		return err
	}

	e := xml.NewEncoder(to)
	e.Indent("", "  ")

	if err := e.Encode(junitSuites{Suite: suite}); err != nil {
		return err
	}

	_, err := io.WriteString(to, "\n")

	return err
}

func junitCaseOf(class, name, does string, warnings []Remark, violations []Violation) junitCase {
	c := junitCase{Class: class, Name: name}

	said := []string{does}
	for _, w := range warnings {
		said = append(said, w.Text)
	}

	for _, v := range violations {
		c.Failures = append(c.Failures, junitFailure{Type: v.Gate, Message: v.Text})
	}

	c.Output = strings.Join(said, "\n")

	return c
}
