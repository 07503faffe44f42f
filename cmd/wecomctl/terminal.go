package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/wecom-community/terraform-provider-wecom/internal/review"
)

// languageOf is the language of the flag, else that of the locale.
func languageOf(flag string, env func(string) string) (string, error) {
	if flag != "" {
		if !slices.Contains(review.Languages(), flag) {
			return "", fmt.Errorf("--lang %s: the languages are %s", flag, strings.Join(review.Languages(), " and "))
		}

		return flag, nil
	}

	// The first that is set decides, as for every program.
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if locale := env(name); locale != "" {
			if strings.HasPrefix(strings.ToLower(locale), "zh") {
				return "zh", nil
			}

			return "en", nil
		}
	}

	return "en", nil
}

func isTerminal(file *os.File) bool {
	info, err := file.Stat()

	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// isColoured reports whether colours are wanted: https://no-color.org.
func isColoured(out io.Writer, env func(string) string) bool {
	file, ok := out.(*os.File)

	return ok && isTerminal(file) && env("NO_COLOR") == "" && env("TERM") != "dumb"
}
