// Command bench measures the provider with a real CLI and the simulator: what
// large audiences and many messages cost, beside what the engine and the
// framework themselves take. Each comparison is made of pairs that ran side by
// side. It prints a table, and writes it as JSON. Whatever the figures, it ends
// with 0; only what cannot be measured is an error.
//
//	go run ./bench -rows list,file -runs 3
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/enginetest"
)

func main() {
	log.SetFlags(0)

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)

	stop()

	if err != nil {
		log.Fatal(err)
	}
}

// Rows of the table, each a question.
const (
	rowOne         = "one"         // a message to one recipient, the base of file
	rowList        = "list"        // 10,000 recipients as a list
	rowFile        = "file"        // 10,000 recipients from a file
	rowShards      = "shards"      // many messages of 10,000 recipients each
	rowStart       = "start"       // the start of the provider, and its size
	rowSmall       = "small"       // many small messages
	rowExpressions = "expressions" // a list of 10,000 by its expression
	rowJournal     = "journal"     // messages with and without a journal
	rowCampaign    = "campaign"    // campaigns beside for_each over their parts
)

// allRows are in the order of the table.
func allRows() []string {
	return []string{rowOne, rowList, rowFile, rowShards, rowStart, rowSmall, rowExpressions, rowJournal, rowCampaign}
}

// rowSet says which rows are measured.
type rowSet map[string]bool

type options struct {
	engine    string
	out       string
	rows      rowSet
	runs      int
	shardRuns int
	files     []int
	lists     []int
	campaigns []int
}

func parse(args []string) (options, error) {
	engine := os.Getenv("ENGINE")
	if engine == "" {
		engine = "terraform"
	}

	o := options{}
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.StringVar(&o.engine, "engine", engine, "the CLI: a name on the PATH, or a path; the default is $ENGINE, else terraform")
	flags.StringVar(&o.out, "out", ".cache/bench", "folder for results.json, and for what is built on the way")
	flags.IntVar(&o.runs, "runs", 5, "how often each row but shards and campaign is measured")
	flags.IntVar(&o.shardRuns, "shard-runs", 2, "how often shards and campaign are measured, which take longest")
	rows := flags.String("rows", strings.Join(allRows(), ","), "which rows are measured")
	files := flags.String("files", "1,10,100", "shards: how many messages from files")
	lists := flags.String("lists", "1,10,30", "shards: how many messages with lists")
	campaigns := flags.String("campaigns", "50,500", fmt.Sprintf("campaign: how many members, with %d customers each", memberCustomers))

	if err := flags.Parse(args); err != nil {
		return o, err
	}

	o.rows = rowSet{}

	for row := range strings.SplitSeq(*rows, ",") {
		if !slices.Contains(allRows(), row) {
			return o, fmt.Errorf("-rows: there is no row %q, only %s", row, strings.Join(allRows(), ", "))
		}

		o.rows[row] = true
	}

	var err error

	if o.files, err = numbers(*files); err != nil {
		return o, fmt.Errorf("-files: %w", err)
	}

	if o.lists, err = numbers(*lists); err != nil {
		return o, fmt.Errorf("-lists: %w", err)
	}

	if o.campaigns, err = numbers(*campaigns); err != nil {
		return o, fmt.Errorf("-campaigns: %w", err)
	}

	o.out, err = filepath.Abs(o.out)

	return o, err
}

// numbers reads "1,10,100"; "" is none.
func numbers(text string) ([]int, error) {
	var all []int

	for field := range strings.SplitSeq(text, ",") {
		if field == "" {
			continue
		}

		n, err := strconv.Atoi(field)
		if err != nil || n < 1 {
			return nil, fmt.Errorf("%q is no positive number", field)
		}

		all = append(all, n)
	}

	return all, nil
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	o, err := parse(args)
	if err != nil {
		return err
	}

	sim, err := simulateGenerated(ctx, recipients)
	if err != nil {
		return err
	}
	defer sim.close()

	say := func(what string) { _, _ = fmt.Fprintf(stderr, "%s  %s\n", time.Now().Format(time.TimeOnly), what) }
	say("building the providers")

	b, err := build(ctx, o.engine, o.out, sim)
	if err != nil {
		return err
	}

	rep := &report{Time: time.Now().UTC().Truncate(time.Second), Machine: thisMachine()}

	version, err := enginetest.VersionOf(ctx, b.engine, b.env)
	if err != nil {
		return err
	}

	rep.Engine = version.Line

	if err := o.measure(ctx, b, say, rep); err != nil {
		return err
	}

	if err := rep.table(stdout); err != nil {
		return err
	}

	return rep.save(o.out)
}

func (o options) measure(ctx context.Context, b *workbench, say func(string), rep *report) error {
	var all []func() (result, error)

	if o.rows[rowOne] || o.rows[rowList] || o.rows[rowFile] {
		all = append(all, func() (result, error) { return measureSingle(ctx, b, say, o.rows, o.runs) })
	}

	if o.rows[rowShards] {
		all = append(all, func() (result, error) { return measureShards(ctx, b, say, o.shardRuns, o.files, o.lists) })
	}

	if o.rows[rowStart] {
		all = append(all, func() (result, error) { return measureStart(ctx, b, say, o.runs) })
	}

	if o.rows[rowSmall] {
		all = append(all, func() (result, error) { return measureSmall(ctx, b, say, o.runs) })
	}

	if o.rows[rowExpressions] {
		all = append(all, func() (result, error) { return measureExpressions(ctx, b, say, o.runs) })
	}

	if o.rows[rowJournal] {
		all = append(all, func() (result, error) { return measureJournal(ctx, b, say, o.runs) })
	}

	if o.rows[rowCampaign] && len(o.campaigns) > 0 {
		all = append(all, func() (result, error) { return measureCampaigns(ctx, b, say, o.shardRuns, o.campaigns) })
	}

	for _, one := range all {
		r, err := one()
		if err != nil {
			return err
		}

		rep.Results = append(rep.Results, r)
	}

	return nil
}
