package clitest_test

import (
	"path"
	"slices"
	"testing"
)

// The examples with attachments are sent as they stand, each kind once.
func TestAccDocuments_attachmentsAreSent(t *testing.T) {
	t.Parallel()

	for name, want := range map[string][]string{
		"examples/resources/wecom_mass_message/resource_all_kinds.tf": {"image", "link", "miniprogram", "video", "file"},
		"examples/resources/wecom_mass_message/resource_video.tf":     {"video"},
		"examples/resources/wecom_mass_message/resource_media.tf":     {"image", "file"},
	} {
		t.Run(path.Base(name), func(t *testing.T) {
			t.Parallel()

			w := newWorkspace(t)

			for _, example := range documentedExamples(t) {
				if example.Name == name {
					w.useDocumented(example)
				}
			}

			if got := w.apply(); got.code != 0 {
				t.Fatal(got.errorText())
			}

			var kinds []string

			for _, message := range w.sim.Messages() {
				for _, attachment := range message.Attachments {
					kinds = append(kinds, attachment.MsgType)
				}
			}

			// Beside the messages that import blocks mean, which have none.
			if !slices.Equal(kinds, want) {
				t.Errorf("sent %q, want %q", kinds, want)
			}
		})
	}
}
