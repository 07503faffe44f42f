// Package review says what a plan sends, before anybody approves it: a verdict,
// a row for each message and campaign, each content once, what somebody should
// look at, and which gates are violated. It reads a plan in JSON, see package
// planjson, and the files that the plan names; it asks no network and needs
// neither credentials nor a state.
//
// Values of variables are never shown, and ids of customers, groups, tags and
// media only on request.
package review

// Version is that of the report as JSON. A field that is taken away, or that
// means something else, raises it; a new field does not.
const Version = 1

// Report is what there is to say of a plan. As JSON it is documented in
// docs/guides/reviewing-a-plan.md.
type Report struct {
	Version int `json:"version"`
	// Verdict is the report in a line.
	Verdict string `json:"verdict"`
	// Sends is true where applying the plan sends something.
	Sends      bool        `json:"sends"`
	Totals     Totals      `json:"totals"`
	Rows       []Row       `json:"rows"`
	Contents   []Content   `json:"contents"`
	Warnings   []Remark    `json:"warnings"`
	Violations []Violation `json:"violations"`
}

// Totals are of what is sent. Customers and groups that stand in two messages
// count twice: a plan does not name them all.
type Totals struct {
	Messages  int `json:"messages"`
	Customers int `json:"customers"`
	Groups    int `json:"groups"`
	// Members is how many members are named as those who send.
	Members int `json:"members"`
	// Again is how many of the messages replace one that is in the state.
	Again int `json:"again"`
	// AtLeast is true where there may be more messages: those of a campaign
	// whose audience is not known yet.
	AtLeast bool `json:"at_least,omitempty"`
	// Uncounted is how many messages go to people whose number nobody knows
	// before the send.
	Uncounted int `json:"uncounted"`
}

// Effect is what applying the plan does with a message or a campaign.
type Effect string

// The effects. All but the first two send nothing.
const (
	Sends      Effect = "sends"
	SendsAgain Effect = "sends_again" // in place of one that is in the state
	Records    Effect = "records"     // an answer or an import, without a send
	Changes    Effect = "changes"     // something that no customer sees
	Forgets    Effect = "forgets"     // drops it from the state, recalls nothing
	Nothing    Effect = "nothing"
	Invokes    Effect = "invokes" // an action, such as a reminder
)

// Row is one message, campaign or action of the plan.
type Row struct {
	Address         string `json:"address"`
	PreviousAddress string `json:"previous_address,omitempty"`
	Type            string `json:"type"`
	Effect          Effect `json:"effect"`
	// Does and Why say it in words.
	Does string `json:"does"`
	Why  string `json:"why,omitempty"`
	// Reasons are why, as names that do not change with the language.
	Reasons []Reason `json:"reasons,omitempty"`

	Audience string `json:"audience,omitempty"`
	// Messages is how many are sent; 1 for a message.
	Messages int `json:"messages"`
	// Recipients is to how many customers or groups; nil where nobody knows.
	Recipients *int     `json:"recipients"`
	Group      bool     `json:"group,omitempty"`
	Senders    []string `json:"senders,omitempty"`

	Uses  []Use    `json:"limits,omitempty"`
	Hosts []string `json:"hosts,omitempty"`
	Files []File   `json:"files,omitempty"`
	// IDs are those of the customers, groups or tags, where they are asked for
	// and the plan has them.
	IDs []string `json:"ids,omitempty"`
	// Content is the place in the contents; -1 where nothing is sent.
	Content int `json:"content"`
	// Digest names the send for approved_digest; empty where the plan does not
	// know it yet.
	Digest string `json:"digest,omitempty"`
}

// Reason is why something happens.
type Reason string

// The reasons.
const (
	ReasonNew                Reason = "new"
	ReasonReplace            Reason = "-replace"
	ReasonTainted            Reason = "tainted"
	ReasonReplaceTriggeredBy Reason = "replace_triggered_by"
	ReasonTriggers           Reason = "triggers"
	ReasonEdit               Reason = "edit"
	ReasonLeft               Reason = "left"    // messages that were not sent yet
	ReasonAnswer             Reason = "answer"  // adopt_msgid or resolve
	ReasonImport             Reason = "import"  //
	ReasonMoved              Reason = "moved"   //
	ReasonRemoved            Reason = "removed" // from the configuration
	ReasonDestroy            Reason = "destroy"
	// ReasonDeposed is of what a replacement that failed has left behind.
	ReasonDeposed Reason = "deposed"
)

// Use is how much of a documented limit is used.
type Use struct {
	Attribute string `json:"attribute"`
	Used      int    `json:"used"`
	Limit     int    `json:"limit"`
	Bytes     bool   `json:"bytes,omitempty"` // else things
}

// File is a file that a message brings, as it is found on disk.
type File struct {
	Attribute string `json:"attribute"`
	Path      string `json:"path"`
	Size      int64  `json:"size"`
	SHA256    string `json:"sha256,omitempty"` // as planned
	// Problem says why it is not the file of the plan; empty where it is.
	Problem string `json:"problem,omitempty"`
}

// Remark is something that a person should look at.
type Remark struct {
	Address string `json:"address,omitempty"`
	Text    string `json:"text"`
}

// Violation is a gate that the plan does not pass.
type Violation struct {
	Gate    string `json:"gate"`
	Address string `json:"address,omitempty"`
	Text    string `json:"text"`
}

// people are what the recipients of a row are.
func (r Row) people() noun {
	if r.Group {
		return nounGroup
	}

	return nounCustomer
}

// sends reports whether customers get something.
func (e Effect) sends() bool { return e == Sends || e == SendsAgain }
