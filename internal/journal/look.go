package journal

import (
	"errors"
	"strings"
)

// Standing is what the journal holds against a message.
type Standing struct {
	Verdict

	// Told are all messages that say the same, however old, whoever got them.
	Told []Told
	// Unknown are the operations of other runs, under other keys, that say the
	// same, and of which it is not known what became of them. Their people may
	// be the same.
	Unknown []Entry

	// Named are such operations of which only a person has said which message
	// they are.
	Named []Entry
	// Imported is, beside a message that a person has named, one that somebody
	// has imported since, of which only the words are known. It may put that
	// right.
	Imported *Entry

	// Before are the operations of this key that it comes after on purpose,
	// though nobody knows what became of them.
	Before []Entry

	// Damage says that some of the journal cannot be read, which might stand
	// against the message as well. Nil normally.
	Damage error

	query Query
	seen  int // changes of the memory at the look
}

// Look tells what stands against a message. The first call in a run that needs
// the directory reads it; a later one only where something stands, so as to
// know it as it is now: Begin reads in any case. An error says that the journal
// cannot be read.
func (j *Journal) Look(q Query) (Standing, error) {
	j.mu.Lock()
	defer j.mu.Unlock()

	if err := checkDigests(q.Key, q.Content); err != nil {
		return Standing{}, err
	}

	if j.loaded {
		if s := j.standing(q); s.Decision == Send && len(s.Unknown)+len(s.Named) == 0 {
			return s, nil
		}
	}

	if err := j.refresh(); err != nil {
		return Standing{}, err
	}

	return j.standing(q), nil
}

// Knows reports whether any line that was read so far tells of a message.
func (j *Journal) Knows(msgid string) bool {
	j.mu.Lock()
	defer j.mu.Unlock()

	return len(j.memory.byMsgID[msgid]) > 0
}

func (j *Journal) standing(q Query) Standing {
	s := Standing{query: q, seen: j.memory.changes}

	s.Verdict = j.memory.decide(q, "", s.seen, j.now())
	if s.Decision == RefuseFollowed {
		s.Entry.Later = j.memory.laterThan(s.Entry)
	}

	s.Imported = j.memory.importedSince(s.Verdict, q, j.now())
	s.Told, s.Unknown, s.Named = j.memory.alike(q)
	s.Before = j.memory.before(q)
	s.Damage = j.damaged()

	return s
}

var errNoDigest = errors.New("a key or a content is not a digest")

// checkGiven does so for those that may be empty.
func checkGiven(digests ...string) error {
	for _, digest := range digests {
		if digest == "" {
			continue
		}

		if err := checkDigests(digest); err != nil {
			return err
		}
	}

	return nil
}

// checkDigests keeps everything else out of the journal. A digest is lower-case
// hexadecimal, and may have a short version before it: "v1:0123...".
func checkDigests(digests ...string) error {
	for _, digest := range digests {
		version, number, hasVersion := strings.Cut(digest, ":")
		if !hasVersion {
			version, number = "", digest
		}

		if len(version) > 8 || len(number) < 8 || len(number) > 128 || strings.Trim(number, "0123456789abcdef") != "" {
			return errNoDigest
		}
	}

	return nil
}
