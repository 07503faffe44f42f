package provider_test

import (
	"strings"
	"testing"
)

// What people really type, and what is said of it.
func TestMassMessage_whatPeopleType(t *testing.T) {
	p := serve(t)
	page := func(page string) object {
		return with(hello(), object{"attachments": []any{miniprogramAttachment(object{"page": page})}})
	}
	link := func(url string) object {
		return with(hello(), object{"attachments": []any{linkAttachment(object{"url": url})}})
	}

	for name, c := range map[string]struct {
		message object
		want    []expectation
	}{
		"the quotation marks of a CSV":    {page(`"pages/x.html"`), []expectation{at("attachments[0].miniprogram.page", `holds ", which no path of a page has`)}},
		"two pages":                       {page("pages/x.html,pages/y.html"), []expectation{at("attachments[0].miniprogram.page", "holds ,")}},
		"a template that was not filled":  {page("{{page}}.html"), []expectation{at("attachments[0].miniprogram.page", "holds {{")}},
		"a page with a query, as control": {page("pages/x.html?a=1,2&b={c}"), nil},
		"a page that shows a web page":    {page("pages/web.html?url=https://shop.example.com/a"), nil},
		"a link":                          {page("https://shop.example.com/a?b=c"), []expectation{at("attachments[0].miniprogram.page", "is a link")}},
		"a password in a link":            {link("https://admin:P4ss@shop.example/x"), []expectation{at("attachments[0].link.url", "a user name or a password before the host shop.example")}},
		"an @ in a query, as control":     {link("https://shop.example/x?mail=a@b"), nil},
		"a header in a list":              {helloTo("external_userid", customer1), []expectation{at("external_userid[0]", "the name of a column, and no id")}},
		"an empty page":                   {page(""), []expectation{at("attachments[0].miniprogram.page", "it is required and may not be empty")}},
		"an empty app":                    {with(hello(), object{"attachments": []any{miniprogramAttachment(object{"appid": ""})}}), []expectation{at("attachments[0].miniprogram.appid", "it is required and may not be empty")}},
		"a shortened id":                  {helloTo("wo...", customer1), []expectation{at("external_userid", "does not look like a customer")}},
		"signs for an id":                 {helloTo("---", customer1), []expectation{at("external_userid[0]", "no letter and no digit")}},
	} {
		t.Run(name, func(t *testing.T) {
			got := p.judged(c.message)
			got.expect(t, "problem", c.want...)

			if shown := got.String(); strings.Contains(shown, "P4ss") {
				t.Errorf("the password is shown: %s", shown)
			}
		})
	}
}
