package wecom

import "encoding/json"

// stringList reads a list of strings. Null is an empty list; the result is
// never nil.
func stringList(raw json.RawMessage) ([]string, error) {
	var list []string
	if err := json.Unmarshal(raw, &list); err != nil {
		return []string{}, err
	}

	if list == nil {
		return []string{}, nil
	}

	return list, nil
}
