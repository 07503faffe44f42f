package wecomsim

// The list and the results in their form before attachments (2021). Clients
// still call them, and WeCom still answers.

type oldListAnswer struct {
	verdict
	NextCursor   string       `json:"next_cursor"`
	GroupMsgList []oldListRow `json:"group_msg_list"`
}

// oldListRow has one object of each kind beside the text.
type oldListRow struct {
	MsgID       string       `json:"msgid"`
	Creator     string       `json:"creator,omitempty"`
	CreateTime  int64        `json:"create_time"`
	CreateType  int          `json:"create_type"`
	Text        *listText    `json:"text,omitempty"`
	Image       *Image       `json:"image,omitempty"`
	Link        *Link        `json:"link,omitempty"`
	MiniProgram *MiniProgram `json:"miniprogram,omitempty"`
	Video       *Media       `json:"video,omitempty"`
}

// oldGroupMsgList answers get_groupmsg_list. Of several attachments of a kind
// it shows the first, and no file: the form has no field for them. Its page's
// sample has WeCom's own media ids.
func oldGroupMsgList(c *call) (any, *refusal) {
	found, next, refused := c.findMessages()
	if refused != nil {
		return nil, refused
	}

	rows := make([]oldListRow, 0, len(found))
	for _, message := range found {
		rows = append(rows, message.oldListed())
	}

	return oldListAnswer{c.success(), next, rows}, nil
}

func (m *Message) oldListed() oldListRow {
	shown := m.listed(true)

	row := oldListRow{
		MsgID: shown.MsgID, Creator: shown.Creator, CreateTime: shown.CreateTime, CreateType: shown.CreateType,
		Text: shown.Text,
	}
	for _, a := range shown.Attachments {
		switch {
		case a.Image != nil && row.Image == nil:
			row.Image = a.Image
		case a.Link != nil && row.Link == nil:
			row.Link = a.Link
		case a.MiniProgram != nil && row.MiniProgram == nil:
			row.MiniProgram = a.MiniProgram
		case a.Video != nil && row.Video == nil:
			row.Video = a.Video
		}
	}

	return row
}

// maxOldResultLimit is both the maximum and the default of get_group_msg_result
// (path 91561).
const maxOldResultLimit = 10_000

// checkPassed is the state of the review that messages once went through.
const checkPassed = 1

type oldResultAnswer struct {
	verdict
	CheckStatus int         `json:"check_status"`
	NextCursor  string      `json:"next_cursor"`
	DetailList  []resultRow `json:"detail_list"`
}

// oldGroupMsgResult answers get_group_msg_result: the results of all members
// whom the app sees.
func oldGroupMsgResult(c *call) (any, *refusal) {
	body := c.readObject()
	msgid := body.str("msgid")
	p := readPageRequest(body, "oldresult,"+msgid, maxOldResultLimit, maxOldResultLimit, maxOldResultLimit)
	body.noteUnknown()

	if body.reader.refused != nil {
		return nil, body.reader.refused
	}

	c.server.mu.Lock()
	defer c.server.mu.Unlock()

	message, refused := c.dispatched(msgid)
	if refused != nil {
		return nil, refused
	}

	found := []resultRow{}

	for _, task := range message.Tasks {
		if c.app.sees(task.UserID) {
			found = append(found, task.results()...)
		}
	}

	from, to, next := p.cut(len(found))

	return oldResultAnswer{c.success(), checkPassed, next, found[from:to]}, nil
}
