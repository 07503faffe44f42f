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

// ErrcodeTables returns all that the project knows, by subject. Source of all
// tables: the global error code page,
// https://developer.work.weixin.qq.com/document/path/90313. Cause and action
// are in our own words.
func ErrcodeTables() []ErrcodeTable {
	return []ErrcodeTable{
		{Subject: "Credentials, traffic, the app", Codes: generalErrcodes()},
		{Subject: "Permissions and licences", Codes: permissionErrcodes()},
		{Subject: "The message and its parameters", Codes: messageErrcodes()},
		{Subject: "Media", Codes: mediaErrcodes()},
	}
}

// LookupErrcode returns the entry of code. It is false for a code that no table
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

// The codes that the flow of a call depends on.
const (
	errcodeBusy             = -1
	errcodeInvalidSecret    = 40001
	errcodeInvalidToken     = 40014
	errcodeExpiredToken     = 42001
	errcodeRate             = 45009
	errcodeConcurrency      = 45033
	errcodeMaintenance      = 81026
	errcodeNotACustomer     = 40096 // an external_userid that nobody has
	errcodeNoCustomers      = 84061 // a member without customers, from a list query
	errcodeCancelled        = 41093 // a message that was cancelled
	errcodeRemindedTooOften = 41094 // a fourth reminder within 24 hours

	errcodeInvalidSuiteToken = 40082
	errcodeExpiredSuiteToken = 42009

	// ErrcodeDispatching is of a message that WeCom is still handing out.
	ErrcodeDispatching = 41063
	// ErrcodeUnknownMsgID is of a message that WeCom has forgotten, or never
	// had.
	ErrcodeUnknownMsgID = 41047

	// firstErrcode is where WeCom's codes begin, except for a few that the
	// tables name.
	firstErrcode = 40000
)

// isTokenRefusal reports whether WeCom refused the token before it looked at
// the request. 40001 means a bad secret from gettoken and a bad token
// elsewhere.
func isTokenRefusal(code int) bool {
	return code == errcodeInvalidSecret || code == errcodeInvalidToken || code == errcodeExpiredToken
}

// isSuiteTokenRefusal reports whether a new suite token may help.
func isSuiteTokenRefusal(code int) bool {
	return code == errcodeInvalidSuiteToken || code == errcodeExpiredSuiteToken
}

// isBusy reports whether a call without effects may succeed in a moment.
func isBusy(code int) bool {
	return code == errcodeBusy || code == errcodeConcurrency || code == errcodeMaintenance
}

// isWeComCode reports whether WeCom has such a code. Gateways write JSON with
// an errcode, too, which then is an HTTP status.
func isWeComCode(code int) bool {
	_, known := LookupErrcode(code)

	return code == 0 || known || code >= firstErrcode
}
