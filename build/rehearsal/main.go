// Command rehearsal shows the gate at work: the real program, before a stand-in for
// a sign-in service that exists, on a clock that begins at 09:58 on 8 July 2025 and
// runs an hour a minute. Everybody and everything in it is invented.
//
// An old and a new agent sign in every second. The old one is warned, at 10:00
// refused with words, and at 11:00 warned again; meanwhile a crowd is let on and
// uses up a lock-out budget, and all blocks are held and given back. What happens
// is told on the terminal, and checked: where something else happens than the
// notice says, it says so and exits with 1.
//
// The walk: stage.go builds the scene (estate.go invents who there is) and starts
// the gate; cast.go is who signs in, play.go lets time pass and sees what becomes
// of everybody, story.go is what is done when and what must come of it, and say.go
// tells it. The stand-ins are those of the tests (package standin).
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
)

func main() {
	o := options{say: os.Stdout}
	flag.StringVar(&o.program, "program", "out/lanyard", "the gate is `FILE`")
	flag.StringVar(&o.notice, "notice", "notices/care-identity-2025-r1.yaml", "it enforces the notice in `FILE`")
	flag.StringVar(&o.out, "out", "out/rehearsal", "what is made goes to `FOLDER`, which is emptied")
	flag.Float64Var(&o.rate, "rate", 60, "`N` seconds of the gate's clock pass in one")
	flag.StringVar(&o.from, "from", "09:58", "the clock begins at `HH:MM`")
	flag.BoolVar(&o.stay, "stay", false, "go on after the story, so that the live page can be looked at, until Ctrl-C")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := rehearse(ctx, o)
	stop()
	if err != nil {
		fmt.Fprintf(os.Stderr, "rehearsal: %v\n", err)
		os.Exit(1)
	}
}
