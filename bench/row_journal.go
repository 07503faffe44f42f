package main

import (
	"context"
	"fmt"
)

// measureJournal measures what the journal adds to a message and to many.
func measureJournal(ctx context.Context, b *workbench, say func(string), runs int) (result, error) {
	var subjects []*subject

	for _, n := range []int{1, smallMessages} {
		for name, env := range map[string][]string{withoutJournal(n): nil, withJournal(n): {"WECOM_JOURNAL_DIR=" + journalDir}} {
			space, err := b.workspace(fmt.Sprintf("journal-%d", len(subjects)), map[string]string{"main.tf": b.smallConfig(n)})
			if err != nil {
				return result{}, err
			}

			space.env = env
			subjects = append(subjects, &subject{name: name, space: space, sends: n})
		}
	}

	measured, err := live(ctx, say, rowJournal, runs, subjects)
	if err != nil {
		return result{}, err
	}

	r := result{Title: "The journal", Series: measured}
	for _, n := range []int{1, smallMessages} {
		r.Verdicts = append(r.Verdicts, compare(rowJournal, measured, withJournal(n), withoutJournal(n), 1.05)...)
	}

	return r, nil
}

func withoutJournal(n int) string { return fmt.Sprintf("%d without a journal", n) }

func withJournal(n int) string { return fmt.Sprintf("%d with a journal", n) }
