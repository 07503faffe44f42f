package journal

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"
)

func (j *Journal) imageOf(t *testing.T, key string) string {
	t.Helper()

	urls, err := j.Images(key)
	if err != nil {
		t.Fatal(err)
	}

	return strings.Join(urls, " ")
}

// A later run knows where a picture was uploaded to, and tells it once only;
// another URL of it is one more.
func TestImage_isKnownToLaterRuns(t *testing.T) {
	dir := t.TempDir()
	first, _ := opened(t, dir)
	second, _ := opened(t, dir)

	if url := first.imageOf(t, key); url != "" {
		t.Errorf("before it was told: %s", url)
	}

	ends(t, first.TellImage(key, "https://pic/1"))
	ends(t, second.TellImage(key, "https://pic/1"))

	for _, j := range []*Journal{first, second} {
		if url := j.imageOf(t, key); url != "https://pic/1" {
			t.Errorf("told %q", url)
		}
	}

	if url := first.imageOf(t, otherKey); url != "" {
		t.Errorf("of another picture: %s", url)
	}

	if n := strings.Count(allText(t, dir), "https://"); n != 1 {
		t.Errorf("%d lines, want 1", n)
	}

	// It is no message: none is known or held up by it.
	wants(t, second, asked(), Send)
}

// Runs without a common journal have uploaded it, each under a URL of its own.
// All are told, in whatever order they are read.
func TestImage_severalAreToldInOrder(t *testing.T) {
	told := func(minutes int, url string) line {
		return at(line{Version: version, Kind: kindImage, Key: key, URL: url}, minutes)
	}

	for _, lines := range [][]line{
		{told(1, "https://pic/1"), told(2, "https://pic/2")},
		{told(2, "https://pic/2"), told(1, "https://pic/1"), told(2, "https://pic/1")},
	} {
		m := newMemory("run")
		for _, l := range lines {
			m.add(l, &source{run: "other"})
		}

		if got := m.images[key]; len(got) != 2 || got[0].URL != "https://pic/1" || got[1].URL != "https://pic/2" {
			t.Errorf("told %v", got)
		}
	}
}

func TestImage_whatNoRunHasWrittenIsDamage(t *testing.T) {
	for name, raw := range map[string]string{
		"a key that is no digest": `{"v":1,"kind":"image","key":"x","url":"https://pic/1"}`,
		"a blank in the URL":      `{"v":1,"kind":"image","key":"` + key + `","url":"https://pic/1 2"}`,
	} {
		if _, how := parse([]byte(raw)); how != damaged {
			t.Errorf("%s: %v", name, how)
		}
	}

	// Without a URL it is a line of a later build, perhaps.
	if l, how := parse([]byte(`{"v":1,"kind":"image","key":"` + key + `"}`)); how != legible || l.Kind != kindObscure {
		t.Errorf("without a URL: %v, kind %q", how, l.Kind)
	}
}

// One run uploads a picture at a time. Who waits gives up with its own time.
func TestLockImage_keepsOthersOut(t *testing.T) {
	dir := t.TempDir()
	first, _ := opened(t, dir)
	second, _ := opened(t, dir)

	unlock, err := first.LockImage(t.Context(), key)
	ends(t, err)

	short, stop := context.WithTimeout(t.Context(), 120*time.Millisecond)
	defer stop()

	if _, err := second.LockImage(short, key); !errors.Is(err, ErrImageLocked) {
		t.Errorf("beside another run: %v", err)
	}

	other, err := second.LockImage(t.Context(), otherKey)
	ends(t, err)
	other()

	unlock()

	again, err := second.LockImage(t.Context(), key)
	ends(t, err)
	again()
}
