package simtest

import (
	"bufio"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// The npm package node-easywechat, unchanged; its own option baseURL names the
// host.
func TestNPMSDK_worksUnchanged(t *testing.T) {
	for _, name := range []string{"node", "npm"} {
		if _, err := exec.LookPath(name); err != nil {
			t.Skipf("SKIPPED, %s is not on the PATH: %v", name, err)
		}
	}

	dir := t.TempDir()

	for _, name := range []string{"package.json", "package-lock.json", "campaign.mjs"} {
		content, err := os.ReadFile(filepath.Join("npm", name))
		if err != nil {
			t.Fatal(err)
		}

		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}

	install := exec.Command("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")

	install.Dir = dir
	if out, err := install.CombinedOutput(); err != nil {
		t.Fatalf("npm ci: %v\n%s", err, out)
	}

	p := start(t)
	script := exec.Command("node", "campaign.mjs")
	script.Dir = dir
	script.Env = append(os.Environ(), "TMPDIR="+dir, "WECOM_BASE_URL="+p.url, "WECOM_CORP_ID="+p.corpID, "WECOM_CORP_SECRET="+p.secret)
	script.Stderr = os.Stderr

	in, err := script.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}

	out, err := script.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}

	if err := script.Start(); err != nil {
		t.Fatal(err)
	}

	lines := bufio.NewScanner(out)

	var first struct {
		Created struct {
			Errcode  int      `json:"errcode"`
			MsgID    string   `json:"msgid"`
			FailList []string `json:"fail_list"`
		} `json:"created"`
	}
	read(t, lines, &first)

	if first.Created.MsgID == "" || len(first.Created.FailList) != 1 {
		t.Fatalf("created %+v", first.Created)
	}

	p.call("POST", "/_sim/messages/"+first.Created.MsgID+"/confirm", `{"userid":"zhangsan"}`)

	if _, err := in.Write([]byte("confirmed\n")); err != nil {
		t.Fatal(err)
	}

	var rest struct {
		Listed struct {
			List []struct {
				MsgID string `json:"msgid"`
				Text  struct {
					Content string `json:"content"`
				} `json:"text"`
			} `json:"group_msg_list"`
		} `json:"listed"`
		Tasks struct {
			List []struct {
				UserID string `json:"userid"`
				Status int    `json:"status"`
			} `json:"task_list"`
		} `json:"tasks"`
		Results struct {
			List []struct {
				ExternalUserID string `json:"external_userid"`
				Status         int    `json:"status"`
			} `json:"send_list"`
		} `json:"results"`
		Reminded, Cancelled struct {
			Errmsg string `json:"errmsg"`
		}
	}
	read(t, lines, &rest)

	if err := script.Wait(); err != nil {
		t.Fatal(err)
	}

	if len(rest.Listed.List) != 1 || rest.Listed.List[0].MsgID != first.Created.MsgID || rest.Listed.List[0].Text.Content != "双十一老客户专享 🍵" {
		t.Errorf("listed %+v", rest.Listed)
	}

	if len(rest.Tasks.List) != 1 || rest.Tasks.List[0].UserID != "zhangsan" || rest.Tasks.List[0].Status != 2 {
		t.Errorf("tasks %+v", rest.Tasks)
	}

	if len(rest.Results.List) != 1 || rest.Results.List[0].Status != 1 {
		t.Errorf("results %+v", rest.Results)
	}

	if rest.Reminded.Errmsg != "ok" || rest.Cancelled.Errmsg != "ok" {
		t.Errorf("reminded %+v, cancelled %+v", rest.Reminded, rest.Cancelled)
	}
}

func read(t *testing.T, lines *bufio.Scanner, into any) {
	t.Helper()

	if !lines.Scan() {
		t.Fatalf("the script has ended: %v", lines.Err())
	}

	if err := json.Unmarshal(lines.Bytes(), into); err != nil {
		t.Fatalf("%v: %s", err, lines.Bytes())
	}
}
