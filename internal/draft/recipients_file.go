package draft

import (
	"errors"
	"fmt"
	"io"
	"io/fs"

	"github.com/wecom-community/terraform-provider-wecom/internal/problem"
	"github.com/wecom-community/terraform-provider-wecom/internal/regularfile"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// maxRecipientsFileBytes bounds what is read of a recipients file. Ten thousand
// ids take less than a megabyte; a CSV export has more columns.
const maxRecipientsFileBytes = 64 << 20

// ReadRecipientsFile puts the ids of the file into the message.
func (d *Draft) ReadRecipientsFile() {
	if d.RecipientsFile == "" {
		return
	}

	if d.keptRecipients > 0 {
		d.RecipientsSHA256, d.RecipientsCount = d.hashes.Recipients.SHA256, d.keptRecipients
		return
	}

	at, kind, limit := problem.Root("recipients_file"), CustomerID, wecom.MaxExternalUserIDs
	if d.Message.ChatType == wecom.ChatTypeGroup {
		kind, limit = GroupID, wecom.MaxChatIDs
	}

	rows, wrong, err := parseRecipientsFile(d.RecipientsFile, kind)

	switch {
	case errors.Is(err, fs.ErrNotExist):
		d.noFile(at, d.RecipientsFile, err)
	case err != nil:
		d.unusable.Errorf(at, "Unreadable file", "%s.", shownError(err))
	case wrong != "":
		d.unusable.Errorf(at, "Invalid recipients file", "%s: %s", wording.Path(d.RecipientsFile), wrong)
	case len(rows) == 0:
		d.unusable.Errorf(at, EmptyAudience, "%s holds no id; %s.", wording.Path(d.RecipientsFile), NotEveryone(kind))
	}

	d.rows = rows

	ids, problems := idsOfRows(rows, kind, at, limit)
	if d.unusable = append(d.unusable, problems.Errors()...); d.LacksRecipients() {
		return // it says no more than a file that is gone
	}

	d.odd = append(d.odd, problems...)

	if d.Message.ChatType == wecom.ChatTypeGroup {
		d.Message.ChatIDList = ids
	} else {
		d.Message.ExternalUserID = ids
	}

	d.digestRecipients()
}

func idsOfRows(rows []Row, kind IDKind, at problem.Path, limit int) ([]string, problem.List) {
	strangers := NewStrangers(kind)
	all := NewIDs(InFile, strangers, at, len(rows), func(i int) (string, problem.Path) { return fmt.Sprintf("line %d", rows[i].Line), at })

	for i, row := range rows {
		if row.Wrong != "" {
			all.Refuse(i, row.Wrong)
		} else {
			all.Add(i, row.ID)
		}
	}

	ids, problems := all.End(limit)

	return ids, append(problems, strangers.Warning(at)...)
}

// parseRecipientsFile reads one id per line, or the column of a CSV with a
// header.
func parseRecipientsFile(name string, kind IDKind) (rows []Row, wrong string, err error) {
	f, size, err := regularfile.Open(name)
	if err != nil {
		return nil, "", err
	}
	defer func() { _ = f.Close() }()

	if size > maxRecipientsFileBytes {
		return nil, "it is larger than 64 MiB.", nil
	}

	wrong, err = rowsOf(f, size, kind, false).each(func(row Row) bool {
		rows = append(rows, row)
		return true
	})

	if wrong != "" || err != nil {
		rows = nil
	}

	if err != nil {
		err = fmt.Errorf("%s: %w", name, err)
	}

	return rows, wrong, err
}

// LineOf is the line of an id in the recipients file, where it is mentioned
// first; 0 if it is in none.
func (d Draft) LineOf(id string) int {
	for _, row := range d.rows {
		if row.ID == id {
			return row.Line
		}
	}

	return 0
}

// rowsOf are the rows of an open file, which is not read here.
func rowsOf(f io.ReadSeeker, size int64, kind IDKind, withSender bool) rowsFile {
	open := func() (io.Reader, error) {
		_, err := f.Seek(0, io.SeekStart)

		return regularfile.Whole(f, size), err
	}

	return rowsFile{open: open, kind: kind, withSender: withSender}
}
