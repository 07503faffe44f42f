package wecomsim_test

import (
	"bufio"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/wecom-community/terraform-provider-wecom/internal/preview"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

func TestPage_isWhereABrowserLooks(t *testing.T) {
	c := newClient(t)

	first := c.do("GET", "/", "")
	if first.status != http.StatusFound || first.header.Get("Location") != "/_sim/ui/" {
		t.Fatalf("GET /: %d %s", first.status, first.header.Get("Location"))
	}

	page := c.do("GET", "/_sim/ui/", "")

	policy := page.header.Get("Content-Security-Policy")
	if page.status != 200 || !strings.Contains(page.raw, "<title>wecomsim</title>") {
		t.Fatalf("page %d: %.100s", page.status, page.raw)
	}

	if !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") || strings.Contains(policy, "http") {
		t.Errorf("policy %s", policy)
	}

	for file, kind := range map[string]string{"app.js": "text/javascript", "style.css": "text/css", "phone.css": "text/css", "icon.svg": "image/svg+xml"} {
		if got := c.do("GET", "/_sim/ui/"+file, "").header.Get("Content-Type"); !strings.HasPrefix(got, kind) {
			t.Errorf("%s is %s", file, got)
		}
	}

	if style := c.do("GET", "/_sim/ui/phone.css", "").raw; style != preview.CSS {
		t.Errorf("phone.css is not the style of the preview: %.100s", style)
	}

	if requests := c.sim.Requests(""); len(requests) != 1 { // gettoken
		t.Errorf("the page is in the request log: %d requests", len(requests))
	}

	c.wantStatus(c.do("GET", "/other", ""), http.StatusNotFound)
}

func TestPage_needsNoControlKeyButItsDataDo(t *testing.T) {
	c := newClient(t, wecomsim.WithControlKey("k"))
	c.http.Timeout = 30 * time.Second // a stream that were let in would not end
	c.wantStatus(c.do("GET", "/_sim/ui/", ""), 200)
	c.wantStatus(c.control("GET", "messages", ""), http.StatusUnauthorized)
	c.wantStatus(c.control("GET", "events", ""), http.StatusUnauthorized)
	c.wantStatus(c.do("POST", "/_sim/ui/", ""), http.StatusUnauthorized)
}

// pageFiles gives the text of the page's files by name, the style of the
// preview among them.
func pageFiles(t *testing.T) map[string]string {
	t.Helper()

	files := map[string]string{}

	names, err := filepath.Glob("page/*")
	if err != nil || len(names) < 10 {
		t.Fatalf("%d files: %v", len(names), err)
	}

	for _, name := range append(names, "../preview/phone.css") {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}

		files[filepath.Base(name)] = string(raw)
	}

	return files
}

func TestPage_namesNoOtherHostAndWritesNoHTML(t *testing.T) {
	for name, text := range pageFiles(t) {
		for _, found := range regexp.MustCompile(`(https?:)?//[a-z0-9.]+\.[a-z]+[^\s"']*`).FindAllString(text, -1) {
			if found != "http://www.w3.org/2000/svg" {
				t.Errorf("%s names %s", name, found)
			}
		}

		for _, unsafe := range []string{"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("} {
			if strings.Contains(text, unsafe) {
				t.Errorf("%s uses %s", name, unsafe)
			}
		}
	}
}

// Nobody reads a line that does not fit into the editor.
func TestPage_hasNoLongLines(t *testing.T) {
	for name, text := range pageFiles(t) {
		if name == "icon.svg" {
			continue
		}

		for i, line := range strings.Split(text, "\n") {
			if columns := utf8.RuneCountInString(line); columns > 120 {
				t.Errorf("%s:%d has %d columns, want at most 120", name, i+1, columns)
			}
		}
	}
}

func TestPage_hasEveryWordInBothLanguages(t *testing.T) {
	files := pageFiles(t)
	keys := func(name string) []string {
		var found []string

		for _, match := range regexp.MustCompile(`(?m)^  (\w+): '`).FindAllStringSubmatch(files[name], -1) {
			// Chinese has one form for any number.
			if !strings.HasSuffix(match[1], "One") {
				found = append(found, match[1])
			}
		}

		return found
	}

	english, chinese := keys("words_en.js"), keys("words_zh.js")
	if len(english) < 100 || !slices.Equal(english, chinese) {
		t.Errorf("%d words in English, %d in Chinese, or in another order", len(english), len(chinese))
	}

	// Where the preview uses a word of the page, it uses the same one.
	for name, words := range map[string]preview.Words{"words_en.js": preview.English(), "words_zh.js": preview.Chinese()} {
		for key, word := range map[string]string{
			"image": words.Image, "video": words.Video, "miniprogram": words.MiniProgram,
			"customerGroup": words.CustomerGroup, "member": words.Member, "bytes": "{n} " + words.Bytes,
		} {
			if line := "  " + key + ": '" + word + "',\n"; !strings.Contains(files[name], line) {
				t.Errorf("%s has no line %q", name, line)
			}
		}
	}

	used := regexp.MustCompile(`\bt\('(\w+)'|data-t(?:-label)?="(\w+)"`)
	for name, text := range files {
		for _, match := range used.FindAllStringSubmatch(text, -1) {
			if key := match[1] + match[2]; !slices.Contains(english, key) {
				t.Errorf("%s uses %s, which is no word", name, key)
			}
		}
	}
}

func TestEvents_comeWithoutAsking(t *testing.T) {
	c := newClient(t)

	response, err := c.http.Get(c.url + "/_sim/events")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()

	if kind := response.Header.Get("Content-Type"); !strings.HasPrefix(kind, "text/event-stream") {
		t.Fatalf("content type %s", kind)
	}

	lines := make(chan string)

	go func() {
		for scanner := bufio.NewScanner(response.Body); scanner.Scan(); {
			if strings.HasPrefix(scanner.Text(), "data: ") {
				lines <- scanner.Text()
			}
		}

		close(lines)
	}()

	await := func(part string) {
		t.Helper()

		timer := time.NewTimer(30 * time.Second)
		defer timer.Stop()

		for last := ""; ; {
			select {
			case line, open := <-lines:
				if strings.Contains(line, part) {
					return
				}

				if last = line; !open {
					t.Fatalf("the stream ended without %s", part)
				}
			case <-timer.C:
				t.Fatalf("no %s, last %s", part, last)
			}
		}
	}
	await(`"messages":0`)
	c.create(smallMessage)
	await(`"messages":1,"requests":2`)
	c.sim.Arm(wecomsim.Fault{Endpoint: "nothing", Errcode: 1})
	await(`"faults":1`)
	c.sim.AdvanceClock(time.Hour)
	await(`"now":"2025-07-11T11:00:00Z"`)
	c.sim.Close()

	if _, open := <-lines; open {
		t.Error("the stream goes on after Close")
	}
}
