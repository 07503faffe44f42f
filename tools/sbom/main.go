// Command sbom writes the software bill of materials of a Go program, taken
// from what the Go linker recorded in it:
//
//	sbom terraform-provider-wecom terraform-provider-wecom.sbom.json
//
// The document is CycloneDX 1.6 in JSON (https://cyclonedx.org/docs/1.6/json/).
// It holds neither a time nor a serial number, so that the same program always
// gives the same document.
package main

import (
	"debug/buildinfo"
	"encoding/json"
	"fmt"
	"os"
	"runtime/debug"
	"slices"
)

type document struct {
	Format     string      `json:"bomFormat"`
	Spec       string      `json:"specVersion"`
	Version    int         `json:"version"`
	Metadata   metadata    `json:"metadata"`
	Components []component `json:"components"`
}

type metadata struct {
	Component component `json:"component"`
}

type component struct {
	Type       string     `json:"type"`
	Ref        string     `json:"bom-ref"`
	Name       string     `json:"name"`
	Version    string     `json:"version,omitempty"`
	URL        string     `json:"purl"`
	Properties []property `json:"properties,omitempty"`
}

type property struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: sbom PROGRAM DOCUMENT")
		os.Exit(2)
	}

	err := run(os.Args[1], os.Args[2])
	if err != nil {
		fmt.Fprintln(os.Stderr, "sbom:", err)
		os.Exit(1)
	}
}

func run(program, file string) error {
	info, err := buildinfo.ReadFile(program)
	if err != nil {
		return err
	}

	data, err := json.MarshalIndent(describe(info), "", "  ")
	if err != nil {
		return err
	}

	return os.WriteFile(file, append(data, '\n'), 0o600)
}

func describe(info *buildinfo.BuildInfo) document {
	main := module("application", info.Main)
	main.Properties = settings(info.Settings)

	components := []component{{
		Type:    "library",
		Ref:     "pkg:golang/std@" + info.GoVersion,
		Name:    "std",
		Version: info.GoVersion,
		URL:     "pkg:golang/std@" + info.GoVersion,
	}}

	for _, dep := range info.Deps {
		if dep.Replace != nil {
			dep = dep.Replace
		}

		components = append(components, module("library", *dep))
	}

	return document{
		Format: "CycloneDX", Spec: "1.6", Version: 1,
		Metadata:   metadata{Component: main},
		Components: components,
	}
}

// module gives the checksum of go.sum as a property: CycloneDX has no kind of
// hash for it.
func module(kind string, m debug.Module) component {
	url := "pkg:golang/" + m.Path
	if m.Version != "" {
		url += "@" + m.Version
	}

	c := component{Type: kind, Ref: url, Name: m.Path, Version: m.Version, URL: url}
	if m.Sum != "" {
		c.Properties = []property{{Name: "go:sum", Value: m.Sum}}
	}

	return c
}

// settings are those that say for what and how the program was built.
func settings(all []debug.BuildSetting) []property {
	wanted := []string{"GOOS", "GOARCH", "GOARM", "GOAMD64", "CGO_ENABLED", "-trimpath", "vcs.revision"}

	var properties []property

	for _, s := range all {
		if slices.Contains(wanted, s.Key) {
			properties = append(properties, property{Name: "go:build:" + s.Key, Value: s.Value})
		}
	}

	return properties
}
