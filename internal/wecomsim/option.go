package wecomsim

import "time"

// chinaTime is the time zone of WeCom's days and months: China has one, without
// summer time.
func chinaTime() *time.Location { return time.FixedZone("CST", 8*60*60) }

// settings are the choices made by options.
type settings struct {
	clock            func() time.Time
	seed             uint64
	tokenSeed        *uint64
	dispatchDelay    time.Duration
	listLag          time.Duration
	listWindow       time.Duration
	tokenLife        time.Duration
	wrongSecretLimit int
	unknownMedia     bool
	requestLog       int
	requestLogBytes  int
	quota            Quota
	quotaAtCreate    bool
	refuseEscapes    bool
	ownMediaIDs      bool
	cancelTwice      bool
	emptyCustomers   bool
	controlKey       string
	remoteControl    bool
	bodyBounds       BodyBounds
}

func defaultSettings() settings {
	return settings{
		clock:            time.Now,
		seed:             1,
		listWindow:       30 * 24 * time.Hour,
		tokenLife:        2 * time.Hour,
		wrongSecretLimit: 2000,
		requestLogBytes:  defaultRequestLogBytes,
		quota:            QuotaMonth,
	}
}

// Option is a choice for New.
type Option func(*settings)

// WithClock sets the base clock; the default is time.Now. AdvanceClock moves
// the server further.
func WithClock(now func() time.Time) Option {
	return func(s *settings) { s.clock = now }
}

// WithSeed seeds ids and the probability of faults. Default 1.
func WithSeed(seed uint64) Option {
	return func(s *settings) { s.seed = seed }
}

// WithTokenSeed makes tokens and suite tickets the same at every start with
// this seed, for a test that needs it. By default nobody can guess them.
func WithTokenSeed(seed uint64) Option {
	return func(s *settings) { s.tokenSeed = &seed }
}

// WithDispatchDelay makes the task and result queries answer 41063 until d
// after the creation of a message. How long that lasts is not documented.
// Default 0.
func WithDispatchDelay(d time.Duration) Option {
	return func(s *settings) { s.dispatchDelay = d }
}

// WithListLag makes a message appear in the sent list only d after its
// creation. Default 0.
func WithListLag(d time.Duration) Option {
	return func(s *settings) { s.listLag = d }
}

// WithListWindow sets the longest time window of the sent list. The page says
// "one month"; the default is 30 days, the shortest reading that a client can
// count on for most months.
func WithListWindow(d time.Duration) Option {
	return func(s *settings) { s.listWindow = d }
}

// WithTokenLife sets how long an access token lives. Default 7200 s, as
// documented.
func WithTokenLife(d time.Duration) Option {
	return func(s *settings) { s.tokenLife = d }
}

// WithWrongSecretLimit sets how many wrong secrets within an hour block the
// caller's address for an hour. The number is not documented; the default of
// 2000 is what a staff post names.
func WithWrongSecretLimit(n int) Option {
	return func(s *settings) { s.wrongSecretLimit = n }
}

// WithUnknownMedia says whether add_msg_template accepts media ids that this
// server did not issue, such as the literal MEDIA_ID of the official example.
// Default false: they answer 40007.
func WithUnknownMedia(accept bool) Option {
	return func(s *settings) { s.unknownMedia = accept }
}

// WithRequestLog keeps only the last n requests. Default 0 keeps as many as
// WithRequestLogBytes lets.
func WithRequestLog(n int) Option {
	return func(s *settings) { s.requestLog = n }
}

// WithRequestLogBytes keeps only the last requests that together hold about n
// bytes. Default 256 MiB.
func WithRequestLogBytes(n int) Option {
	return func(s *settings) { s.requestLogBytes = n }
}

// WithReceiveQuota sets how many mass messages a customer or group may receive.
// The default is QuotaMonth, as page 96366 says.
func WithReceiveQuota(quota Quota) Option {
	return func(s *settings) { s.quota = quota }
}

// WithQuotaAtCreate puts customers whose quota is used up into fail_list
// already when a message is created. Whether WeCom does so is not documented.
// Default false: they get send status 3.
func WithQuotaAtCreate(on bool) Option {
	return func(s *settings) { s.quotaAtCreate = on }
}

// WithRefusedEscapes refuses \uXXXX in a text with 40033, as the error table
// says. Default false: WeCom was recorded accepting it, and most clients send
// nothing else.
func WithRefusedEscapes(on bool) Option {
	return func(s *settings) { s.refuseEscapes = on }
}

// WithOwnMediaIDs makes get_groupmsg_list_v2 name media by ids of WeCom's own,
// as the sample of the old list does. Default false: it names them as they were
// sent.
func WithOwnMediaIDs(on bool) Option {
	return func(s *settings) { s.ownMediaIDs = on }
}

// WithCancelTwice lets cancel_groupmsg_send succeed also for a cancelled
// message. Which of the two WeCom does is not documented. Default false: 41093.
func WithCancelTwice(succeeds bool) Option {
	return func(s *settings) { s.cancelTwice = succeeds }
}

// WithEmptyCustomerList lets externalcontact/list answer an empty list for a
// member without customers. The page does not say. Default false: 84061, which
// callers report.
func WithEmptyCustomerList(on bool) Option {
	return func(s *settings) { s.emptyCustomers = on }
}

// WithControlKey demands the key, as "Authorization: Bearer KEY", from callers
// of the control API. Default "" demands none.
func WithControlKey(key string) Option {
	return func(s *settings) { s.controlKey = key }
}

// WithRemoteControl lets callers from other machines use the control API, and
// lets requests have any Host. By default Host must be a loopback address or
// localhost, also for the paths of WeCom: otherwise a page of any web site
// could get a token and send through the browser of whoever runs the simulator.
func WithRemoteControl(allow bool) Option {
	return func(s *settings) { s.remoteControl = allow }
}

// WithBodyBounds bounds what callers can hold with the bodies of their
// requests.
func WithBodyBounds(bounds BodyBounds) Option {
	return func(s *settings) { s.bodyBounds = bounds }
}
