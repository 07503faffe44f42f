package main

import (
	"bytes"
	"html/template"
)

// page is the report as one HTML file that needs nothing else.
func (r *report) page() ([]byte, error) {
	functions := template.FuncMap{
		"judgement": func(v verdict) string { return v.judgement() },
		"target":    func(v verdict) string { return v.target() },
		"inCPU":     func(v verdict) string { return v.inCPU() },
		"peak":      func(s *series) string { return s.peak() },
		"line":      func(c curve) string { return c.Line() },
		"inStep":    func(c curve) string { return c.Proportion() },
		"marks":     func(c curve) []mark { return c.Marks() },
	}

	parsed, err := template.New("page").Funcs(functions).Parse(pageTemplate)
	if err != nil {
		return nil, err
	}

	var b bytes.Buffer

	err = parsed.Execute(&b, r)

	return b.Bytes(), err
}

const pageTemplate = `<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>terraform-provider-wecom: benchmark</title>
<style>
  body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 62rem; padding: 0 1rem; color: #222; background: #fff }
  table { border-collapse: collapse; margin: 1rem 0; width: 100% }
  th, td { text-align: left; padding: .2rem .8rem .2rem 0; border-bottom: 1px solid #ddd; font-variant-numeric: tabular-nums }
  .met { color: #176f2c } .missed { color: #b3261e; font-weight: 600 }
  figure { display: inline-block; margin: 0 1rem 1rem 0 } figcaption { font-weight: 600 }
  polyline { fill: none; stroke: #0b5cad; stroke-width: 2 } .proportion { stroke: #aaa; stroke-dasharray: 4 4; stroke-width: 1 }
  .spread { stroke: #0b5cad; stroke-width: 1 } circle { fill: #0b5cad } text { font-size: 12px; fill: #333; text-anchor: middle } .axis { stroke: #999 }
</style>
<h1>Benchmark</h1>
<p>{{.Time.Format "2006-01-02"}}, {{.Engine}}, {{.Machine}}. Times are in seconds. A figure is the median of all runs, with the lowest and the highest in brackets. Ratios are those of pairs that ran side by side; a target is judged by the median of the wall time.</p>
{{range .Results}}
<h2>{{.Title}}</h2>
{{with .Note}}<p>{{.}}</p>{{end}}
<table>
<tr><th>Row<th>Figure<th>Step<th>Wall time<th>Processor time<th>At most<th></tr>
{{range .Verdicts}}<tr><td>{{.Row}}<td>{{.What}}<td>{{.Step}}<td>{{.Got}} {{.Unit}}<td>{{inCPU .}}<td>{{target .}}<td class="{{judgement .}}">{{judgement .}}</tr>
{{end}}</table>
{{range .Curves}}<figure>
<figcaption>{{.Name}}</figcaption>
<svg width="420" height="240" role="img" aria-label="{{.Name}}: seconds over messages">
<line class="axis" x1="48" y1="192" x2="372" y2="192"/><line class="axis" x1="48" y1="48" x2="48" y2="192"/>
<polyline class="proportion" points="{{inStep .}}"/>
<polyline points="{{line .}}"/>
{{range marks .}}<line class="spread" x1="{{.X}}" x2="{{.X}}" y1="{{.Top}}" y2="{{.Bottom}}"/><circle cx="{{.X}}" cy="{{.Middle}}" r="4"/><text x="{{.X}}" y="{{.Middle}}" dy="-12">{{.Label}}</text>
{{end}}<text x="340" y="212">messages</text>
</svg>
</figure>
{{end}}
{{if .Curves}}<p>The dashed line is growth in proportion.</p>{{end}}
<details><summary>All times</summary>
<table>
<tr><th>Subject<th>Step<th>Wall time<th>Processor time<th>Provider MiB</tr>
{{range .Series}}<tr><td>{{.Subject}}<td>{{.Step}}<td>{{.Wall}}<td>{{.CPU}}<td>{{peak .}}</tr>
{{end}}</table>
</details>
{{end}}
</html>
`
