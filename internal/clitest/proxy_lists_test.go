package clitest_test

import (
	"bytes"
	"encoding/json"
)

const list = "get_groupmsg_list_v2"

// records rewrites the records of a list answer, and leaves everything else as
// it was.
func records(change func(records []any) []any) func([]byte) []byte {
	return func(raw []byte) []byte {
		decoder := json.NewDecoder(bytes.NewReader(raw))
		decoder.UseNumber() // a msgid or time must come out as it went in

		var answer map[string]any
		if decoder.Decode(&answer) != nil {
			return raw
		}

		listed, ok := answer["group_msg_list"].([]any)
		if !ok {
			return raw
		}

		answer["group_msg_list"] = change(listed)

		changed, err := json.Marshal(answer)
		if err != nil {
			return raw
		}

		return changed
	}
}

// oddRecords adds what no page describes: foreign records that cannot be read
// as the others can.
func oddRecords() func([]byte) []byte {
	return records(func(all []any) []any {
		return append([]any{
			nil,
			map[string]any{"msgid": "msgODDtype", "create_type": "0", "create_time": 1700000000, "text": map[string]any{"content": "别的"}},
			map[string]any{"msgid": "msgODDtime", "create_type": 0, "text": map[string]any{"content": "别的"}},
		}, all...)
	})
}

// alteredTexts shows every text with another last character, as a filter of
// words would: a blank more would be the same text.
func alteredTexts() func([]byte) []byte {
	return records(func(all []any) []any {
		for _, one := range all {
			if record, ok := one.(map[string]any); ok {
				if text, ok := record["text"].(map[string]any); ok {
					content := []rune(text["content"].(string))
					content[len(content)-1] = '*'
					text["content"] = string(content)
				}
			}
		}

		return all
	})
}

// renamedMedia shows every picture under another media id.
func renamedMedia() func([]byte) []byte {
	return records(func(all []any) []any {
		for _, one := range all {
			record, _ := one.(map[string]any)
			attachments, _ := record["attachments"].([]any)

			for _, a := range attachments {
				if image, ok := a.(map[string]any)["image"].(map[string]any); ok {
					image["media_id"] = "RENAMED"
				}
			}
		}

		return all
	})
}
