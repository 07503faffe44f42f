package review

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
)

// Policy are the gates that a plan must pass. One that is not given lets
// everything through.
type Policy struct {
	// MaxRecipientsPerMessage is the most customers or groups of one message,
	// MaxRecipients of all that a plan sends. 0 for no bound.
	MaxRecipientsPerMessage int `yaml:"max_recipients_per_message"`
	MaxRecipients           int `yaml:"max_recipients"`
	// Counted refuses an audience that nobody can count before the send.
	Counted bool `yaml:"counted"`
	// Senders are the userids of the members who may send.
	Senders []string `yaml:"senders"`
	// LinkHosts are the hosts that links and pictures may lead to: a name, or
	// "*." and a name for all below it.
	LinkHosts []string `yaml:"link_hosts"`
	// ForbiddenWords must not stand in what customers read, in either case.
	// ForbiddenWordsFile has one in each line.
	ForbiddenWords     []string `yaml:"forbidden_words"`
	ForbiddenWordsFile string   `yaml:"forbidden_words_file"`
	// NoReplace refuses what sends again without an edit: -replace, taint and
	// replace_triggered_by.
	NoReplace bool `yaml:"no_replace"`
	// PreventDestroy needs lifecycle { prevent_destroy = true } of each message
	// and campaign that is sent. It is read from the configuration, since a
	// plan does not have it.
	PreventDestroy bool `yaml:"prevent_destroy"`
	// Hours are when something may be sent, in the time of China (UTC+8), such
	// as "09:00-21:00".
	Hours string `yaml:"hours"`
	// Approved is a file with the digests of the sends that are approved.
	Approved string `yaml:"approved"`

	from, to time.Duration
	approved map[string]bool
}

// ReadPolicy reads a policy from a file of YAML. Its paths are relative to it.
func ReadPolicy(name string) (Policy, error) {
	var p Policy

	raw, err := os.ReadFile(name)
	if err != nil {
		return p, err
	}

	d := yaml.NewDecoder(bytes.NewReader(raw))
	d.KnownFields(true)

	if err := d.Decode(&p); err != nil && !errors.Is(err, io.EOF) {
		return p, fmt.Errorf("%s: %w", name, err)
	}

	for _, path := range []*string{&p.ForbiddenWordsFile, &p.Approved} {
		if *path != "" && !filepath.IsAbs(*path) {
			*path = filepath.Join(filepath.Dir(name), *path)
		}
	}

	return p, nil
}

// Complete reads the files that a policy names, and judges it.
func (p *Policy) Complete() error {
	if p.MaxRecipients < 0 || p.MaxRecipientsPerMessage < 0 {
		return errors.New("the most recipients are a number from 1")
	}

	if p.ForbiddenWordsFile != "" {
		raw, err := os.ReadFile(p.ForbiddenWordsFile)
		if err != nil {
			return err
		}

		p.ForbiddenWords = append(p.ForbiddenWords, strings.Split(strings.TrimPrefix(string(raw), "\uFEFF"), "\n")...)
	}

	words := p.ForbiddenWords[:0:0]

	for _, word := range p.ForbiddenWords {
		if word = strings.TrimSpace(word); word != "" {
			words = append(words, word)
		}
	}

	p.ForbiddenWords = words

	if p.Hours != "" {
		if err := p.readHours(); err != nil {
			return err
		}
	}

	if p.Approved != "" {
		raw, err := os.ReadFile(p.Approved)
		if err != nil {
			return err
		}

		p.approved = draft.Approvals(string(raw))
	}

	return nil
}

func (p *Policy) readHours() error {
	first, last, ok := strings.Cut(p.Hours, "-")
	from, err1 := time.Parse("15:04", strings.TrimSpace(first))
	to, err2 := time.Parse("15:04", strings.TrimSpace(last))

	if !ok || err1 != nil || err2 != nil || from.Equal(to) {
		return fmt.Errorf("the hours %q are none; write them as 09:00-21:00, in the time of China", p.Hours)
	}

	p.from, p.to = sinceMidnight(from), sinceMidnight(to)

	return nil
}

// isWithin reports whether something may be sent at a time. Hours may go over
// midnight.
func (p *Policy) isWithin(t time.Time) bool {
	at := sinceMidnight(t)
	if p.from < p.to {
		return at >= p.from && at < p.to
	}

	return at >= p.from || at < p.to
}

func sinceMidnight(t time.Time) time.Duration {
	return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute + time.Duration(t.Second())*time.Second
}
