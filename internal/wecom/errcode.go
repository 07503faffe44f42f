package wecom

// Errcode is what the project knows about one WeCom error code.
type Errcode struct {
	Code int
	// Cause is what the code means, in plain words.
	Cause string
	// Action is what the person should do next.
	Action string
	// Field is the field of add_msg_template that the code names, in the
	// page's own spelling, or empty where it names none.
	Field string
}

// LookupErrcode gives the entry of code. It is false for a code that the
// table does not have; WeCom has more than a thousand.
func LookupErrcode(code int) (Errcode, bool) {
	for _, table := range [][]Errcode{generalErrcodes(), permissionErrcodes(), messageErrcodes(), mediaErrcodes()} {
		for _, e := range table {
			if e.Code == code {
				return e, true
			}
		}
	}

	return Errcode{}, false
}

// Errcodes gives the whole table, by section, for the documentation.
func Errcodes() []Errcode {
	all := generalErrcodes()
	all = append(all, permissionErrcodes()...)
	all = append(all, messageErrcodes()...)

	return append(all, mediaErrcodes()...)
}

// Source of all tables: the global error code page,
// https://developer.work.weixin.qq.com/document/path/90313. Cause and action
// are in our own words.
