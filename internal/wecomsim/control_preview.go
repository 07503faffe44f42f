package wecomsim

import (
	"cmp"
	"errors"
	"strings"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/preview"
)

// previewWords are the words of a language of the page.
func previewWords(language string) (preview.Words, error) {
	var words preview.Words

	switch language {
	case "en":
		words = preview.English()
		words.Unknown = "not uploaded to this simulator"
	case "zh":
		words = preview.Chinese()
		words.Unknown = "未上传到本模拟器"
	default:
		return words, badRequest(errors.New("preview should be en or zh"))
	}

	return words, nil
}

// preview shows the message in a language of the page. It has no picture: the
// page loads those that its elements name.
func (o overview) preview(language string) (*preview.Element, error) {
	words, err := previewWords(language)
	if err != nil {
		return nil, err
	}

	shown := preview.Message{Text: o.Text, Member: o.SenderName, Time: previewTime(o.CreateTime, language)}
	if len(o.Tasks) > 0 {
		shown.Member = cmp.Or(o.SenderName, o.Tasks[0].Name, o.Tasks[0].UserID)
	}

	if o.ChatType == chatTypeGroup {
		shown.Group = &preview.Group{}
	}

	if o.Chat != nil {
		shown.Group = &preview.Group{Name: o.Chat.Name, Members: o.Chat.Members}
	}

	media := map[string]preview.Media{}
	for _, m := range o.Media {
		media[m.ID] = preview.Media{ID: m.ID, Name: m.Name, Size: int64(m.Size), Known: m.Known, Expired: m.Expired}
	}

	for _, attachment := range o.Attachments {
		shown.Attachments = append(shown.Attachments, attachment.previewed(media[attachment.upload()]))
	}

	made := preview.Of(shown, words)

	return &made, nil
}

func (a Attachment) previewed(m preview.Media) preview.Attachment {
	shown := preview.Attachment{Kind: a.MsgType, Media: m}

	switch {
	case a.Link != nil:
		shown.Title, shown.Desc, shown.URL, shown.PicURL = a.Link.Title, a.Link.Desc, a.Link.URL, a.Link.PicURL
	case a.MiniProgram != nil:
		shown.Title, shown.AppID, shown.Page = a.MiniProgram.Title, a.MiniProgram.AppID, a.MiniProgram.Page
	}

	return shown
}

// previewTime writes a time as the page does: in China, with the zone.
func previewTime(at time.Time, language string) string {
	china := at.In(chinaTime())
	if language == "zh" {
		return china.Format("2006/01/02 15:04:05") + " UTC+8"
	}

	// British English has four letters for one of the months.
	return strings.Replace(china.Format("02 Jan 2006, 15:04:05"), " Sep ", " Sept ", 1) + " UTC+8"
}
