// Package journal remembers on disk what was about to be sent and what came of
// it, so that a run knows it when Terraform has forgotten: after a crash, with
// a lost state, beside another run. It knows neither HTTP nor Terraform.
//
// A send is [Journal.Look], what else is to be looked at, [Journal.Begin], the
// POST, [Journal.End]. Begin writes the intent, and then reads what others have
// written. Two runs that send the same read each other so: both may stop, never
// do both go on.
//
// # Files
//
// One directory. A run, which is one provider process, appends to a file of its
// own, <run>.jsonl, made at its first line. For as long as it lives it holds a
// lock on <run>.lock. Every regular file *.jsonl is read, whatever its name, so
// that files may be joined and renamed. Nothing is ever deleted. Who writes the
// word of a person holds the lock answers.lock, and who uploads a picture
// image-<its digest>.lock.
//
// A run has ended when its lock can be had. What cannot be told counts as
// living. Where the lock file is gone, nobody can ask, and the run counts as
// ended; but its file is read again and again, as that of a living one.
//
// Runs on several machines see each other as far as the file system shows them
// each other's locks and lines at once.
//
// # Lines
//
// A line is a JSON object and a line break, written at once and synced. It
// counts from the line break on, or once its run has ended: what was torn off
// was not synced, and so nothing was done on its word. Empty lines say nothing.
// One that could not be written ends with ~ once the next one is. What is
// neither a line nor torn off is damage: it may have been a send, and the
// caller is told ([Standing.Damage]).
//
//	v            1
//	kind         intent, result, withdrawn, resolved, held, taken, image
//	time         RFC 3339, by the clock of the machine
//	run          who wrote it; without it, the run of the file
//	op           the operation: one intent and what came of it; or, of a
//	             person's not_sent, the attempt of a campaign
//	key          digest of all that makes a message this one
//	content      digest of what it says, whoever sends and gets it
//	says         intent, resolved, held: digest of what it says beside its
//	             triggers, where it has any
//	campaign_id  of an operation of a campaign; taken: of the one that takes it
//	             up
//	part         intent, resolved, held: digest of the name that the message
//	             has in its campaign
//	recipients   intent, held: how many people or groups, 0 if it names none
//	failed       result created, resolved: how many of them WeCom cannot reach,
//	             as far as it has said
//	people       intent, held: digest of content and people, whoever sends;
//	             empty if it names none
//	who          intent, held: what tells its people from others; whoever
//	             begins knows what it means; result created: of those whom
//	             WeCom can reach, where some failed
//	replaces     intent: msgids of messages that it replaces on purpose; of one
//	             of a campaign that has none, "op " and its operation
//	after        intent: as replaces, what says the same, and a person has told
//	             it from, and operations that it replaces and of which nobody
//	             knew what had become of them
//	replaced_by  held: key of what is to replace it on purpose, or "not known";
//	             of one that stands alone and has no msgid, of what its block
//	             had next
//	words        held: digest of what WeCom's list must show alike, in a
//	             company, where the state does not know all that key and
//	             content are made of
//	lookup       intent, held without msgid: not_before, WeCom's time in
//	             unix seconds; request_timeout, nanoseconds; known, msgids of
//	             equal content that were there before; listed, digest of what
//	             WeCom's list shows of the message; words, the same without
//	             its files, where it has any
//	outcome      result: created, refused, unknown
//	errcode      result: WeCom's
//	msgid        result created, resolved, held
//	sent_at      result created, resolved, held: when it was created
//	not_sent     resolved: true instead of a msgid
//	named        resolved: true of a msgid that a person has named
//
//	url          image: where a picture was uploaded to
//
// All but image carry op, key and content. An operation is what its lines say
// together, in whatever order they are read:
//
//   - intent: its POST may have been made.
//   - result: how the POST ended.
//   - withdrawn: its POST was not made.
//   - resolved: it is this message, or was not sent. Its run holds the message,
//     which an earlier one has sent or a lookup has found, without a POST.
//   - held: a state holds it, with its msgid or as one of unknown status, or
//     did until the run took it out there: a rename, a replacement, a destroy.
//     Beside an intent without a result it says what became of that.
//     With replaced_by also one that an earlier wave was to replace, and has
//     not.
//   - taken: a campaign has found it as that of a campaign that it was before
//     its state was lost. The two are one from then on.
//   - image: it is no operation. The picture whose digest is key, that of a
//     company and its content, has this URL. Who uploads it anew gets another
//     one, and a message with that is another message.
//
// Nothing takes a word back. What a state has lost, for whatever reason, counts
// until the message is another one. Of the messages of a key, one that a later
// one has replaced on purpose, or was to replace, counts no more, nor does it
// stand against one that replaces that one, until somebody records it again or
// a state is seen to hold it again; that takes back a wish to replace it, too.
//
// # Other versions
//
// A field that may be ignored can be added to a version. One that changes what
// a line means takes another version. A line of a later version or an unknown
// kind, or one that lacks something, is not understood, but counts against
// sending what its key or its content names. One of a later version that shows
// neither says nothing.
//
// # What it does not hold
//
// Texts, secrets, and ids of people. Whether two messages that say the same
// reach the same people is told by who, and only to whoever has the ids of one
// of them. So this package does not ask: an open intent of another run that
// lives stops every message that says so, whatever its triggers and whoever
// gets it, and one of a run that has ended is told to the caller, with its who.
package journal
