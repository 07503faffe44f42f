package clitest_test

import (
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/wecom-community/terraform-provider-wecom/internal/documents"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// useDocumented puts an example into the workspace, with what every reader has:
// credentials, and the provider in required_providers.
func (w *workspace) useDocumented(example documents.Example) {
	w.t.Helper()

	text := example.Text()

	// A backend is a bucket that nobody has here. That and a lock file want an
	// init, which TestAccRepository_ runs.
	for name, content := range example.Files {
		if !slices.Contains([]string{"backend.tf", ".terraform.lock.hcl"}, path.Base(name)) {
			w.file(name, content)
		}
	}

	if example.Block {
		w.layFixtures()
	}

	w.dir = filepath.Join(w.dir, example.Folder)

	if !strings.Contains(text, "required_providers") {
		w.file("required_providers.tf", "terraform {\n  required_providers {\n    wecom = { source = \"wecom-community/wecom\" }\n  }\n}\n")
	}

	// An engine does not look into a provider block that nothing uses.
	if !regexp.MustCompile(`(?m)^(data|resource|list|module|import) `).MatchString(text) {
		w.file("use_of_the_provider.tf", "data \"wecom_follow_users\" \"all\" {}\n")
	}

	w.env = append(w.env, "WECOM_BASE_URL="+w.url)

	// Secrets of another kind of app would be those of a second method beside
	// corp_secret.
	if strings.Contains(text, "suite_id") {
		w.env = append(w.env, "WECOM_SUITE_SECRET="+wecomsim.DemoSuiteSecret, "WECOM_SUITE_TICKET="+wecomsim.DemoSuiteTicket,
			"WECOM_PERMANENT_CODE="+wecomsim.DemoPermanentCode)
	}

	// What import blocks of the examples mean.
	for _, msgid := range []string{"msgGCAAAXtWyujaWJHDDGi0mAAAA", "msgGCAAAXtWyujaWJHDDGi0mBBBB"} {
		w.sim.Add(wecomsim.Message{
			MsgID: msgid, Text: "您预订的明前龙井已到店，欢迎随时来取。",
			Tasks: []wecomsim.Task{{UserID: wecomsim.DemoSender, Recipients: []wecomsim.Recipient{{ExternalUserID: wecomsim.DemoCustomer}}}},
		})
	}

	// The root whose outputs it reads has been applied, and the members have
	// confirmed.
	if strings.Contains(text, "terraform_remote_state") {
		w.file("../campaign/terraform.tfstate", `{"version": 4, "terraform_version": "1.11.0", "serial": 1, "lineage": "campaign", "resources": [],
			"outputs": {"msgids": {"value": ["msgGCAAAXtWyujaWJHDDGi0mAAAA"], "type": ["tuple", ["string"]]}}}`)

		if err := w.sim.ConfirmAll("msgGCAAAXtWyujaWJHDDGi0mAAAA"); err != nil {
			w.t.Fatal(err)
		}
	}

	if strings.Contains(text, "source = \"./") || strings.Contains(text, "source = \"../") {
		if got := w.run("get"); got.code != 0 {
			w.t.Fatal(got.output)
		}
	}
}

// layFixtures puts those files there that blocks of code name: what stands
// beside the examples of the resource, and a folder of lists.
func (w *workspace) layFixtures() {
	w.t.Helper()

	const folder = "../../examples/resources/wecom_mass_message"

	for _, name := range []string{"customers.csv", "poster.png", "price-list.pdf"} {
		w.file(name, readFile(w.t, path.Join(folder, name)))
	}

	w.file("cover.png", readFile(w.t, path.Join(folder, "poster.png")))
	w.file("customers/zhangsan/1.txt", wecomsim.DemoCustomer+"\n")
	w.file("customers/lisi/1.txt", "woSIM0000000000000000000000002AA\n")
}
