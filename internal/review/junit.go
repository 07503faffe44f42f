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
	suite := junitSuite{Name: "wecomctl review", Cases: []junitCase{r.junitCase("plan", "", r.Verdict)}}

	for _, row := range r.Rows {
		suite.Cases = append(suite.Cases, r.junitCase(row.Type, row.Address, row.Does))
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

func (r *Report) junitCase(class, address, does string) junitCase {
	c := junitCase{Class: class, Name: address}
	if address == "" {
		c.Name = "plan"
	}

	said := []string{does}

	for _, w := range r.Warnings {
		if w.Address == address {
			said = append(said, w.Text)
		}
	}

	for _, v := range r.Violations {
		if v.Address == address {
			c.Failures = append(c.Failures, junitFailure{Type: v.Gate, Message: v.Text})
		}
	}

	c.Output = strings.Join(said, "\n")

	return c
}
