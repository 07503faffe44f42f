package main

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// Both guides have a row for every code of the client, and no other.
func TestGuides_haveEveryCodeOnce(t *testing.T) {
	folder := t.TempDir()

	if err := run(folder); err != nil {
		t.Fatal(err)
	}

	var want []string

	for _, table := range wecom.ErrcodeTables() {
		for _, code := range table.Codes {
			want = append(want, strconv.Itoa(code.Code))
		}
	}

	for _, file := range []string{"error-codes.md", "error-codes-zh.md"} {
		text, err := os.ReadFile(filepath.Join(folder, file))
		if err != nil {
			t.Fatal(err)
		}

		// The rows of the opening say what the provider does.
		_, tables, found := strings.Cut(string(text), "/document/path/90313)")
		if !found {
			t.Fatalf("%s does not end its opening with the page of all codes", file)
		}

		var got []string

		for line := range strings.Lines(tables) {
			cells := strings.Split(strings.Trim(line, "|\n"), " | ")
			if _, err := strconv.Atoi(strings.TrimSpace(cells[0])); err != nil {
				continue
			}

			got = append(got, strings.TrimSpace(cells[0]))

			if len(cells) != 4 {
				t.Errorf("%s: %d cells in %q, want 4", file, len(cells), line)
			}
		}

		if !slices.Equal(got, want) {
			t.Errorf("%s has the codes %v, want %v", file, got, want)
		}
	}
}

// A translation that nothing uses is of a text that has changed.
func TestTranslations_areAllUsed(t *testing.T) {
	used := map[string]bool{}

	for _, table := range wecom.ErrcodeTables() {
		used[gist(table.Subject)] = true

		for _, code := range table.Codes {
			used[gist(code.Cause)], used[gist(code.Action)] = true, true
		}
	}

	for text := range translations() {
		if !used[text] {
			t.Errorf("no table says %q", text)
		}
	}
}

// A comma or a capital more does not make a translation stale, a word does.
func TestTranslations_areFoundByWords(t *testing.T) {
	words := chinese().words

	got, err := words("wait, a little")
	if err != nil || got != "稍等片刻。" {
		t.Errorf("punctuation alone: %q, %v", got, err)
	}

	if got, err := words("Wait a little longer."); err == nil {
		t.Errorf("another word: %q", got)
	}
}

// The control: a text of the client without a translation makes no page.
func TestChinese_refusesATextWithoutTranslation(t *testing.T) {
	if _, err := chinese().words("Something new."); err == nil || !strings.Contains(err.Error(), `"Something new."`) {
		t.Errorf("got %v", err)
	}
}
