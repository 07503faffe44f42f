package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

const usage = `wecomsim stands in for the WeCom (企业微信) server: point a client at its base URL, send a
customer mass message, and nothing reaches a customer.

    wecomsim
    export WECOM_BASE_URL=http://127.0.0.1:8765 WECOM_CORP_ID=... WECOM_CORP_SECRET=...

Open http://127.0.0.1:8765/ in a browser: every message appears there as the customer would see it,
with who gets it and why, and buttons to confirm as a member, remind, cancel, move the clock and arm
faults.

When it is ready it prints one line on standard output,
    base_url=http://127.0.0.1:PORT corp_id=... corp_secret=...
and serves until SIGINT or SIGTERM. Then it prints
    messages=N requests=M
N counts the messages that it has, M the requests since its start or the last reset.

Without flags the company is small and has the ids of the official example of add_msg_template, and
everything is kept in memory. --data keeps it in a file.

Scripts and tests use the control API under /_sim/ (reset, company, clock, faults, requests,
messages, confirm, wait); GET /_sim/openapi.json describes it.

Examples:
    wecomsim --customers 100000 --seed 7          a large company, the same for the same seed
    wecomsim --company company.json               your own members, customers, groups and tags
    wecomsim --data sim.db                        go on after a restart
    wecomsim --fault '{"endpoint":"add_msg_template","count":1,"drop_at":"after_effect"}'
    wecomsim --listen 0.0.0.0:8765 --allow-remote --control-key KEY

Usage: wecomsim [flags]

`

// options are the flags.
type options struct {
	listen         string
	allowRemote    bool
	controlKey     string
	readyFile      string
	data           string
	company        string
	customers      int
	seed           uint64
	printSchema    bool
	dispatchDelay  time.Duration
	listLag        time.Duration
	quota          string
	quotaAtCreate  bool
	strictMedia    bool
	ownMediaIDs    bool
	refuseEscapes  bool
	requestLog     int
	maxConnections int
	faults         []string
}

func parseFlags(args []string, out io.Writer) (options, error) {
	var o options

	flags := flag.NewFlagSet("wecomsim", flag.ContinueOnError)
	flags.SetOutput(out)
	flags.Usage = func() {
		fmt.Fprint(out, usage)
		flags.PrintDefaults()
	}
	flags.StringVar(&o.listen, "listen", "127.0.0.1:8765", "`address` to listen on; port 0 picks a free one")
	flags.BoolVar(&o.allowRemote, "allow-remote", false, "allow an address that other machines can reach, and answer at any Host; needs --control-key")
	flags.StringVar(&o.controlKey, "control-key", "", "`key` that callers of the control API must give (Authorization: Bearer KEY)")
	flags.StringVar(&o.readyFile, "ready-file", "", "write the ready line to this `file`, too, once the port is open")
	flags.StringVar(&o.data, "data", "", "keep company, messages, uploads and clock in this `file`; nothing accepted is lost, also after kill -9")
	flags.StringVar(&o.company, "company", "", "read the company from this JSON `file` (format: --print-schema)")
	flags.IntVar(&o.customers, "customers", 0, "generate a company with `n` customers; the demo company's are among them")
	flags.Uint64Var(&o.seed, "seed", 1, "seed of the generated company, of ids but msgids, and of the probability of faults")
	flags.BoolVar(&o.printSchema, "print-schema", false, "print the JSON Schema of the company file and exit")
	flags.DurationVar(&o.dispatchDelay, "dispatch-delay", 0, "how long task and result queries answer 41063 after a creation")
	flags.DurationVar(&o.listLag, "list-lag", 0, "how long a message is missing from the sent list after its creation")
	flags.StringVar(&o.quota, "quota", "month", "how many messages a customer may receive: `rule` month (days of the month), week (7), day (1) or none")
	flags.BoolVar(&o.quotaAtCreate, "quota-at-create", false, "judge the quota when a message is created: fail_list, and 41048 where nobody is left")
	flags.BoolVar(&o.ownMediaIDs, "own-media-ids", false, "let the sent list name media by WeCom's own ids, not by those that were sent")
	flags.BoolVar(&o.refuseEscapes, "refuse-escapes", false, "refuse \\uXXXX in texts with 40033")
	flags.BoolVar(&o.strictMedia, "strict-media", false, "refuse media ids and picture URLs that this server did not issue")
	flags.IntVar(&o.requestLog, "request-log", 10_000, "how many requests to remember; at most 256 MiB in all")
	flags.IntVar(&o.maxConnections, "max-connections", 1000, "how many connections to serve at a time; with --allow-remote half of them for one address")
	flags.Func("fault", "arm a fault, a JSON `object` as for POST /_sim/faults; may be given again", func(text string) error {
		o.faults = append(o.faults, text)
		return nil
	})

	if err := flags.Parse(args); err != nil {
		return o, err
	}

	if flags.NArg() > 0 {
		return o, fmt.Errorf("unexpected argument %q; see --help", flags.Arg(0))
	}

	return o, o.check()
}

func (o options) check() error {
	host, _, err := net.SplitHostPort(o.listen)
	if err != nil {
		return fmt.Errorf("--listen: %w", err)
	}

	ip := net.ParseIP(host)

	loopback := host == "localhost" || ip != nil && ip.IsLoopback()
	switch {
	case !loopback && !o.allowRemote:
		return fmt.Errorf("--listen: %q is not a loopback address; give --allow-remote if that is meant", host)
	case o.allowRemote && o.controlKey == "":
		return errors.New("--allow-remote needs --control-key")
	case o.company != "" && o.customers != 0:
		return errors.New("give either --company or --customers")
	case o.customers < 0 || o.requestLog < 1 || o.maxConnections < 1:
		return errors.New("--customers, --request-log and --max-connections should not be negative or 0")
	}

	switch wecomsim.Quota(o.quota) {
	case wecomsim.QuotaMonth, wecomsim.QuotaWeek, wecomsim.QuotaDay, wecomsim.QuotaNone:
		return nil
	}

	return fmt.Errorf("--quota: %q should be month, week, day or none", o.quota)
}

// connectionsPerPeer keeps one machine from taking all connections. Without
// other machines there is only one peer.
func (o options) connectionsPerPeer() int {
	if !o.allowRemote {
		return o.maxConnections
	}

	return max(1, o.maxConnections/2)
}

// loadCompany reads, generates or takes the demo company.
func (o options) loadCompany() (wecomsim.Company, error) {
	if o.company == "" {
		return wecomsim.GenerateCompany(o.customers, o.seed), nil
	}

	file, err := os.Open(o.company)
	if err != nil {
		return wecomsim.Company{}, err
	}
	defer file.Close()

	return wecomsim.ReadCompany(file)
}
