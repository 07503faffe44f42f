// Command wecomsim runs the WeCom simulator as a program.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"syscall"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Stdout)

	stop()

	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "wecomsim:", err)
		os.Exit(1)
	}
}

// run serves until the context ends.
func run(ctx context.Context, args []string, out io.Writer) error {
	o, err := parseFlags(args, out)
	if err != nil {
		return err
	}

	if o.printSchema {
		_, err := io.WriteString(out, wecomsim.CompanySchema())
		return err
	}

	company, err := o.loadCompany()
	if err != nil {
		return err
	}

	simulator, release, err := o.simulator(company)
	if err != nil {
		return err
	}

	return errors.Join(o.runServer(ctx, simulator, out), release())
}

// runServer says when it is ready and, at the end, what was received.
func (o options) runServer(ctx context.Context, simulator *wecomsim.Server, out io.Writer) error {
	listener, err := listen(o.listen, o.maxConnections, o.connectionsPerPeer())
	if err != nil {
		return err
	}

	ready := readyLine(openable(listener.Addr()), simulator.Company())
	if o.readyFile != "" {
		if err := writeWhole(o.readyFile, ready); err != nil {
			return errors.Join(err, listener.Close())
		}
	}

	fmt.Fprint(out, ready, lineToCopy(ready, runtime.GOOS))

	err = serve(ctx, listener, simulator)
	messages, requests := simulator.Counts()
	fmt.Fprintf(out, "messages=%d requests=%d\n", messages, requests)

	return err
}

// readyLine is what scripts read. A company may have only suites; then there is
// no secret to show.
func readyLine(address string, company wecomsim.Company) string {
	secret := ""
	if len(company.Apps) > 0 {
		secret = company.Apps[0].Secret
	}

	return fmt.Sprintf("base_url=http://%s corp_id=%s corp_secret=%s\n", address, company.CorpID, secret)
}

// writeWhole writes the file in one step, so that a script that waits for it
// never reads half of it.
func writeWhole(path, content string) error {
	part := path + ".part"
	if err := os.WriteFile(part, []byte(content), 0o600); err != nil {
		return err
	}

	return os.Rename(part, path)
}
