package draft

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// Digests are the digests of a message by the name of the part. A part that is
// missing is not known.
type Digests map[string]string

// ListedName is the name of what WeCom's list says of a part of an imported
// message, which is the same message, however it is configured.
func ListedName(part string) string { return part + "_listed" }

// Digests are the digests of a configuration, as far as they are known.
func (d Draft) Digests() Digests {
	all := Digests{}

	for _, p := range Parts() {
		if p.known(d) {
			all[p.Name] = p.digest(d)
		}
	}

	return all
}

// Upgrade puts today's digest of a text in place of the one that an earlier
// build has recorded of the same text: of what was written, with line ends and
// blanks, or of the form in which it was compared. The draft is what the state
// says was configured.
func (d Draft) Upgrade(recorded Digests) {
	earlier := map[string][]string{}

	if d.written.Text != nil && d.written.Text.Content != "" {
		earlier["text"] = []string{DigestOf(d.written.Text.Content), DigestOf(wecom.EarlierComparableText(d.written.Text.Content))}
	}

	if len(d.written.Attachments) > 0 {
		earlier["attachments"] = []string{
			DigestOf(attachmentsIn(d.written.Attachments, wecom.Attachment.Clone)),
			DigestOf(attachmentsIn(d.Message.Attachments, func(a wecom.Attachment) wecom.Attachment {
				return withTexts(a, wecom.EarlierComparableText)
			})),
		}
	}

	// One of which nothing can be seen, it has recorded as an empty one.
	if d.Text() == "" {
		earlier["text"] = append(earlier["text"], DigestOf(""))
	}

	for _, p := range Parts() {
		if digest, ok := recorded[p.Name]; ok && slices.Contains(earlier[p.Name], digest) {
			recorded[p.Name] = p.digest(d)
		}
	}
}

// BelievableDigests are those of a configuration that says what was sent where
// nobody else does: without what could not have been sent. Today's empty list
// is not yesterday's audience.
func (d Draft) BelievableDigests() Digests {
	all := d.Digests()

	for _, p := range Parts() {
		if d.inDoubt(p.Attribute(d)) {
			delete(all, p.Name)
		}
	}

	return all
}

// ListedDigests are the digests of what WeCom says of a message that was read
// from its list, and no more. The first apply records the rest as it is
// configured. Media are among that: WeCom may list them under another name, and
// of files it says nothing.
//
// Of the people it says who they are, and not how the message named them: the
// only member may have been named or not, and customers by their ids, by a
// sender or by tags. That is kept under a name of its own.
func (d Draft) ListedDigests(people wecom.People) Digests {
	all, listed := d.Digests(), Digests{}

	listed["chat_type"], listed["text"] = all["chat_type"], all["text"]

	switch len(people.Members) {
	case 0:
	case 1:
		listed[ListedName("sender")] = all["sender"]
	default:
		listed["sender"] = "" // WeCom chose them
	}

	if d.RecipientsSHA256 != "" {
		maps.Copy(listed, d.ListedRecipients())
	}

	if d.Message.ChatType != wecom.ChatTypeSingle || d.RecipientsSHA256 == "" {
		listed[peopleNotListed] = "true"
	}

	return listed
}

// ListedRecipients is the digest of the recipients of this draft as those to
// whom an imported message was sent, however it is configured.
func (d Draft) ListedRecipients() Digests {
	for _, p := range Parts() {
		if p.IsRecipients(d) {
			return Digests{ListedName(p.Name): d.RecipientsSHA256}
		}
	}

	return nil
}

// peopleNotListed stands in the digests of a message that was imported without
// its people, and of any to groups: WeCom's list has none that are not sent to
// yet.
const peopleNotListed = "recipients_not_listed"

// AsListed are the digests of what was sent to those whom WeCom lists. The
// configuration that an import was recorded with may name others, or a tag.
// Where WeCom names nobody, those are missing.
func (d Digests) AsListed() Digests {
	all := maps.Clone(d)

	listed, isListed := d[ListedName("external_userid")]

	switch _, untold := d[peopleNotListed]; {
	case isListed:
		all["external_userid"], all["tag_filter"] = listed, ""
	case untold:
		for _, name := range []string{"external_userid", "chat_id_list", "tag_filter"} {
			delete(all, name)
		}
	}

	return all
}

// Forms are all ways in which a block may say what was sent, the recorded one
// first: a part that WeCom lists otherwise than it was configured is the same
// message either way, see [Part.Compare].
func (d Digests) Forms() []Digests {
	forms := []Digests{d}

	for _, p := range Parts() {
		listed, isListed := d[ListedName(p.Name)]
		if digest, recorded := d[p.Name]; !isListed || !recorded || p.equal(digest, listed) {
			continue
		}

		for _, form := range slices.Clone(forms) {
			other := maps.Clone(form)
			other[p.Name] = listed

			if p.Name == "external_userid" {
				other["tag_filter"] = "" // WeCom does not use it beside a list
			}

			forms = append(forms, other)
		}
	}

	return forms
}

// Agree reports whether two messages say the same wherever both are known.
func (d Digests) Agree(other Digests) bool {
	for name := range d {
		if digest, ok := other[name]; ok && digest != d[name] {
			return false
		}
	}

	return true
}

// SaysTheSame reports whether customers read in this message what they read in
// one that was sent.
func (d Digests) SaysTheSame(sent Digests) bool {
	for _, p := range Parts() {
		if !p.words {
			continue
		}

		if digest, recorded := sent[p.Name]; !recorded || d[p.Name] != digest {
			return false
		}
	}

	return true
}

// FirstContent names the content by which the messages of a campaign are put
// into the order of its rollout.
func (d Digests) FirstContent() string { return DigestOf([]string{d["text"], d["attachments"]}) }

// setDigest names a set of strings; empty for none.
func setDigest(set []string) string {
	if len(set) == 0 {
		return ""
	}

	sorted := slices.Clone(set)
	slices.Sort(sorted)

	return DigestOf(slices.Compact(sorted))
}

// tagSets writes each group of tags as one string, so that the order of tags
// in a group and of the groups does not count.
func tagSets(filter *wecom.TagFilter) []string {
	if filter == nil {
		return nil
	}

	sets := make([]string, 0, len(filter.GroupList))

	for _, group := range filter.GroupList {
		tags := slices.Clone(group.TagList)
		slices.Sort(tags)
		sets = append(sets, strings.Join(slices.Compact(tags), "\n"))
	}

	return sets
}

// DigestOf is the SHA-256, in hexadecimal, of a value as JSON.
func DigestOf(value any) string {
	// Strings and structs of strings cannot fail to encode.
	raw, _ := json.Marshal(value)
	sum := sha256.Sum256(raw)

	return hex.EncodeToString(sum[:])
}

// SetDifference counts the strings that only a has, and those that only b has.
func SetDifference(a, b []string) (onlyA, onlyB int) {
	if slices.Equal(a, b) {
		return 0, 0
	}

	in := make(map[string]bool, len(b))
	for _, s := range b {
		in[s] = false
	}

	for _, s := range a {
		if seen, ok := in[s]; ok {
			if !seen {
				in[s] = true
			}
		} else {
			in[s] = true
			onlyA++
		}
	}

	for _, s := range b {
		if !in[s] {
			in[s] = true
			onlyB++
		}
	}

	return onlyA, onlyB
}
