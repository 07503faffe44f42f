package clitest_test

import (
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// A message is imported into a block that does not name exactly those whom it
// went to, and an apply records it. Then it leaves the state in one way or
// another, without an edit, and the look before the send is off: it is an error
// that names the message, and not a second send.
func TestAccJournal_importedIntoAnUnlikeBlock(t *testing.T) {
	const one = `external_userid = ["` + wecomsim.DemoCustomer + `"]`

	ways := map[string]func(*workspace) result{
		"tainted":     func(w *workspace) result { return w.tainted("wecom_mass_message.it") },
		"lost":        func(w *workspace) result { w.losesState(); return w.apply() },
		"destroyed":   func(w *workspace) result { w.destroy(); return w.apply() },
		"narrowed":    func(w *workspace) result { w.write(to("it", one)); w.apply(); w.losesState(); return w.apply() },
		"the control": func(w *workspace) result { w.keepsJournal(); w.losesState(); return w.apply() },
	}

	for people, named := range map[string]string{
		"a longer list":        `external_userid = ["` + wecomsim.DemoCustomer + `", "` + customerTwo + `"]`,
		"all of the member's":  "",
		"those who have a tag": `tag_filter = { group_list = [{ tag_list = ["ete19278asuMT123109rBAAAA"] }] }`,
	} {
		for way, leaves := range ways {
			t.Run(people+"/"+way, func(t *testing.T) {
				t.Parallel()

				w, _ := withJournal(t)
				msgid := w.sentElsewhere(to("it", one))

				w.providerArgs += "\n  duplicate_check_interval = \"0s\""
				w.write(to("it", named))

				if got := w.run("import", "wecom_mass_message.it", msgid); got.code != 0 {
					t.Fatal(got.output)
				}

				if got := w.apply(); got.code != 0 {
					t.Fatal(got.errorText())
				}

				got := leaves(w)

				switch {
				case way == "the control":
					if w.sends() != 2 {
						t.Errorf("%d messages, want 2\n%s", w.sends(), got.output)
					}
				case way == "narrowed":
					if got.code != 0 || w.sends() != 1 || w.recorded("msgid") != msgid {
						t.Errorf("exit code %d, %d messages, want it recorded\n%s", got.code, w.sends(), got.output)
					}
				case got.code == 0 || w.sends() != 1 || !got.says("error", msgid) || !got.says("error", "as an import"):
					t.Errorf("exit code %d, %d messages, want an error that names %s\n%s", got.code, w.sends(), msgid, got.output)
				}
			})
		}
	}
}

// A message is imported into a block that says it otherwise, and the block is
// written as WeCom lists it: that sends nothing, and the journal is told of the
// message under either form. However it leaves the state then, WeCom's list
// proves it, and it is recorded.
func TestAccJournal_importedAndWrittenAsListed(t *testing.T) {
	const (
		customer = `external_userid = ["` + wecomsim.DemoCustomer + `"]`
		group    = "chat_type = \"group\"\n  sender = \"zhangsan\"\n  chat_id_list = "
	)

	ways := map[string]func(*workspace) result{
		"tainted":   func(w *workspace) result { return w.tainted("wecom_mass_message.it") },
		"lost":      func(w *workspace) result { w.losesState(); return w.apply() },
		"destroyed": func(w *workspace) result { w.destroy(); return w.apply() },
		"the control": func(w *workspace) result {
			w.keepsJournal()
			w.losesState()

			return w.apply()
		},
	}

	for what, row := range map[string]struct{ imported, listed string }{
		"the sender": {customer, "sender = \"zhangsan\"\n  " + customer},
		"the groups": {group + `["` + wecomsim.DemoGroup + `", "wrSIM00000000000000000000002AA"]`, group + `["` + wecomsim.DemoGroup + `"]`},
	} {
		block := func(says string) string {
			return "resource \"wecom_mass_message\" \"it\" {\n  text = { content = \"一\" }\n  " + says + "\n}\n"
		}

		for way, leaves := range ways {
			t.Run(what+"/"+way, func(t *testing.T) {
				t.Parallel()

				w, _ := withJournal(t)
				msgid := w.sentElsewhere(block(row.listed))

				if err := w.sim.ConfirmAll(msgid); err != nil {
					t.Fatal(err)
				}

				w.providerArgs += "\n  duplicate_check_interval = \"0s\""
				w.write(block(row.imported))

				if got := w.run("import", "wecom_mass_message.it", msgid); got.code != 0 {
					t.Fatal(got.output)
				}

				mustApply(t, w)
				w.write(block(row.listed))
				mustApply(t, w)

				got := leaves(w)

				switch {
				case way == "the control":
					if w.sends() != 2 {
						t.Errorf("%d messages, want 2\n%s", w.sends(), got.output)
					}
				case got.code != 0 || w.sends() != 1 || w.recorded("msgid") != msgid:
					t.Errorf("exit code %d, %d messages, want %s recorded\n%s", got.code, w.sends(), msgid, got.output)
				}
			})
		}
	}
}
