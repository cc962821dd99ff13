package main

import (
	"context"
	"os"
	"os/signal"
	"time"

	"github.com/lanyard-id/lanyard/agent"
	"github.com/lanyard-id/lanyard/cmd/internal/command"
)

func watchCommand() *command.Command {
	return &command.Command{
		Name:  "watch",
		Short: "Tell what happens to readers and cards, a line each, until Ctrl-C",
		Long:  "It connects to no card, so that it disturbs nobody who works with one.",
		Run: func(i *command.Invocation) error {
			if rest, err := i.Parse(); err != nil {
				return err
			} else if len(rest) > 0 {
				return command.UsageError("watch takes no arguments")
			}
			ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
			defer stop()
			return agent.Watch(ctx, i.Out, time.Now)
		},
	}
}
