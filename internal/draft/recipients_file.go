package draft

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/wecom-community/terraform-provider-wecom/internal/problem"
	"github.com/wecom-community/terraform-provider-wecom/internal/regularfile"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// maxRecipientsFileBytes bounds what is read of a recipients file. Ten thousand
// ids take less than a megabyte; a CSV export has more columns.
const maxRecipientsFileBytes = 64 << 20

// fileLine is an id in a recipients file.
type fileLine struct {
	number int
	id     string
}

// ReadRecipientsFile puts the ids of the file into the message.
func (d *Draft) ReadRecipientsFile() {
	if d.RecipientsFile == "" {
		return
	}

	if d.keptRecipients > 0 {
		d.RecipientsSHA256, d.RecipientsCount = d.written.Recipients.SHA256, d.keptRecipients
		return
	}

	var (
		at     = problem.Root("recipients_file")
		column = "external_userid"
		limit  = wecom.MaxExternalUserIDs
		noun   = "customer"
	)

	if d.Message.ChatType == wecom.ChatTypeGroup {
		column, limit, noun = "chat_id", wecom.MaxChatIDs, "customer group"
	}

	lines, wrong, err := parseRecipientsFile(d.RecipientsFile, column)

	switch {
	case errors.Is(err, fs.ErrNotExist):
		d.missing = append(d.missing, missing(at, d.RecipientsFile, err))
		return
	case err != nil:
		d.Problems.Errorf(at, "Unreadable file", "%s.", err)
	case wrong != "":
		d.Problems.Errorf(at, "Invalid recipients file", "%s: %s", d.RecipientsFile, wrong)
	case len(lines) == 0:
		d.Problems.Errorf(at, EmptyAudience, "%s holds no id; %s.", d.RecipientsFile, NotEveryone)
	}

	all := NewIDs(at, len(lines), func(i int) (string, problem.Path) { return fmt.Sprintf("line %d", lines[i].number), at })
	for i, line := range lines {
		all.Add(i, line.id)
	}

	ids, problems := all.End(limit, noun)
	d.Problems = append(d.Problems, problems...)

	if d.Message.ChatType == wecom.ChatTypeGroup {
		d.Message.ChatIDList = ids
	} else {
		d.Message.ExternalUserID = ids
	}

	d.digestRecipients()
}

// parseRecipientsFile reads one id per line, or the named column of a CSV with
// a header. It tolerates a byte order mark, CRLF and blank lines.
func parseRecipientsFile(name, column string) (lines []fileLine, wrong string, err error) {
	f, size, err := regularfile.Open(name)
	if err != nil {
		return nil, "", err
	}
	defer func() { _ = f.Close() }()

	if size > maxRecipientsFileBytes {
		return nil, "it is larger than 64 MiB.", nil
	}

	var content bytes.Buffer
	content.Grow(int(size) + bytes.MinRead)

	if err := regularfile.Copy(&content, f, size); err != nil {
		return nil, "", fmt.Errorf("%s: %w", name, err)
	}

	raw := bytes.TrimPrefix(content.Bytes(), []byte("\uFEFF"))

	if line := lineNotUTF8(raw); line > 0 {
		return nil, fmt.Sprintf("line %d is not UTF-8. Save the file as UTF-8; Excel's \"CSV UTF-8\" does.", line), nil
	}

	header, _, _ := strings.Cut(strings.TrimLeft(string(raw), "\r\n"), "\n")
	header = strings.TrimRight(header, "\r")

	// The column of the other chat type is a header as well: the wrong one.
	oneColumn := strings.Trim(header, `"`)

	if strings.Contains(header, ",") || oneColumn == "external_userid" || oneColumn == "chat_id" {
		lines, wrong = parseCSV(raw, column)
		return lines, wrong, nil
	}

	lines, wrong = parseLines(raw)

	return lines, wrong, nil
}

// lineNotUTF8 is the number of the first line that is not UTF-8, or 0.
func lineNotUTF8(raw []byte) int {
	number := 0

	for line := range bytes.Lines(raw) {
		number++

		if !utf8.Valid(line) {
			return number
		}
	}

	return 0
}

func parseLines(raw []byte) (lines []fileLine, wrong string) {
	scanner := bufio.NewScanner(bytes.NewReader(raw))
	number := 1

	for ; scanner.Scan(); number++ {
		id := strings.TrimSuffix(scanner.Text(), "\r")

		inside := strings.TrimSpace(id)
		if inside == "" {
			continue
		}

		// A row of a table whose columns are separated in another way than by
		// commas would be one long id.
		if strings.ContainsAny(inside, ",;|\"") || strings.ContainsFunc(inside, unicode.IsSpace) {
			return nil, fmt.Sprintf("line %d is not one id: %s. Write one id per line, or a CSV whose header has the column, separated by commas.", number, wording.Shortened(inside))
		}

		lines = append(lines, fileLine{number, id})
	}

	if err := scanner.Err(); err != nil {
		return nil, fmt.Sprintf("line %d is too long for an id: %s.", number, err)
	}

	return lines, ""
}

func parseCSV(raw []byte, column string) (lines []fileLine, wrong string) {
	reader := csv.NewReader(bytes.NewReader(raw))

	header, err := reader.Read()
	if err != nil {
		return nil, fmt.Sprintf("%s.", err)
	}

	at := slices.Index(header, column)
	if at < 0 {
		return nil, fmt.Sprintf("line 1: the header has no column %s. It has %s.", column, wording.Shortened(strings.Join(header, ", ")))
	}

	for {
		record, err := reader.Read()

		switch {
		case errors.Is(err, io.EOF):
			return lines, ""
		case err != nil:
			// The text of encoding/csv names the line.
			return nil, fmt.Sprintf("%s.", err)
		}

		number, _ := reader.FieldPos(at)
		lines = append(lines, fileLine{number, record[at]})
	}
}
