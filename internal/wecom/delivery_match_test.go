package wecom_test

import (
	"testing"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecom"
	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// likeness is what a lookup says of a record.
type likeness string

const (
	proof     likeness = "proof"
	candidate likeness = "candidate"
	another   likeness = "another message"
)

func likenessOf(f wecom.Finding) likeness {
	switch {
	case f.Proven != nil:
		return proof
	case len(f.Candidates) > 0:
		return candidate
	default:
		return another
	}
}

// compared is how a record relates to a message that was sent as m and whose
// answer was lost. The record's people default to customer 1 by zhangsan.
func compared(t *testing.T, m *wecom.MassMessage, record wecomsim.Message) likeness {
	t.Helper()

	return newWorld(t).compared(m, record)
}

func (w *world) compared(m *wecom.MassMessage, record wecomsim.Message) likeness {
	w.t.Helper()

	if record.ChatType == "" {
		record.ChatType = m.ChatType
	}

	if record.Tasks == nil {
		record.Tasks = []wecomsim.Task{{UserID: "zhangsan", Recipients: []wecomsim.Recipient{{ExternalUserID: customer(1)}}}}
	}

	w.Sim.Add(record)

	now := w.Clock.Now().Unix()

	finding, err := w.client().FindMassMessage(w.t.Context(), wecom.SentOf(m), wecom.Trace{NotBefore: now - 1, NotAfter: now + 1})
	if err != nil {
		w.t.Fatal(err)
	}

	return likenessOf(finding)
}

func TestMatch_comparesContent(t *testing.T) {
	with := func(a ...wecom.Attachment) *wecom.MassMessage {
		m := single("x", "zhangsan", customer(1))
		m.Attachments = a

		return m
	}
	saying := func(text string) *wecom.MassMessage { return single(text, "zhangsan", customer(1)) }
	listed := func(a ...wecomsim.Attachment) wecomsim.Message { return wecomsim.Message{Text: "x", Attachments: a} }

	image := wecom.Attachment{MsgType: "image", Image: &wecom.Image{MediaID: "I"}}
	picture := wecom.Attachment{MsgType: "image", Image: &wecom.Image{PicURL: "https://p"}}
	both := wecom.Attachment{MsgType: "image", Image: &wecom.Image{MediaID: "I", PicURL: "https://p"}}
	link := wecom.Attachment{MsgType: "link", Link: &wecom.Link{Title: "t", URL: "https://u"}}
	program := wecom.Attachment{MsgType: "miniprogram", Miniprogram: &wecom.Miniprogram{Title: "t", PicMediaID: "P", AppID: "wx", Page: "p.html"}}
	video := wecom.Attachment{MsgType: "video", Video: &wecom.Video{MediaID: "V"}}
	file := wecom.Attachment{MsgType: "file", File: &wecom.File{MediaID: "F"}}

	simImage := wecomsim.Attachment{MsgType: "image", Image: &wecomsim.Image{MediaID: "I"}}
	simPicture := wecomsim.Attachment{MsgType: "image", Image: &wecomsim.Image{PicURL: "https://p"}}
	simLink := func(l wecomsim.Link) wecomsim.Attachment { return wecomsim.Attachment{MsgType: "link", Link: &l} }
	simProgram := func(p wecomsim.MiniProgram) wecomsim.Attachment {
		return wecomsim.Attachment{MsgType: "miniprogram", MiniProgram: &p}
	}
	simVideo := func(id string) wecomsim.Attachment {
		return wecomsim.Attachment{MsgType: "video", Video: &wecomsim.Media{MediaID: id}}
	}
	simFile := func(id string) wecomsim.Attachment {
		return wecomsim.Attachment{MsgType: "file", File: &wecomsim.Media{MediaID: id}}
	}

	for name, row := range map[string]struct {
		sent   *wecom.MassMessage
		listed wecomsim.Message
		want   likeness
	}{
		"equal text":                      {with(), listed(), proof},
		"another text":                    {with(), wecomsim.Message{Text: "y"}, another},
		"text with a space more":          {with(), wecomsim.Message{Text: "x y"}, another},
		"text with a blank at its end":    {with(), wecomsim.Message{Text: "x "}, proof},
		"text listed without its blank":   {saying(" x\ny"), wecomsim.Message{Text: "x\ny"}, proof},
		"and with CRLF":                   {saying(" x\ny"), wecomsim.Message{Text: "x\r\ny"}, proof},
		"another chat type":               {with(), wecomsim.Message{Text: "x", ChatType: "group"}, another},
		"created by a member":             {with(), wecomsim.Message{Text: "x", CreateType: 1, Creator: "zhangsan"}, another},
		"created in the console":          {with(), wecomsim.Message{Text: "x", Creator: "zhangsan"}, another},
		"one attachment more":             {with(), listed(simImage), another},
		"one attachment less":             {with(image), listed(), another},
		"another kind of attachment":      {with(image), listed(simVideo("I")), another},
		"equal image":                     {with(image), listed(simImage), proof},
		"another image":                   {with(image), listed(wecomsim.Attachment{MsgType: "image", Image: &wecomsim.Image{MediaID: "J"}}), candidate},
		"image by URL":                    {with(picture), listed(simPicture), proof},
		"image by another URL":            {with(picture), listed(wecomsim.Attachment{MsgType: "image", Image: &wecomsim.Image{PicURL: "https://q"}}), candidate},
		"both given, media_id listed":     {with(both), listed(simImage), proof},
		"both given, URL listed":          {with(both), listed(simPicture), proof},
		"equal link":                      {with(link), listed(simLink(wecomsim.Link{Title: "t", URL: "https://u"})), proof},
		"link with another title":         {with(link), listed(simLink(wecomsim.Link{Title: "s", URL: "https://u"})), another},
		"link with another URL":           {with(link), listed(simLink(wecomsim.Link{Title: "t", URL: "https://v"})), another},
		"link with a description":         {with(link), listed(simLink(wecomsim.Link{Title: "t", URL: "https://u", Desc: "d"})), another},
		"link with a picture":             {with(link), listed(simLink(wecomsim.Link{Title: "t", URL: "https://u", PicURL: "https://p"})), candidate},
		"equal mini program":              {with(program), listed(simProgram(wecomsim.MiniProgram{Title: "t", PicMediaID: "P", AppID: "wx", Page: "p.html"})), proof},
		"mini program without its cover":  {with(program), listed(simProgram(wecomsim.MiniProgram{Title: "t", AppID: "wx", Page: "p.html"})), candidate},
		"mini program with another cover": {with(program), listed(simProgram(wecomsim.MiniProgram{Title: "t", PicMediaID: "Q", AppID: "wx", Page: "p.html"})), candidate},
		"another mini program":            {with(program), listed(simProgram(wecomsim.MiniProgram{Title: "t", PicMediaID: "P", AppID: "wy", Page: "p.html"})), another},
		"another page":                    {with(program), listed(simProgram(wecomsim.MiniProgram{Title: "t", PicMediaID: "P", AppID: "wx", Page: "q.html"})), another},
		"equal video":                     {with(video), listed(simVideo("V")), proof},
		"another video":                   {with(video), listed(simVideo("W")), candidate},
		"equal file":                      {with(file), listed(simFile("F")), proof},
		"another file":                    {with(file), listed(simFile("G")), candidate},
		"equal in order":                  {with(video, file), listed(simVideo("V"), simFile("F")), proof},
		"another order":                   {with(video, file), listed(simFile("F"), simVideo("V")), another},
	} {
		t.Run(name, func(t *testing.T) {
			if got := compared(t, row.sent, row.listed); got != row.want {
				t.Errorf("%s, want %s", got, row.want)
			}
		})
	}
}

func TestMatch_comparesPeople(t *testing.T) {
	task := func(userid string, ids ...string) wecomsim.Task {
		one := wecomsim.Task{UserID: userid}
		for _, id := range ids {
			one.Recipients = append(one.Recipients, wecomsim.Recipient{ExternalUserID: id})
		}

		return one
	}
	groups := func(status int, ids ...string) []wecomsim.Task {
		one := wecomsim.Task{UserID: "zhangsan"}
		for _, id := range ids {
			one.Recipients = append(one.Recipients, wecomsim.Recipient{ChatID: id, Status: status, SendTime: time.Unix(1, 0)})
		}

		return []wecomsim.Task{one}
	}
	tagged := func(sender string) *wecom.MassMessage {
		m := single("x", sender)
		m.TagFilter = &wecom.TagFilter{GroupList: []wecom.TagGroup{{TagList: []string{"etT1"}}}}

		return m
	}

	for name, row := range map[string]struct {
		sent  *wecom.MassMessage
		tasks []wecomsim.Task
		want  likeness
	}{
		"equal":                              {single("x", "zhangsan", customers(1, 2)...), []wecomsim.Task{task("zhangsan", customers(1, 2)...)}, proof},
		"one that cannot be reached":         {single("x", "zhangsan", customers(1, 2)...), []wecomsim.Task{task("zhangsan", customer(1))}, candidate},
		"one more":                           {single("x", "zhangsan", customer(1)), []wecomsim.Task{task("zhangsan", customers(1, 2)...)}, another},
		"others":                             {single("x", "zhangsan", customer(1)), []wecomsim.Task{task("zhangsan", customer(2))}, another},
		"another sender":                     {single("x", "zhangsan", customer(1)), []wecomsim.Task{task("lisi", customer(1))}, another},
		"two senders for one":                {single("x", "zhangsan", customers(1, 2)...), []wecomsim.Task{task("zhangsan", customer(1)), task("lisi", customer(2))}, another},
		"no sender, one member":              {single("x", "", customers(1, 2)...), []wecomsim.Task{task("lisi", customers(1, 2)...)}, proof},
		"no sender, two members":             {single("x", "", customers(1, 2)...), []wecomsim.Task{task("lisi", customer(1)), task("zhangsan", customer(2))}, proof},
		"no sender, others":                  {single("x", "", customer(1)), []wecomsim.Task{task("lisi", customer(3))}, another},
		"nobody listed yet":                  {single("x", "zhangsan", customer(1)), []wecomsim.Task{task("zhangsan")}, candidate},
		"sender only":                        {single("x", "zhangsan"), []wecomsim.Task{task("zhangsan", customers(1, 9)...)}, candidate},
		"sender only, another":               {single("x", "zhangsan"), []wecomsim.Task{task("lisi", customers(1, 9)...)}, another},
		"tags only":                          {tagged(""), []wecomsim.Task{task("lisi", customer(1))}, candidate},
		"tags and sender":                    {tagged("zhangsan"), []wecomsim.Task{task("zhangsan", customer(1))}, candidate},
		"tags and another sender":            {tagged("zhangsan"), []wecomsim.Task{task("lisi", customer(1))}, another},
		"group, not sent yet":                {group("x", "zhangsan", "wrG1"), groups(0, "wrG1"), candidate},
		"group, sent":                        {group("x", "zhangsan", "wrG1"), groups(1, "wrG1"), candidate},
		"group, sent to one of two":          {group("x", "zhangsan", "wrG1", "wrG2"), groups(1, "wrG2"), candidate},
		"group, sent to another":             {group("x", "zhangsan", "wrG1"), groups(1, "wrG2"), another},
		"group of another owner":             {group("x", "lisi", "wrG1"), groups(0, "wrG1"), another},
		"group that the owner picks":         {group("x", "zhangsan"), groups(1, "wrG1"), candidate},
		"group that another owner picks":     {group("x", "lisi"), groups(1, "wrG1"), another},
		"allowed to pick, another sender":    {selectable(single("x", "zhangsan", customer(1))), []wecomsim.Task{task("lisi", customer(1))}, another},
		"not allowed to pick, said so, same": {notSelectable(single("x", "zhangsan", customer(1))), []wecomsim.Task{task("zhangsan", customer(1))}, proof},
	} {
		t.Run(name, func(t *testing.T) {
			if got := compared(t, row.sent, wecomsim.Message{Text: "x", Tasks: row.tasks}); got != row.want {
				t.Errorf("%s, want %s", got, row.want)
			}
		})
	}
}

func notSelectable(m *wecom.MassMessage) *wecom.MassMessage {
	no := false
	m.AllowSelect = &no

	return m
}
