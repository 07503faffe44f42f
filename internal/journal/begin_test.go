package journal

import (
	"os"
	"path/filepath"
	"testing"
)

// Where the files of the others cannot be read after the intent was written,
// nothing is sent, and the intent is taken back: else a later run would ask
// what had become of a message that never left.
func TestBegin_takesItsIntentBackWhereItCannotRead(t *testing.T) {
	for name, row := range map[string]struct {
		spoils bool
		want   Decision // of a later run
	}{
		"a file of another run was cut off": {spoils: true, want: Send},
		"control: it can read, and dies":    {want: LookUp},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			a, _ := opened(t, dir)
			ends(t, a.Withdraw(begin(t, a, Query{Key: otherKey, Content: otherKey})))

			j, _ := opened(t, dir)
			s := wants(t, j, asked(), Send)

			path := filepath.Join(dir, a.Run()+dataSuffix)
			text := textOf(t, path)

			if row.spoils {
				ends(t, os.Truncate(path, 10))
			}

			if op, v, err := j.Begin(s, Intent{}); row.spoils && (op != "" || v.Decision == Send || err == nil) {
				t.Errorf("op %q, %v, %v", op, v.Decision, err)
			}

			ends(t, j.Close())
			put(t, dir, a.Run()+dataSuffix, text)

			later, _ := opened(t, dir)
			wants(t, later, asked(), row.want)
		})
	}
}
