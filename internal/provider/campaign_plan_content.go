package provider

import (
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// changedContent are the attributes that customers read and that differ from
// what was sent last.
func (l *later) changedContent(f frozen) []string {
	var changed []string

	for _, p := range draft.Parts() {
		if (p.Name == "text" || p.Name == "attachments") && p.Compare(l.wanted.content, f.parts) == draft.Differs {
			changed = append(changed, p.Name)
		}
	}

	return changed
}

// warnEdit is for an edit of the content while messages are left: those get the
// new one. Without a journal nobody knows of a run that was killed, as long as
// its messages may not be in WeCom's list.
func (l *later) warnEdit(name string) {
	sent, last := 0, l.state.createdAt()

	for _, m := range l.messages {
		if m.IsSent() {
			sent++

			if m.SentAt.After(last) {
				last = m.SentAt
			}
		}
	}

	interval := defaultDuplicateCheck
	if l.provider != nil {
		interval = max(interval, l.provider.duplicateCheck)
	}

	wait := interval - l.provider.now().Sub(last)
	if !l.provider.keepsJournal() && wait > 0 {
		l.diags.AddAttributeError(path.Root(name), summaryOldContent,
			fmt.Sprintf("%s has changed while messages are left, and there is no journal. An earlier run that was killed may have sent some of them with the old content, and nobody could see it. Nothing is sent. Apply again in %s, or take the edit back.", name, wait.Round(time.Second)))

		return
	}

	l.diags.AddAttributeWarning(path.Root(name), summaryOldContent,
		fmt.Sprintf("%s has changed while messages are left. %s have the old content, and keep it; %s get the new one.", name, wording.Counted(sent, "message"), wording.Counted(len(l.todo), "message")))
}

// warnContent says that an edit of the content sends nothing.
func (l *later) warnContent(f frozen) {
	for _, name := range []string{"text", "attachments"} {
		if l.wanted.content.Unknown[name] {
			return
		}
	}

	l.wanted.content.TakeHashes(l.wanted.hashes, l.state.content())
	l.wanted.content.ReadFiles()

	for _, name := range l.changedContent(f) {
		text := name + " differs from what was sent. That sends nothing, and the plan keeps what was sent. " + summaryReplayHint
		if l.isLeft() {
			text = name + " differs from what was sent. No message is sent by this plan; those that are left get the new one when they are sent."
		}

		l.diags.AddAttributeWarning(path.Root(name), summaryCampaignContent, text)
	}
}
