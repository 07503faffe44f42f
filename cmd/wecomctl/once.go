package main

import (
	"errors"

	"github.com/spf13/pflag"
)

// once is a value that can be given once. Otherwise the last one would count,
// and a gate that a pipeline adds would take away the one before it.
type once struct {
	pflag.Value

	given bool
}

// Set takes the first value.
func (o *once) Set(text string) error {
	if o.given {
		return errors.New("it is given twice, and only the last one would count")
	}

	o.given = true

	return o.Value.Set(text)
}

// eachOnce lets each flag be given once, but for those that may be repeated.
func eachOnce(flags *pflag.FlagSet) {
	flags.VisitAll(func(flag *pflag.Flag) {
		if _, isList := flag.Value.(pflag.SliceValue); !isList {
			flag.Value = &once{Value: flag.Value}
		}
	})
}
