package command

import (
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/civil"
)

// Parse reads flags wherever they stand, and returns the other arguments. An error
// is flag.ErrHelp or a [UsageError].
func (i *Invocation) Parse() ([]string, error) {
	var rest []string
	args := i.Args
	for {
		if err := i.Flags.Parse(args); err != nil {
			if err == flag.ErrHelp {
				return nil, err
			}
			return nil, UsageError(err.Error())
		}
		args = i.Flags.Args()
		if len(args) == 0 {
			return rest, i.noneEmpty()
		}
		// Behind -- everything is an argument.
		if n := len(i.Args) - len(args); n > 0 && i.Args[n-1] == "--" {
			return append(rest, args...), i.noneEmpty()
		}
		rest = append(rest, args[0])
		args = args[1:]
	}
}

// noneEmpty refuses a flag with an empty value: it is a variable of a script
// that was never set, and to pass over it would do something else than was asked.
func (i *Invocation) noneEmpty() error {
	var empty error
	i.Flags.Visit(func(f *flag.Flag) {
		if l, ok := f.Value.(*List); ok && !slices.Contains(*l, "") || !ok && f.Value.String() != "" {
			return
		}
		empty = UsageError(fmt.Sprintf("--%s is empty", f.Name))
	})
	return empty
}

// List is a flag that may be given more than once.
type List []string

func (l *List) String() string     { return strings.Join(*l, " ") }
func (l *List) Set(s string) error { *l = append(*l, s); return nil }

// Instant reads a time on the command line: with an offset, as a civil time in
// the zone, or as a day, which is its beginning.
func Instant(flagName, s string, z *civil.Zone) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	if p, err := civil.ParsePoint(s); err == nil {
		return p.Start(z), nil
	}
	at, _, err := civil.ParseInstant(s, z)
	if err != nil {
		return time.Time{}, UsageError(fmt.Sprintf("--%s: %v", flagName, err))
	}
	return at, nil
}

func (i *Invocation) help(w io.Writer) {
	fmt.Fprintf(w, "%s %s %s\n\n%s.\n", i.program, i.Name, i.Command.Args, i.Short)
	if i.Long != "" {
		fmt.Fprintf(w, "\n%s\n", strings.TrimSpace(i.Long))
	}
	first := true
	i.Flags.VisitAll(func(f *flag.Flag) {
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
