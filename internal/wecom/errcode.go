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

// ErrcodeTable are the codes of one subject.
type ErrcodeTable struct {
	Subject string
	Codes   []Errcode
}

// ErrcodeTables gives all that the project knows, by subject.
func ErrcodeTables() []ErrcodeTable {
	return []ErrcodeTable{
		{Subject: "Credentials, traffic, the app", Codes: generalErrcodes()},
		{Subject: "Permissions and licences", Codes: permissionErrcodes()},
		{Subject: "The message and its parameters", Codes: messageErrcodes()},
		{Subject: "Media", Codes: mediaErrcodes()},
	}
}

// LookupErrcode gives the entry of code. It is false for a code that no table
// has; WeCom has more than a thousand.
func LookupErrcode(code int) (Errcode, bool) {
	for _, table := range ErrcodeTables() {
		for _, e := range table.Codes {
			if e.Code == code {
				return e, true
			}
		}
	}

	return Errcode{}, false
}

// Source of all tables: the global error code page,
// https://developer.work.weixin.qq.com/document/path/90313. Cause and action
// are in our own words.
