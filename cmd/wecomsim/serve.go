package main

import (
	"context"
	"errors"
	"net"
	"net/http"
	"time"

	"github.com/wecom-community/terraform-provider-wecom/internal/wecomsim"
)

// serve answers until the context ends. It bounds headers and the time in which
// they must arrive; the simulator bounds bodies.
func serve(ctx context.Context, listener net.Listener, simulator *wecomsim.Server) error {
	server := &http.Server{
		Handler:           simulator,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       2 * time.Minute,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
	}
	stopped := make(chan error, 1)

	go func() {
		<-ctx.Done()
		simulator.Close()

		shutdown, cancel := context.WithTimeout(context.Background(), 3*time.Second)
		defer cancel()

		err := server.Shutdown(shutdown)
		if errors.Is(err, context.DeadlineExceeded) {
			err = server.Close()
		}

		stopped <- err
	}()

	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}

	return <-stopped
}
