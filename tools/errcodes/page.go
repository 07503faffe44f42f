package main

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// language is one of the two guides.
type language struct {
	file string
	// opening is all that stands above the tables.
	opening string
	// header is that of each table: code, cause, what to do, attribute.
	header string
	// words gives the text for one of the client's tables.
	words func(english string) (string, error)
}

//go:embed opening_en.txt
var openingEnglish string

//go:embed opening_zh.txt
var openingChinese string

func english() language {
	return language{
		file:    "error-codes.md",
		opening: openingEnglish,
		header:  "| errcode | cause | what to do | attribute |",
		words:   func(text string) (string, error) { return text, nil },
	}
}

// chinese refuses a text that has no translation, so an edit of the client's
// table cannot leave the Chinese guide behind.
func chinese() language {
	catalog := translations()

	return language{
		file:    "error-codes-zh.md",
		opening: openingChinese,
		header:  "| 错误码 | 原因 | 处理办法 | 相关属性 |",
		words: func(text string) (string, error) {
			translated, ok := catalog[gist(text)]
			if !ok {
				return "", fmt.Errorf("tools/errcodes/translations*.go have no translation of %q", text)
			}

			return translated, nil
		},
	}
}

// page is the whole guide.
func (l language) page() (string, error) {
	var b strings.Builder

	b.WriteString(l.opening)

	for _, table := range wecom.ErrcodeTables() {
		subject, err := l.words(table.Subject)
		if err != nil {
			return "", err
		}

		fmt.Fprintf(&b, "\n## %s\n\n%s\n| --- | --- | --- | --- |\n", subject, l.header)

		for _, code := range table.Codes {
			cause, err := l.words(code.Cause)
			if err != nil {
				return "", err
			}

			action, err := l.words(code.Action)
			if err != nil {
				return "", err
			}

			attribute := ""
			if code.Field != "" {
				attribute = "`" + code.Field + "`"
			}

			fmt.Fprintf(&b, "| %d | %s | %s | %s |\n", code.Code, cause, action, attribute)
		}
	}

	return b.String(), nil
}
