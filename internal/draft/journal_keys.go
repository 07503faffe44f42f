package draft

import (
	"slices"
	"strings"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// journalVersion is that of the keys. What a key is made of never changes under
// one version: a journal outlives the release that has written it. Builds
// before the first release made other keys of a text with a line that ends in a
// blank of [wecom.ComparableText] that [wecom.EarlierComparableText] does not
// know, and another content of a message with allow_select.
const journalVersion = "v1:"

// JournalKeys name a message in the journal, across states and machines: a
// message of a company, at an address of the API, with its triggers (their
// digest, empty for none).
func (d Digests) JournalKeys(origin, corpID, triggers string) wecom.JournalKeys {
	asked := []string{origin, corpID, triggers, d["chat_type"], d["allow_select"], d["text"], d["attachments"]}
	people := slices.Concat(asked, []string{d["external_userid"], d["chat_id_list"], d["tag_filter"]})

	// Customers read the same, whether or not a member may choose among them.
	says := slices.Clone(asked)
	if d["allow_select"] == "true" {
		says[4] = "false"
	}

	asImport := []string{origin, corpID, triggers, d["chat_type"], "", d["text"], ""} // see ListedDigests

	keys := wecom.JournalKeys{
		Content: journalVersion + DigestOf(says),
		// WeCom spells userids without regard to case.
		Key:      journalVersion + DigestOf(append(people, strings.ToLower(d["sender"]))),
		Says:     journalVersion + DigestOf(slices.Replace(slices.Clone(says), 2, 3, "")),
		AsImport: journalVersion + DigestOf(asImport),
		Scope:    journalVersion + DigestOf([]string{origin, corpID}),
	}

	if d["external_userid"] != "" || d["chat_id_list"] != "" {
		keys.People = journalVersion + DigestOf(people)
	}

	return keys
}

// ImageKey names a picture of a company, at an address of the API, in the
// journal, by the SHA-256 of its content. Empty where nobody knows the company.
func ImageKey(origin, corpID, sha256 string) string {
	if corpID == "" || sha256 == "" {
		return ""
	}

	return journalVersion + DigestOf([]string{origin, corpID, "image", sha256})
}
