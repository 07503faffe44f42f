package regularfile

import (
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// inOtherForm is the file that a name means where Unicode has two forms of it:
// é is one character (NFC), or e and an accent (NFD). Terraform makes one form
// of every string, and a disk may have the other one, which nobody could write
// then. A file with exactly the name goes first, and of two others neither is
// meant; "" if there is none.
func inOtherForm(name string) string {
	volume := filepath.VolumeName(name)
	parts := strings.Split(filepath.ToSlash(name[len(volume):]), "/")
	found := volume

	for i, part := range parts {
		switch {
		case i == 0 && part == "":
			found += string(filepath.Separator)
			continue
		case part == "":
			continue
		}

		actual := entryOf(found, part)
		if actual == "" {
			return ""
		}

		found = filepath.Join(found, actual)
	}

	return found
}

// entryOf is the entry of a directory that a name means.
func entryOf(dir, name string) string {
	if _, err := os.Lstat(filepath.Join(dir, name)); err == nil {
		return name
	}

	if dir == "" {
		dir = "."
	}

	entries, err := os.ReadDir(dir)
	if err != nil {
		return ""
	}

	found := ""

	for _, entry := range entries {
		if norm.NFC.String(entry.Name()) != norm.NFC.String(name) {
			continue
		}

		if found != "" {
			return ""
		}

		found = entry.Name()
	}

	return found
}

// isASCII reports whether a name has only one form.
func isASCII(name string) bool {
	return !strings.ContainsFunc(name, func(r rune) bool { return r > 0x7F })
}
