//go:build unix

package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/lanyard-id/lanyard/server"
)

// signals turns the signals of the system into what a gate is told. The context
// ends with SIGINT and SIGTERM.
func signals() (context.Context, <-chan server.GateCommand, func()) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	raw := make(chan os.Signal, 8)
	signal.Notify(raw, syscall.SIGUSR1, syscall.SIGUSR2, syscall.SIGHUP)
	commands := make(chan server.GateCommand)
	go func() {
		for {
			select {
			case <-ctx.Done():
				return
			case s := <-raw:
				c := map[os.Signal]server.GateCommand{
					syscall.SIGUSR1: server.GateHold, syscall.SIGUSR2: server.GateRelease, syscall.SIGHUP: server.GateRestart,
				}[s]
				select {
				case commands <- c:
				case <-ctx.Done():
				}
			}
		}
	}()
	return ctx, commands, func() {
		signal.Stop(raw)
		stop()
	}
}
