package problem_test

import (
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/problem"
)

func TestPath_isWrittenAsInAConfiguration(t *testing.T) {
	list := problem.Root("attachments")
	image := list.AtListIndex(1).AtName("image")
	first, second := image.AtName("media_id"), image.AtName("source")

	for _, test := range []struct {
		path problem.Path
		want string
	}{
		{list, "attachments"}, {image, "attachments[1].image"}, {first, "attachments[1].image.media_id"}, {second, "attachments[1].image.source"},
	} {
		if got := test.path.String(); got != test.want || test.path.Attribute() != "attachments" {
			t.Errorf("got %q of %q, want %q of attachments", got, test.path.Attribute(), test.want)
		}
	}
}

func TestList_errorsAreWithoutWarnings(t *testing.T) {
	var all problem.List

	all.Warnf(problem.Root("sender"), "Odd", "it is %s.", "odd")
	all.Errorf(problem.Root("text"), "Wrong", "it is %s.", "wrong")

	all.Neverf(problem.Root("chat_type"), "Never", "it is %s.", "never")

	if got := all.Impossible(); len(got) != 1 || got[0].Summary != "Never" {
		t.Errorf("impossible: %v", got)
	}

	idle := all.WhereNothingIsSent()
	if left := idle.Errors(); len(idle) != 3 || len(left) != 1 || left[0].Summary != "Never" || idle[1].Summary != "Wrong: text" {
		t.Errorf("where nothing is sent: %v", idle)
	}

	all = all[:2]

	errors := all.Errors()
	if len(all) != 2 || len(errors) != 1 || errors[0].Detail != "text: it is wrong." {
		t.Errorf("got %v of %v, want the one about text", errors, all)
	}
}
