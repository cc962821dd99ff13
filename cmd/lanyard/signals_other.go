//go:build !unix

package main

import (
	"context"
	"os"
	"os/signal"

	"github.com/lanyard-id/lanyard/server"
)

// signals ends the context with Ctrl-C. This system has no other signals: hold and
// release are on the admin page.
func signals() (context.Context, <-chan server.GateCommand, func()) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	return ctx, nil, stop
}
