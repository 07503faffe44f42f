package wecomsim_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// operation is one call of each operation of the document, in an order that
// makes all succeed.
var operations = []struct{ route, path, body string }{
	{"GET openapi.json", "openapi.json", ""},
	{"GET company", "company", ""},
	{"GET company/connection", "company/connection", ""},
	{"GET company/ids", "company/ids?kind=customers&q=" + wecomsim.DemoCustomer, ""},
	{"GET company/ids", "company/ids?kind=tags", ""},
	{"GET company/schema", "company/schema", ""},
	{"GET clock", "clock", ""},
	{"POST clock", "clock", `{"advance":"1h"}`},
	{"GET settings", "settings", ""},
	{"POST settings", "settings", `{"list_lag":"0s","dispatch_delay":"0s"}`},
	{"POST faults", "faults", `{"endpoint":"x","skip":1,"count":1,"probability":0.5,"delay_before":"1s","delay_after":"1s","abandon_on_disconnect":true,"drop_at":"in_answer","answer_bytes":1,"status":200,"header":{"A":"b"},"errcode":1,"errmsg":"e","body":"b","with_effect":true}`},
	{"GET faults", "faults", ""},
	{"DELETE faults/{id}", "faults/1", ""},
	{"DELETE faults", "faults", ""},
	{"GET requests", "requests", ""},
	{"GET requests/{seq}", "requests/2", ""},
	{"GET messages", "messages", ""},
	{"GET runs", "runs?open=PAIR", ""},
	{"GET messages/{msgid}/overview", "messages/RICH/overview?preview=en", ""},
	{"GET messages/{msgid}/overview", "messages/GROUP/overview?preview=zh", ""},
	{"PUT messages/{msgid}/picture", "messages/RICH/picture", "\x89PNG\r\n\x1a\n"},
	{"POST messages/{msgid}/confirm", "messages/RICH/confirm", `{"userid":"zhangsan"}`},
	{"POST messages/{msgid}/remind", "messages/RICH/remind", ""},
	{"POST messages/{msgid}/cancel", "messages/RICH/cancel", ""},
	{"GET messages/{msgid}", "messages/RICH", ""},
	{"GET messages/{msgid}/overview", "messages/RICH/overview", ""},
	{"GET messages/{msgid}/recipients", "messages/RICH/recipients", ""},
	{"GET messages/{msgid}", "messages/GROUP", ""},
	{"GET messages/{msgid}", "messages/ADDED", ""},
	{"GET media", "media?id=MEDIUM", ""},
	{"GET wait", "wait", ""},
	{"POST tokens/revoke", "tokens/revoke", ""},
	{"POST suites/{suite_id}/ticket", "suites/" + wecomsim.DemoSuiteID + "/ticket", ""},
	{"DELETE messages/{msgid}", "messages/GROUP", ""},
	{"POST reset", "reset", ""},
	{"PUT company", "company", `{"corp_id":"ww","apps":[{"name":"a","secret":"s"}],"members":[]}`},
}

func TestOpenAPI_describesEveryAnswer(t *testing.T) {
	c := newClient(t)
	document := readDocument(t)
	medium := c.uploadFile("image", pngImage()).str("media_id")
	rich := c.create(`{"external_userid":["` + wecomsim.DemoCustomer + `","woSIM0000000000000000000000002AA","nobody"],"allow_select":true,
		"tag_filter":{"group_list":[{"tag_list":["ete19278asuMT123109rBAAAA"]}]},"colour":"red",
		"text":{"content":"x"},"attachments":[{"msgtype":"image","image":{"media_id":"` + medium + `"}},
		{"msgtype":"link","link":{"title":"t","url":"http://u","desc":"d","picurl":"http://p"}},{"msgtype":"video","video":{"media_id":"V"}},
		{"msgtype":"miniprogram","miniprogram":{"title":"t","pic_media_id":"M","appid":"a","page":"p"}},{"msgtype":"file","file":{"media_id":"F"}}]}`)
	group := c.create(`{"chat_type":"group","sender":"zhangsan","text":{"content":"x"}}`)
	added := c.sim.Add(wecomsim.Message{CreateType: 1, Creator: "lisi", Text: "x"})
	pair := c.create(textOf("pair"))
	c.create(textOf("pair"))

	names := strings.NewReplacer("PAIR", pair, "RICH", rich, "GROUP", group, "ADDED", added, "MEDIUM", medium)

	// TestEvents_comeWithoutAsking and TestPicture_isDrawnByAPage
	called := map[string]bool{"GET events": true, "GET messages/{msgid}/picture": true}

	for _, operation := range operations {
		method, template, _ := strings.Cut(operation.route, " ")
		called[operation.route] = true

		a := c.control(method, names.Replace(operation.path), operation.body)
		if a.status != 200 {
			t.Errorf("%s: %d %s", operation.route, a.status, a.raw)
			continue
		}

		content := document.answer(t, method, template, "200")
		kind, _, _ := strings.Cut(a.header.Get("Content-Type"), ";")

		schema, documented := content[kind]
		if !documented {
			t.Errorf("%s answers %s, which is not documented", operation.route, kind)
			continue
		}

		if kind == "application/json" {
			document.check(t, operation.route, a.fields, schema)
		}
	}

	for _, route := range document.routes() {
		if !called[route] {
			t.Errorf("%s was not called", route)
		}
	}
}

