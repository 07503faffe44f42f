package provider

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

	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/wecom-community/terraform-provider-wecom/internal/regularfile"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
)

// maxRecipientsFileBytes bounds what is read of a recipients file. Ten thousand
// ids take less than a megabyte; a CSV export has more columns.
const maxRecipientsFileBytes = 64 << 20

// fileLine is an id in a recipients file.
type fileLine struct {
	number int
	id     string
}

// readRecipientsFile puts the ids of the file into the message. A file that is
// not there is told by gone; whether that matters depends on whether the
// message is still to be sent.
func (c *draft) readRecipientsFile() {
	if c.RecipientsFile == "" {
		return
	}

	var (
		check  = &checker{unknown: c.Unknown}
		p      = path.Root("recipients_file")
		column = "external_userid"
		limit  = wecom.MaxExternalUserIDs
		noun   = "customer"
	)

	if c.Message.ChatType == wecom.ChatTypeGroup {
		column, limit, noun = "chat_id", wecom.MaxChatIDs, "customer group"
	}

	lines, problem, err := parseRecipientsFile(c.RecipientsFile, column)

	switch {
	case errors.Is(err, fs.ErrNotExist):
		c.gone = append(c.gone, goneFile{p, c.RecipientsFile})
		return
	case err != nil:
		check.errorf(p, "Unreadable file", "%s.", err)
	case problem != "":
		check.errorf(p, "Invalid recipients file", "%s: %s", c.RecipientsFile, problem)
	case len(lines) == 0:
		check.errorf(p, emptyAudienceSummary, "%s holds no id; %s.", c.RecipientsFile, notEveryone)
	}

	all := check.gatherIDs(p, len(lines), func(i int) (string, path.Path) { return fmt.Sprintf("line %d", lines[i].number), p })
	for i, line := range lines {
		all.add(i, line.id)
	}

	ids := all.end(limit, noun)
	c.Diags.Append(check.diags...)

	if c.Message.ChatType == wecom.ChatTypeGroup {
		c.Message.ChatIDList = ids
	} else {
		c.Message.ExternalUserID = ids
	}

	c.digestRecipients()
}

// parseRecipientsFile reads one id per line, or the named column of a CSV with
// a header. It tolerates a byte order mark, CRLF and blank lines.
func parseRecipientsFile(name, column string) (lines []fileLine, problem string, err error) {
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
		lines, problem = parseCSV(raw, column)
		return lines, problem, nil
	}

	lines, problem = parseLines(raw)

	return lines, problem, nil
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

func parseLines(raw []byte) (lines []fileLine, problem string) {
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
			return nil, fmt.Sprintf("line %d is not one id: %s. Write one id per line, or a CSV whose header has the column, separated by commas.", number, shortened(inside))
		}

		lines = append(lines, fileLine{number, id})
	}

	if err := scanner.Err(); err != nil {
		return nil, fmt.Sprintf("line %d is too long for an id: %s.", number, err)
	}

	return lines, ""
}

func parseCSV(raw []byte, column string) (lines []fileLine, problem string) {
	reader := csv.NewReader(bytes.NewReader(raw))

	header, err := reader.Read()
	if err != nil {
		return nil, fmt.Sprintf("%s.", err)
	}

	at := slices.Index(header, column)
	if at < 0 {
		return nil, fmt.Sprintf("line 1: the header has no column %s. It has %s.", column, shortened(strings.Join(header, ", ")))
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
