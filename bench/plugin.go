package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"time"
)

// startAndAsk starts a provider as an engine does, asks it for its schema, and
// stops it. The wall time ends with the last byte of the answer.
//
// The handshake is that of go-plugin: a line on stdout names protocol and
// socket. The call is gRPC, which is a POST over HTTP/2 whose body begins with
// the five bytes of an empty message.
func startAndAsk(ctx context.Context, binary string) (sample, error) {
	cmd := exec.CommandContext(ctx, binary)
	cmd.Env = []string{
		"TF_PLUGIN_MAGIC_COOKIE=d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
		"PLUGIN_PROTOCOL_VERSIONS=6",
	}

	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return sample{}, err
	}

	start := time.Now()

	if err := cmd.Start(); err != nil {
		return sample{}, err
	}

	err = askForSchema(ctx, stdout)
	s := sample{WallSeconds: time.Since(start).Seconds()}

	_ = cmd.Process.Kill()
	_ = cmd.Wait() // it was killed

	s.CPUSeconds = (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds()

	return s, err
}

func askForSchema(ctx context.Context, stdout io.Reader) error {
	line, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		return fmt.Errorf("no handshake: %w", err)
	}

	// 1|6|unix|/tmp/plugin123|grpc|
	fields := strings.Split(strings.TrimSpace(line), "|")
	if len(fields) < 5 || fields[1] != "6" || fields[4] != "grpc" {
		return fmt.Errorf("handshake %q", line)
	}

	// A provider that is killed leaves its socket behind.
	defer func() { _ = os.Remove(fields[3]) }()

	var protocols http.Protocols
	protocols.SetUnencryptedHTTP2(true)

	transport := &http.Transport{
		Protocols: &protocols,
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, fields[2], fields[3])
		},
	}
	defer transport.CloseIdleConnections()

	const method = "/tfplugin6.Provider/GetProviderSchema"

	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://provider"+method, bytes.NewReader(make([]byte, 5)))
	if err != nil {
		return err
	}

	req.Header.Set("Content-Type", "application/grpc")
	req.Header.Set("Te", "trailers")

	resp, err := transport.RoundTrip(req)
	if err != nil {
		return err
	}
	defer func() { _ = resp.Body.Close() }()

	answer, err := io.ReadAll(resp.Body)

	switch {
	case err != nil:
		return err
	case resp.Trailer.Get("Grpc-Status") != "0":
		return fmt.Errorf("gRPC status %q: %s", resp.Trailer.Get("Grpc-Status"), resp.Trailer.Get("Grpc-Message"))
	case len(answer) < 5:
		return errors.New("the provider gave no schema")
	}

	return nil
}
