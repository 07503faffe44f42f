package provider_test

import "testing"

// Every limit on a number of things, at the limit and one over it. All numbers
// are the official page's, written out.
func TestMassMessage_countLimits(t *testing.T) {
	customers := func(n int) object { return helloTo(numbered(n)...) }
	groups := func(n int) object { return with(helloGroups(), object{"chat_id_list": numberedLike("wr", n)}) }

	secondTagGroup := func(n int) object {
		return with(hello(), object{"tag_filter": object{"group_list": []any{
			object{"tag_list": []string{"etA"}},
			object{"tag_list": numberedLike("et", n)},
		}}})
	}

	attachments := func(n int) object {
		var all []any
		for range n {
			all = append(all, linkAttachment(nil))
		}

		return attached(all...)
	}

	tests := map[string]struct {
		message func(int) object
		limit   int
		over    int
		path    string
		words   []string
	}{
		"customers": {
			customers, 10000, 10001, "external_userid",
			[]string{"10,001 customers", "limit of one message is 10,000", "1 too many"},
		},
		"many more customers": {
			customers, 10000, 12345, "external_userid",
			[]string{"12,345 customers", "limit of one message is 10,000", "2,345 too many"},
		},
		"customer groups": {
			groups, 2000, 2001, "chat_id_list",
			[]string{"2,001 customer groups", "limit of one message is 2,000", "1 too many"},
		},
		"tags of a group": {
			secondTagGroup, 100, 101, "tag_filter.group_list[1].tag_list",
			[]string{"Too many tags", "101 tags", "limit of one tag_list is 100", "1 too many", "another group of tags narrows"},
		},
		"attachments": {
			attachments, 9, 10, "attachments",
			[]string{"10 attachments", "limit is 9", "1 too many"},
		},
	}

	p := serve(t)

	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			p.judged(test.message(1)).expect(t, "problem with one")
			p.judged(test.message(test.limit)).expect(t, "problem at the limit")
			p.judged(test.message(test.over)).expect(t, "problem over the limit", at(test.path, test.words...))
		})
	}
}

// Ids that are listed twice count twice: the limit is on the list as written.
func TestMassMessage_theLimitCountsTheListAsWritten(t *testing.T) {
	ids := append(numbered(10000), numbered(1)...)

	serve(t).judged(helloTo(ids...)).errors().expect(t, "error",
		at("external_userid", "10,001 entries (1 of them repeated)", "limit of one message is 10,000", "1 too many", "Take out what is repeated"))
}
