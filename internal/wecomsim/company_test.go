package wecomsim_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

func TestCompanyFile_isReadAsItWasWritten(t *testing.T) {
	company := wecomsim.GenerateCompany(300, 1)

	raw, err := json.Marshal(company)
	if err != nil {
		t.Fatal(err)
	}

	read, err := wecomsim.ReadCompany(strings.NewReader(string(raw)))
	if err != nil {
		t.Fatal(err)
	}

	again, err := json.Marshal(read)
	if err != nil || string(again) != string(raw) {
		t.Errorf("a company changes when it is written and read: %v", err)
	}
}

func TestCompanyFile_mistakesAreNamed(t *testing.T) {
	const rest = `"corp_id":"ww","apps":[{"name":"a","secret":"s"}],"members":[{"userid":"u"}]`
	for file, want := range map[string]string{
		`{`:                         "unexpected EOF",
		`{` + rest + `}{}`:          "more than one",
		`{` + rest + `,"colour":1}`: "colour",
		`{"members":[]}`:            "corp_id is empty",
		`{"corp_id":"ww"}`:          "apps is empty",
		`{` + rest + `,"groups":[{"chat_id":"g","owner":"u"},{"chat_id":"g","owner":"u"}]}`:                      `chat_id "g" twice`,
		`{` + rest + `,"customers":[{"external_userid":"c","follows":[{"userid":"nobody"}]}]}`:                   `"nobody" is not known`,
		`{` + rest + `,"customers":[{"external_userid":"c","follows":[{"userid":"u","tags":["t"]}]}]}`:           `"t" is not known`,
		`{` + rest + `,"customers":[{"external_userid":"","follows":[]}]}`:                                       "an empty external_userid",
		`{"corp_id":"ww","apps":[{"name":"a","secret":"s","visible_members":["x"]}],"members":[{"userid":"u"}]}`: `"x" is not known`,
	} {
		_, err := wecomsim.ReadCompany(strings.NewReader(file))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want %q", file, err, want)
		}
	}

	if _, err := wecomsim.ReadCompany(strings.NewReader(`{"$schema":"x",` + rest + `}`)); err != nil {
		t.Errorf("a right file: %v", err)
	}
}

func TestDemoCompany_isConsistent(t *testing.T) {
	if err := wecomsim.DemoCompany().Check(); err != nil {
		t.Error(err)
	}
}

func TestGenerateCompany_isDeterministicAndOfTheSize(t *testing.T) {
	first := wecomsim.GenerateCompany(2000, 7)
	if !reflect.DeepEqual(first, wecomsim.GenerateCompany(2000, 7)) {
		t.Error("the same seed gave two companies")
	}

	if reflect.DeepEqual(first, wecomsim.GenerateCompany(2000, 8)) {
		t.Error("two seeds gave the same company")
	}

	if len(first.Customers) != 2000 || len(first.Groups) != 13 || len(first.Members) != 8 {
		t.Errorf("%d customers, %d groups, %d members", len(first.Customers), len(first.Groups), len(first.Members))
	}

	if err := first.Check(); err != nil {
		t.Error(err)
	}

	if !reflect.DeepEqual(wecomsim.GenerateCompany(0, 7), wecomsim.DemoCompany()) {
		t.Error("a company without generated customers is not the demo company")
	}
}

// The schema and the Go types must name the same properties.
func TestCompanySchema_matchesTheTypes(t *testing.T) {
	var schema struct {
		Properties map[string]any
		Defs       map[string]struct {
			Properties map[string]any
		} `json:"$defs"`
	}
	if err := json.Unmarshal([]byte(wecomsim.CompanySchema()), &schema); err != nil {
		t.Fatal(err)
	}

	delete(schema.Properties, "$schema")

	for name, test := range map[string]struct {
		properties map[string]any
		value      any
	}{
		"company":      {schema.Properties, wecomsim.Company{}},
		"app":          {schema.Defs["app"].Properties, wecomsim.App{}},
		"suite":        {schema.Defs["suite"].Properties, wecomsim.Suite{}},
		"member":       {schema.Defs["member"].Properties, wecomsim.Member{}},
		"customer":     {schema.Defs["customer"].Properties, wecomsim.Customer{}},
		"follow":       {schema.Defs["follow"].Properties, wecomsim.Follow{}},
		"group":        {schema.Defs["group"].Properties, wecomsim.GroupChat{}},
		"group_member": {schema.Defs["group_member"].Properties, wecomsim.GroupMember{}},
		"tag_group":    {schema.Defs["tag_group"].Properties, wecomsim.TagGroup{}},
		"tag":          {schema.Defs["tag"].Properties, wecomsim.Tag{}},
	} {
		fields := map[string]bool{}

		kind := reflect.TypeOf(test.value)
		for i := range kind.NumField() {
			field, _, _ := strings.Cut(kind.Field(i).Tag.Get("json"), ",")

			fields[field] = true
			if _, present := test.properties[field]; !present {
				t.Errorf("%s: the schema lacks %q", name, field)
			}
		}

		for property := range test.properties {
			if !fields[property] {
				t.Errorf("%s: the type lacks %q", name, property)
			}
		}
	}
}
