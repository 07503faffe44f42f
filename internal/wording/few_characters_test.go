package wording_test

import (
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

func TestFewCharacters(t *testing.T) {
	long := strings.Repeat("春茶上新，", 200)

	for name, row := range map[string][3]string{
		"Cyrillic":          {"Sale", "S\u0430le", "1 character: character 2 was U+0061 latin small letter a and is U+0430 cyrillic small letter a"},
		"Greek":             {"Model A", "Model \u0391", "1 character: character 7 was U+0041 latin capital letter a and is U+0391 greek capital letter alpha"},
		"a dash":            {"A-1", "A\u20111", "1 character: character 2 was U+002D hyphen-minus and is U+2011 non-breaking hyphen"},
		"O and 0":           {"CODE O0", "CODE 00", "1 character: character 6 was U+004F latin capital letter o and is U+0030 digit zero"},
		"two quotes":        {`say "hi" now`, "say “hi” now", "2 characters: character 5 was U+0022 quotation mark and is U+201C left double quotation mark; character 8 was U+0022 quotation mark and is U+201D right double quotation mark"},
		"one more":          {"五折", "不五折", "1 character: character 1 of the new text is U+4E0D 不, which was not there"},
		"one less":          {"abc", "ab", "1 character: character 3 of the old text was U+0063 latin small letter c, which is gone"},
		"far apart":         {"a" + long + "b" + long + "c", "x" + long + "b" + long, "2 characters: character 1 was U+0061 latin small letter a and is U+0078 latin small letter x; character 2,003 of the old text was U+0063 latin small letter c, which is gone"},
		"a blank and one":   {"a b", "a  c", "2 characters: character 3 was U+0062 latin small letter b and is U+0020 space; character 4 of the new text is U+0063 latin small letter c, which was not there"},
		"moved by one more": {"五折 O", "不五折 0", "2 characters: character 1 of the new text is U+4E0D 不, which was not there; character 5 (4 of the old text) was U+004F latin capital letter o and is U+0030 digit zero"},
		"moved by one less": {"不五折 O", "五折 0", "2 characters: character 1 of the old text was U+4E0D 不, which is gone; character 4 (5 of the old text) was U+004F latin capital letter o and is U+0030 digit zero"},
		"more than a few":   {"abcd", "wxyz", ""},
		"another text":      {long, "no", ""},
		"nothing":           {"abc", "abc", ""},
	} {
		if got := wording.FewCharacters(row[0], row[1]); got != row[2] {
			t.Errorf("%s: %s\nwant %s", name, got, row[2])
		}
	}
}
