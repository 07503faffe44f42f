package clitest_test

import (
	"encoding/base64"
	"encoding/json"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// What a journal holds says nothing of anybody: no text and no title, no id of
// a customer, a chat, a member, a tag, a medium or the company, no secret, no
// token, and no address, after sends of all kinds and all outcomes.
func TestAccJournal_holdsNothingPrivate(t *testing.T) {
	t.Parallel()

	w, dir := withJournal(t)
	w.unseen()
	w.picture("pic.png", 10)
	w.file("people.txt", wecomsim.DemoCustomer+"\n"+customerTwo+"\n")

	steps := []struct {
		body  string
		fault wecomsim.Fault
		fails bool
	}{
		{body: allKinds(t)},
		{body: groupMessage},
		{body: messageWithPicture},
		{body: tagged(sameWords("tagged"), "ete19278asuMT123109rBAAAA").HCL()},
		{body: soakMessage{name: "all", sender: "lisi", text: "都来看看"}.HCL()},
		{body: strings.Replace(message("file", "有个文件", `triggers = { campaign = "autumn-2026" }`), `external_userid = ["`+wecomsim.DemoCustomer+`"]`, `recipients_file = "people.txt"`, 1)},
		{body: partlyReached("partly", "")},
		{body: message("lost", "丢了的话", ""), fault: wecomsim.Fault{Count: 1, DropAt: wecomsim.AfterEffect}},
		{body: message("refused", "不许说的话", ""), fault: wecomsim.Fault{Count: 1, Errcode: 40096}, fails: true},
		{body: ""}, // all are removed
	}

	for _, step := range steps {
		step.fault.Endpoint = send
		if step.fault.Count > 0 {
			w.sim.Arm(step.fault)
		}

		w.write(step.body)

		if got := w.apply(); (got.code != 0) != step.fails {
			t.Fatalf("exit code %d\n%s\n%s", got.code, step.body, got.errorText())
		}
	}

	lines := kinds(journalLines(t, dir))
	for _, kind := range []string{"intent", "result", "held"} {
		if !strings.Contains(lines, kind) {
			t.Errorf("no %s is in the journal: %s", kind, lines)
		}
	}

	var (
		journal = everything(t, dir) + unpacked(journalLines(t, dir))
		private = append(tokensOf(w.sim), wecomsim.DemoSecret, wecomsim.DemoCorpID, w.url, strings.TrimPrefix(w.url, "http://"), "campaign", "autumn-2026", "pic.png", "people.txt", w.dir)
	)

	for _, r := range w.sim.Requests(send) {
		var body any
		if err := json.Unmarshal(r.Body, &body); err != nil {
			t.Fatal(err)
		}

		private = append(private, wordsOf(body)...)
	}

	if !slices.Contains(private, "zhangsan") || !slices.Contains(private, "丢了的话") || !slices.Contains(private, wecomsim.DemoGroup) || len(tokensOf(w.sim)) == 0 {
		t.Fatal("what was sent was not read, so nothing is proven")
	}

	for _, word := range private {
		for _, form := range []string{word, url.QueryEscape(word), base64.StdEncoding.EncodeToString([]byte(word)), strings.Trim(jsonOf(t, word), `"`)} {
			if strings.Contains(journal, form) {
				t.Errorf("the journal holds %q: %s", word, around(journal, form))
			}
		}
	}
}

// wordsOf are all texts in a value of JSON, but for the words of WeCom's API.
func wordsOf(value any) []string {
	api := []string{"single", "group", "image", "link", "miniprogram", "video", "file", "text"}

	var all []string

	switch v := value.(type) {
	case string:
		if v != "" && !slices.Contains(api, v) {
			all = append(all, v)
		}
	case []any:
		for _, one := range v {
			all = append(all, wordsOf(one)...)
		}
	case map[string]any:
		for _, one := range v {
			all = append(all, wordsOf(one)...)
		}
	}

	return all
}

// unpacked is what the values of lines stand for that are in base64.
func unpacked(lines []journalLine) string {
	var all strings.Builder

	for _, line := range lines {
		for _, value := range wordsOf(map[string]any(line)) {
			if raw, err := base64.StdEncoding.DecodeString(value); err == nil {
				all.Write(raw)
			}
		}
	}

	return all.String()
}

func jsonOf(t *testing.T, text string) string {
	t.Helper()

	raw, err := json.Marshal(text)
	if err != nil {
		t.Fatal(err)
	}

	return string(raw)
}

// everything is all that is in a directory, with the names.
func everything(t *testing.T, dir string) string {
	t.Helper()

	var all strings.Builder

	err := filepath.WalkDir(dir, func(name string, entry os.DirEntry, err error) error {
		if err != nil {
			return err
		}

		all.WriteString(strings.TrimPrefix(name, dir) + "\n")

		if !entry.IsDir() {
			all.WriteString(readFile(t, name))
		}

		return nil
	})
	if err != nil {
		t.Fatal(err)
	}

	return all.String()
}