func TestOpenAPI_describesErrors(t *testing.T) {
	c := newClient(t)
	document := readDocument(t)
	id := c.create(smallMessage)
	c.control("POST", "messages/"+id+"/cancel", "")

	for _, test := range []struct {
		route, path, body string
		status            int
	}{
		{"POST clock", "clock", `{}`, 400},
		{"POST faults", "faults", `{"count":-1}`, 400},
		{"GET requests", "requests?limit=x", ``, 400},
		{"GET company/ids", "company/ids?kind=x", ``, 400},
		{"GET messages/{msgid}/overview", "messages/" + id + "/overview?preview=fr", ``, 400},
		{"DELETE faults/{id}", "faults/9", ``, 404},
		{"GET messages/{msgid}/picture", "messages/" + id + "/picture?timeout=1ms", ``, 504},
		{"GET messages/{msgid}/picture", "messages/" + id + "/picture?timeout=x", ``, 400},
		{"PUT messages/{msgid}/picture", "messages/" + id + "/picture", `GIF89a`, 400},
		{"GET messages/{msgid}", "messages/no", ``, 404},
		{"POST messages/{msgid}/confirm", "messages/" + id + "/confirm", ``, 409},
		{"GET wait", "wait?messages=9&timeout=1ms", ``, 504},
	} {
		method, template, _ := strings.Cut(test.route, " ")
		a := c.control(method, test.path, test.body)
		c.wantStatus(a, test.status)

		schema, documented := document.answer(t, method, template, fmt.Sprint(test.status))["application/json"]
		if !documented {
			t.Errorf("%s: status %d is not documented", test.route, test.status)
			continue
		}

		document.check(t, test.route, a.fields, schema)
	}
}

func TestOpenAPI_hasTheRoutesOfTheServer(t *testing.T) {
	c := newClient(t)

	var served []string

	for _, line := range c.control("GET", "", "").list("operations") {
		route, _, _ := strings.Cut(line.(string), ":")
		served = append(served, strings.Replace(route, "/_sim/", "", 1))
	}

	slices.Sort(served)

	if documented := readDocument(t).routes(); !slices.Equal(served, documented) {
		t.Errorf("served\n%v\ndocumented\n%v", served, documented)
	}
}

// document is an OpenAPI document, as far as this test needs it.
type document map[string]any

func readDocument(t *testing.T) document {
	t.Helper()
	c := newClient(t)

	var d document
	if err := json.Unmarshal([]byte(c.control("GET", "openapi.json", "").raw), &d); err != nil {
		t.Fatal(err)
	}

	return d
}

func (d document) at(path ...string) map[string]any {
	node := map[string]any(d)
	for _, name := range path {
		node, _ = node[name].(map[string]any)
	}

	return node
}

// routes are sorted, as "GET messages/{msgid}".
func (d document) routes() []string {
	var routes []string

	for path, operations := range d.at("paths") {
		for method := range operations.(map[string]any) {
			routes = append(routes, strings.ToUpper(method)+" "+strings.TrimPrefix(path, "/"))
		}
	}

	slices.Sort(routes)

	return routes
}

// answer gives the schemas of an answer by content type.
func (d document) answer(t *testing.T, method, path, status string) map[string]map[string]any {
	t.Helper()

	schemas := map[string]map[string]any{}
	for kind, content := range d.at("paths", "/"+path, strings.ToLower(method), "responses", status, "content") {
		schemas[kind] = content.(map[string]any)["schema"].(map[string]any)
	}

	return schemas
}

// check finds where a value does not fit its schema.
func (d document) check(t *testing.T, at string, value any, schema map[string]any) {
	t.Helper()

	if name, isRef := schema["$ref"].(string); isRef {
		schema = d.at("components", "schemas", strings.TrimPrefix(name, "#/components/schemas/"))
		if schema == nil {
			t.Fatalf("%s: no schema %s", at, name)
		}
	}

	if !fitsType(value, schema["type"]) {
		t.Errorf("%s: %v is not of type %v", at, value, schema["type"])
		return
	}

	if allowed, limited := schema["enum"].([]any); limited && !slices.Contains(allowed, value) {
		t.Errorf("%s: %v is not one of %v", at, value, allowed)
	}

	switch value := value.(type) {
	case []any:
		for i, item := range value {
			d.check(t, fmt.Sprintf("%s[%d]", at, i), item, schema["items"].(map[string]any))
		}
	case map[string]any:
		d.checkObject(t, at, value, schema)
	}
}

func (d document) checkObject(t *testing.T, at string, value, schema map[string]any) {
	t.Helper()

	required, _ := schema["required"].([]any)
	for _, name := range required {
		if _, given := value[name.(string)]; !given {
			t.Errorf("%s.%s is missing", at, name)
		}
	}

	properties, _ := schema["properties"].(map[string]any)
	more, isBoolean := schema["additionalProperties"].(bool)
	closed := isBoolean && !more

	for _, name := range slices.Sorted(maps.Keys(value)) {
		property, known := properties[name].(map[string]any)
		if !known {
			property, known = schema["additionalProperties"].(map[string]any)
		}

		if known {
			d.check(t, at+"."+name, value[name], property)
		} else if closed {
			t.Errorf("%s.%s is not documented", at, name)
		}
	}
}

func fitsType(value, wanted any) bool {
	if several, isList := wanted.([]any); isList {
		return slices.ContainsFunc(several, func(one any) bool { return fitsType(value, one) })
	}

	switch value := value.(type) {
	case nil:
		return wanted == "null"
	case string:
		return wanted == "string"
	case bool:
		return wanted == "boolean"
	case float64:
		return wanted == "number" || wanted == "integer" && value == float64(int(value))
	case []any:
		return wanted == "array"
	}

	return wanted == "object"
}
