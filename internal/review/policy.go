package review

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/wecom-community/terraform-provider-wecom/internal/draft"
	"github.com/wecom-community/terraform-provider-wecom/internal/regularfile"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
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

	raw, err := readRegular(name)
	if err != nil {
		return p, err
	}

	if err := decodePolicy(raw, &p); err != nil {
		return p, fmt.Errorf("%s: %w", name, err)
	}

	for _, path := range []*string{&p.ForbiddenWordsFile, &p.Approved} {
		if *path != "" && !filepath.IsAbs(*path) {
			*path = filepath.Join(filepath.Dir(name), *path)
		}
	}

	return p, nil
}

// decodePolicy reads one document, in which each gate is given a value: one
// that says nothing would switch its gate off without a word.
func decodePolicy(raw []byte, p *Policy) error {
	text, err := utf8Text(raw)
	if err != nil {
		return err
	}

	d := yaml.NewDecoder(strings.NewReader(text))

	var given map[string]yaml.Node
	if err := d.Decode(&given); err != nil && !errors.Is(err, io.EOF) {
		return errors.New("it is no list of gates, each as name: value: " + strings.TrimPrefix(err.Error(), "yaml: "))
	}

	if len(given) == 0 {
		return errors.New("it holds no gate")
	}

	// Nor may there be anything that is no document.
	if err := d.Decode(new(any)); !errors.Is(err, io.EOF) {
		return errors.New("it has more than one document; gates stand in the first")
	}

	for name, value := range given {
		if value.IsZero() || value.Tag == "!!null" || value.Value == "" && len(value.Content) == 0 || value.Value == "0" {
			return fmt.Errorf("line %d: %s is given and says nothing. Leave the line out where the gate is not wanted", max(1, value.Line), name)
		}

		for _, item := range value.Content {
			if item.Tag == "!!null" {
				return fmt.Errorf("line %d: %s has an item that says nothing", item.Line, name)
			}
		}

		if strings.HasPrefix(name, "max_") && value.Tag != "!!int" {
			return fmt.Errorf("line %d: %s is a whole number from 1, not %q", value.Line, name, value.Value)
		}
	}

	known := yaml.NewDecoder(strings.NewReader(text))
	known.KnownFields(true)

	if err := known.Decode(p); err != nil {
		// The library names our types.
		return errors.New(strings.NewReplacer(" in type review.Policy", "", "yaml: unmarshal errors:\n", "", "field ", "no gate is called ", " not found", "").Replace(err.Error()))
	}

	return nil
}

// utf8Text is a text of a file, which may not be in another encoding: it would
// be another text without a word.
func utf8Text(raw []byte) (string, error) {
	text := strings.TrimPrefix(string(raw), "\uFEFF")
	if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
		return "", errors.New("it is not UTF-8. Save it as UTF-8")
	}

	return text, nil
}

// readRegular reads a file. A device or a pipe, which may have no end, is none.
func readRegular(name string) ([]byte, error) {
	f, _, err := regularfile.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()

	return io.ReadAll(f)
}

// readText reads a file of text.
func readText(name string) (string, error) {
	raw, err := readRegular(name)
	if err != nil {
		return "", err
	}

	text, err := utf8Text(raw)
	if err != nil {
		return "", fmt.Errorf("%s: %w", name, err)
	}

	return text, nil
}

// Complete reads the files that a policy names, and judges it.
func (p *Policy) Complete() error {
	for name, list := range map[string][]string{"senders": p.Senders, "link_hosts": p.LinkHosts, "forbidden_words": p.ForbiddenWords} {
		for _, item := range list {
			if strings.TrimSpace(item) == "" {
				return fmt.Errorf("%s has an item that says nothing", name)
			}

			if name == "link_hosts" && !isPattern(item) {
				return fmt.Errorf("link_hosts: %q is no host; write a name, such as shop.example.com, or *. and a name for all below it", item)
			}
		}
	}

	if p.MaxRecipients < 0 || p.MaxRecipientsPerMessage < 0 {
		return errors.New("the most recipients are a number from 1")
	}

	if p.ForbiddenWordsFile != "" {
		text, err := readText(p.ForbiddenWordsFile)
		if err != nil {
			return err
		}

		words := wordsIn(strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' }))
		if len(words) == 0 {
			return fmt.Errorf("%s holds no word", p.ForbiddenWordsFile)
		}

		p.ForbiddenWords = append(p.ForbiddenWords, words...)
	}

	p.ForbiddenWords = wordsIn(p.ForbiddenWords)

	if p.Hours != "" {
		if err := p.readHours(); err != nil {
			return err
		}
	}

	if p.Approved != "" {
		text, err := readText(p.Approved)
		if err != nil {
			return err
		}

		p.approved = draft.Approvals(text)
	}

	return nil
}

// isPattern reports whether a text is a host, or "*." and a host.
func isPattern(text string) bool {
	return regexp.MustCompile(`^(\*\.)?[\pL\pN_-]+(\.[\pL\pN_-]+)*$`).MatchString(strings.TrimSpace(text))
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

// wordsIn are the words of some lines: without those in which nothing can be
// seen, and without comments, which begin with # and a blank.
func wordsIn(lines []string) []string {
	words := []string{}

	for _, line := range lines {
		word := strings.TrimSpace(line)
		isComment := word == "#" || strings.HasPrefix(word, "# ") || strings.HasPrefix(word, "#\t")

		if !isComment && !wecom.NothingToRead(word) {
			words = append(words, word)
		}
	}

	return words
}
