package provider_test

import "testing"

// A file that names a member whom WeCom does not know, with a way on: the file
// counts as it was at the first send.
func TestCampaign_aSenderWhomWeComDoesNotKnow(t *testing.T) {
	of := members{"zhangsan": 2}
	w := campaignOf(t, of, nil)
	rows := append(people(of), "wmA,nobody")
	config := w.config(of, object{"recipients_file": w.file("rows.csv", rows...)})

	_, problems := w.apply(config)
	problems.warnings().expect(t, "warning", at("messages", "1 message: nobody", "another member", "by now is not sent", "into exclude_files"))

	// The file is mended, and that is no way on, as it was said.
	w.apply(with(config, object{"recipients_file": w.file("mended.csv", append(people(of), "wmA,zhangsan")...)}))

	if got := w.statuses(); got != "nobody=refused zhangsan=created" {
		t.Error(got)
	}

	w.mustApply(with(config, object{"exclude_files": []string{w.file("out.csv", "wmA")}}))

	if got := w.statuses(); got != "nobody=excluded zhangsan=created" || w.attribute("status") != "complete" {
		t.Errorf("%s, %s", got, w.attribute("status"))
	}
}

// Where sender is set, a column that may name who sends is told.
func TestCampaign_aColumnThatMayNameWhoSends(t *testing.T) {
	of := members{"zhangsan": 2}
	w := campaignOf(t, of, nil)

	for header, warned := range map[string]bool{"external_userid,负责人": true, "external_userid,城市": false} {
		p := w.plan(w.config(of, object{"sender": "zhangsan", "recipients_file": w.file("rows.csv", header, customerOf("zhangsan", 0)+",lisi")}))

		found := 0

		for _, one := range p.problems.warnings() {
			if one.path == "recipients_file" {
				found++
			}
		}

		if (found == 1) != warned {
			t.Errorf("%s:\n%s", header, p.problems)
		}
	}
}
