package main

import (
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/civil"
)

// parse reads flags wherever they stand, and returns the other arguments.
func (i *invocation) parse() ([]string, error) {
	var rest []string
	args := i.args
	for {
		if err := i.flags.Parse(args); err != nil {
			if err == flag.ErrHelp {
				return nil, err
			}
			return nil, usageError{err.Error()}
		}
		args = i.flags.Args()
		if len(args) == 0 {
			return rest, i.noneEmpty()
		}
		// Behind -- everything is an argument.
		if n := len(i.args) - len(args); n > 0 && i.args[n-1] == "--" {
			return append(rest, args...), i.noneEmpty()
		}
		rest = append(rest, args[0])
		args = args[1:]
	}
}

// noneEmpty refuses a flag with an empty value: it is a variable of a script
// that was never set, and to pass over it would do something else than was asked.
func (i *invocation) noneEmpty() error {
	var empty error
	i.flags.Visit(func(f *flag.Flag) {
		if l, ok := f.Value.(*list); ok && !slices.Contains(*l, "") || !ok && f.Value.String() != "" {
			return
		}
		empty = usageError{fmt.Sprintf("--%s is empty", f.Name)}
	})
	return empty
}

// list is a flag that may be given more than once.
type list []string

func (l *list) String() string     { return strings.Join(*l, " ") }
func (l *list) Set(s string) error { *l = append(*l, s); return nil }

// instant reads a time on the command line: with an offset, as a civil time in
// the zone, or as a day, which is its beginning.
func instant(flagName, s string, z *civil.Zone) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	if p, err := civil.ParsePoint(s); err == nil {
		return p.Start(z), nil
	}
	at, _, err := civil.ParseInstant(s, z)
	if err != nil {
		return time.Time{}, usageError{fmt.Sprintf("--%s: %v", flagName, err)}
	}
	return at, nil
}

func (i *invocation) help(w io.Writer) {
	fmt.Fprintf(w, "lanyard %s %s\n\n%s.\n", i.name, i.command.args, i.short)
	if i.long != "" {
		fmt.Fprintf(w, "\n%s\n", strings.TrimSpace(i.long))
	}
	first := true
	i.flags.VisitAll(func(f *flag.Flag) {
		if first {
			fmt.Fprintf(w, "\n")
			first = false
		}
		name, usage := flag.UnquoteUsage(f)
		if name != "" {
			name = " " + name
		}
		fmt.Fprintf(w, "  --%s%s\n        %s\n", f.Name, name, usage)
	})
}
