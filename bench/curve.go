package main

import (
	"fmt"
	"strings"
)

// curve is a time over a number of messages.
type curve struct {
	Name   string  `json:"name"`
	Points []point `json:"points"`
}

type point struct {
	X float64 `json:"x"`
	Y spread  `json:"seconds"`
}

// The size of a drawing, in pixels of the page.
const (
	chartWidth  = 420.0
	chartHeight = 240.0
	chartMargin = 48.0
)

// Line is the points of an SVG polyline through the medians.
func (c *curve) Line() string {
	var b strings.Builder
	for _, p := range c.Points {
		fmt.Fprintf(&b, "%.1f,%.1f ", c.across(p.X), c.up(p.Y.Median))
	}

	return strings.TrimSpace(b.String())
}

// Proportion is the line on which the time would grow in proportion, up to the
// last point.
func (c *curve) Proportion() string {
	last := c.Points[len(c.Points)-1]

	return fmt.Sprintf("%.1f,%.1f %.1f,%.1f", c.across(0), c.up(0), c.across(last.X), c.up(last.Y.Median))
}

// across and up place a value in the drawing; both axes begin at 0.
func (c *curve) across(x float64) float64 {
	return chartMargin + (chartWidth-2*chartMargin)*x/c.Points[len(c.Points)-1].X
}

func (c *curve) up(y float64) float64 {
	highest := 0.001
	for _, p := range c.Points {
		highest = max(highest, p.Y.Max)
	}

	return chartHeight - chartMargin - (chartHeight-2*chartMargin)*y/highest
}

type mark struct {
	X, Top, Middle, Bottom float64
	Label                  string
}

// Marks are the measured points, each with its spread.
func (c *curve) Marks() []mark {
	var marks []mark
	for _, p := range c.Points {
		marks = append(marks, mark{
			X: c.across(p.X), Top: c.up(p.Y.Max), Middle: c.up(p.Y.Median), Bottom: c.up(p.Y.Min),
			Label: fmt.Sprintf("%g: %s s", p.X, figure(p.Y.Median)),
		})
	}

	return marks
}
