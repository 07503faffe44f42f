package wecomsim

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
)

// verdict begins every answer of WeCom.
type verdict struct {
	Errcode int    `json:"errcode"`
	Errmsg  string `json:"errmsg"`
}

// refusal is an answer with an errcode other than 0, in WeCom's form: with the
// list that the answer would have, empty.
func (e *exchange) refusal(code int, errmsg string) answer {
	body := encode(verdict{Errcode: code, Errmsg: errmsg})
	if e.endpoint != nil && e.endpoint.list != "" {
		body = append(body[:len(body)-1], `,"`+e.endpoint.list+`":[]}`...)
	}

	return answer{status: http.StatusOK, errcode: code, errmsg: errmsg, body: body}
}

// setErrorHeaders says the verdict of a refusal in headers as well, as WeCom
// does.
func (a answer) setErrorHeaders(header http.Header) {
	if a.errcode == 0 {
		return
	}

	printable := func(r rune) rune {
		if r < ' ' || r > '~' {
			return '?'
		}

		return r
	}

	header.Set("Error-Code", strconv.Itoa(a.errcode))
	header.Set("Error-Msg", strings.Map(printable, a.errmsg))
}

// encode writes JSON as WeCom does: characters stand for themselves.
func encode(v any) []byte {
	var buffer bytes.Buffer

	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)

	if err := encoder.Encode(v); err != nil {
		panic(err) // every answer is a type of this package
	}

	return bytes.TrimSuffix(buffer.Bytes(), []byte("\n"))
}
