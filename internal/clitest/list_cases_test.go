package clitest_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// Foreign records that cannot be read as the others can blind neither healing
// nor the look that a lost state depends on.
func TestAccList_oddRecords(t *testing.T) {
	t.Parallel()

	w, p := behindProxy(t)
	w.sim.SetListLag(time.Hour)
	w.write(oneMessage)
	p.on(send, lostAfter())

	if got := w.apply(); w.status() != "unknown" {
		t.Fatalf("status %s, want unknown\n%s", w.status(), got.output)
	}

	p.rewriteLists(oddRecords())
	w.sim.SetListLag(0)

	if got := w.apply(); w.status() != "created" || len(p.sent()) != 1 {
		t.Errorf("status %s, %d messages, want created and 1\n%s", w.status(), len(p.sent()), got.output)
	}

	if err := os.Remove(filepath.Join(w.dir, "terraform.tfstate")); err != nil {
		t.Fatal(err)
	}

	if got := w.apply(); !got.has("error", "sent already") || len(p.sent()) != 1 {
		t.Errorf("with its state lost: %d messages, want 1 and a refusal\n%s", len(p.sent()), got.output)
	}

	// The control: they forbid nothing.
	w.write(message("it", "另一句话", ""))

	if got := w.apply(); got.code != 0 || len(p.sent()) != 2 {
		t.Errorf("another message: %d, want 2\n%s", len(p.sent()), got.errorText())
	}
}

// WeCom lists the picture under another media id than the one that was sent.
// Whether it is the same picture cannot be told: the message is named, and not
// taken.
func TestAccList_renamedMedia(t *testing.T) {
	t.Parallel()

	w, p := behindProxy(t)
	m := sameWords("m")
	m.more = `attachments = [{ msgtype = "image", image = { media_id = "MEDIA_ID" } }]`
	w.writeMessages(m)
	p.rewriteLists(renamedMedia())
	p.on(send, lostAfter())

	got := w.apply()
	if w.status() != "unknown" || len(p.sent()) != 1 {
		t.Fatalf("status %s, %d messages, want unknown and 1\n%s", w.status(), len(p.sent()), got.output)
	}

	if !got.says("warning", p.sent()[0].msgid) {
		t.Errorf("the warning does not name the message\n%s", got.output)
	}
}

// WeCom lists the text as a filter of words would. Invisible differences are
// forgiven, this one is not: the message is not taken.
func TestAccList_alteredTexts(t *testing.T) {
	t.Parallel()

	w, p := behindProxy(t)
	w.writeMessages(sameWords("m"))
	p.rewriteLists(alteredTexts())
	p.on(send, lostAfter())

	got := w.apply()
	if w.status() != "unknown" || len(p.sent()) != 1 {
		t.Fatalf("status %s, %d messages, want unknown and 1\n%s", w.status(), len(p.sent()), got.output)
	}
}
