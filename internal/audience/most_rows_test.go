package audience_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/audience"
	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
)

// A file has at most 2,000,000 rows. One more is an error in words, and however
// many follow cost no memory.
func TestRead_mostRows(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes seconds")
	}

	var content bytes.Buffer
	for i := range audience.MaxRows {
		fmt.Fprintf(&content, "wm%07d\n", i)
	}

	name := file(t, content.String())

	// read gives also how many MiB it takes, in all.
	read := func() (a *audience.Audience, text string, took uint64) {
		var before, after runtime.MemStats

		runtime.ReadMemStats(&before)

		a, problems := audience.Read(audience.Source{File: name, Kind: draft.CustomerID})

		runtime.ReadMemStats(&after)

		for _, p := range problems {
			text += p.Summary + ": " + p.Detail + "\n"
		}

		return a, text, (after.TotalAlloc - before.TotalAlloc) >> 20
	}

	a, problems, most := read()
	if problems != "" || a.Len() != audience.MaxRows {
		t.Fatalf("%d people\n%s", a.Len(), problems)
	}

	for _, rows := range [][]byte{[]byte("wmONEMORE\n"), content.Bytes()} {
		f, err := os.OpenFile(name, os.O_APPEND|os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}

		_, err = f.Write(rows)
		if err = errors.Join(err, f.Close()); err != nil {
			t.Fatal(err)
		}

		_, problems, took := read()
		if !strings.HasPrefix(problems, "Too many recipients: ") || !strings.Contains(problems, "has more than 2,000,000 rows. Split it over several campaigns.") || strings.Count(problems, "\n") != 1 {
			t.Errorf("%d bytes more: %q", len(rows), problems)
		}

		if took > most+most/20 {
			t.Errorf("%d bytes more take %d MiB, and 2,000,000 rows %d", len(rows), took, most)
		}
	}
}
