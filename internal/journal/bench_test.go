package journal

import (
	"fmt"
	"testing"
)

// old fills a directory with runs of a message each, that have ended.
func old(t testing.TB, dir string, runs int, locks bool) {
	t.Helper()

	for i := range runs {
		run := fmt.Sprintf("20260301T%06d.000Z-%032x", i, i)
		op := fmt.Sprintf("%032x-1", i)
		text := good(op, fmt.Sprintf("%064x", i)) + "\n" +
			fmt.Sprintf(`{"v":1,"kind":"result","time":"2026-03-01T11:00:00Z","run":%q,"op":%q,"key":"%064x","content":%q,"outcome":"created","msgid":"msg%d"}`, run, op, i, content, i) + "\n"

		put(t, dir, run+dataSuffix, text)

		if locks {
			put(t, dir, run+lockSuffix, "")
		}
	}
}

// BenchmarkLook_firstOfARun reads ten thousand old files.
func BenchmarkLook_firstOfARun(b *testing.B) {
	for name, locks := range map[string]bool{"10000 old files": true, "10000 old files without lock files": false} {
		b.Run(name, func(b *testing.B) {
			dir := b.TempDir()
			old(b, dir, 10_000, locks)
			b.ReportAllocs()

			for b.Loop() {
				j, _ := opened(b, dir)
				wants(b, j, asked(), Send)
			}
		})
	}
}

// BenchmarkRefresh is what is read before each POST.
func BenchmarkRefresh(b *testing.B) {
	for _, files := range []int{10, 10_000} {
		for _, locks := range []bool{true, false} {
			b.Run(fmt.Sprintf("%d old files, locks %v", files, locks), func(b *testing.B) {
				dir := b.TempDir()
				old(b, dir, files, locks)

				j, _ := opened(b, dir)
				wants(b, j, asked(), Send)
				b.ReportAllocs()

				for b.Loop() {
					ends(b, j.refresh())
				}
			})
		}
	}
}

// BenchmarkSend is all that the journal adds to a message that replaces none:
// two synced lines, and one look at the directory.
func BenchmarkSend(b *testing.B) {
	j, _ := opened(b, b.TempDir())
	n := 0

	for b.Loop() {
		n++
		q := Query{Key: fmt.Sprintf("%064x", n), Content: content}
		ends(b, j.End(begin(b, j, q), Result{Outcome: OutcomeCreated, MsgID: fmt.Sprint(n)}))
	}
}
