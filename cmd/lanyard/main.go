// Command lanyard checks, explains, compares and tests notices, and decides
// about sign-ins by them.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
)

// version is set when a release is built.
var version = "development"

// Exit codes.
const (
	exitOK     = 0
	exitFailed = 1 // what was asked for has errors, or failed
	exitUsage  = 2 // the command line was not understood, or nothing could be answered
)

// streams are what a command reads and writes.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// output remembers the first failure to write, so that no command has to look
// after each line: what was not said must not look like success.
type output struct {
	w   io.Writer
	err error
}

func (o *output) Write(p []byte) (int, error) {
	n, err := o.w.Write(p)
	if err != nil && o.err == nil {
		o.err = fmt.Errorf("writing the output: %w", err)
	}
	return n, err
}

// command is one verb of the program.
type command struct {
	name  string // such as "notice check"
	args  string // what follows the name
	short string // one line
	long  string // what a reader of -h should know
	run   func(c *invocation) error
}

// invocation is a command with its arguments.
type invocation struct {
	streams
	screen io.Writer // what out writes to, to see whether it is a screen
	*command
	flags *flag.FlagSet
	args  []string
}

// lost is why what was written to the output did not arrive; nil: it did.
func (i *invocation) lost() error {
	if o, ok := i.out.(*output); ok {
		return o.err
	}
	return nil
}

// errShown is an error whose words were written already.
var errShown = errors.New("shown")

// usageError is a command line that was not understood.
type usageError struct{ what string }

func (e usageError) Error() string { return e.what }

// unanswered is why there is no answer at all.
type unanswered struct{ error }

func (e unanswered) Unwrap() error { return e.error }

func commands() []*command {
	return []*command{
		noticeCheckCommand(), digestCommand(), explainCommand(), calendarCommand(),
		diffCommand(), testCommand(), schemaCommand(), checkCommand(), whatIfCommand(), caseCommand(),
		decideCommand(), replayCommand(), gateReportCommand(), gateCommand(), sampleCommand(), versionCommand(),
	}
}

func main() {
	os.Exit(run(os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr}))
}

func run(args []string, s streams) int {
	all := commands()
	switch {
	case len(args) == 1 && (args[0] == "--version" || args[0] == "-version"):
		args = []string{"version"}
	case len(args) > 1 && args[0] == "help":
		if c, _ := find(all, args[1:]); c != nil {
			args = append(args[1:], "-h")
		}
	}
	c, rest := find(all, args)
	if c == nil && areDropped(all, args) {
		code := run(dropped(args), s)
		linger(s, code)
		return code
	}
	if c == nil {
		return overview(all, args, s)
	}
	flags := flag.NewFlagSet(c.name, flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	out := &output{w: s.out}
	screen := s.out
	s.out = out
	i := &invocation{streams: s, screen: screen, command: c, flags: flags, args: rest}
	err := c.run(i)
	if out.err != nil && (err == nil || errors.Is(err, errShown)) {
		err = out.err
	}
	var usage usageError
	var none unanswered
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &none):
		if !errors.Is(err, errShown) {
			fmt.Fprintf(s.err, "lanyard %s: %v\n", c.name, err)
		}
		return exitUsage
	case errors.Is(err, flag.ErrHelp):
		i.help(s.out)
		return exitOK
	case errors.Is(err, errShown):
		return exitFailed
	case errors.As(err, &usage):
		fmt.Fprintf(s.err, "lanyard %s: %v\n", c.name, err)
		fmt.Fprintf(s.err, "usage: lanyard %s %s\n", c.name, c.args)
		return exitUsage
	}
	fmt.Fprintf(s.err, "lanyard %s: %v\n", c.name, err)
	return exitFailed
}

// find returns the command that the arguments begin with.
func find(all []*command, args []string) (*command, []string) {
	for _, c := range all {
		words := strings.Fields(c.name)
		if len(args) >= len(words) && slices.Equal(args[:len(words)], words) {
			return c, args[len(words):]
		}
	}
	return nil, nil
}

// overview lists the commands, those of a group where one is named.
func overview(all []*command, args []string, s streams) int {
	var words []string
	for _, a := range args {
		if a != "help" && a != "-h" && a != "--help" && a != "-help" {
			words = append(words, a)
		}
	}
	group := ""
	if len(words) > 0 {
		group = words[0]
	}
	var shown []*command
	for _, c := range all {
		if group == "" || strings.HasPrefix(c.name+" ", group+" ") {
			shown = append(shown, c)
		}
	}
	if len(shown) == 0 {
		fmt.Fprintf(s.err, "lanyard: there is no command %q; lanyard help lists them\n", strings.Join(args, " "))
		return exitUsage
	}
	w := s.out
	code := exitOK
	if len(words) > 1 || len(args) == len(words) && len(args) > 0 {
		fmt.Fprintf(s.err, "lanyard: there is no command %q; these begin like it\n", strings.Join(args, " "))
		w, code = s.err, exitUsage
	}
	if group == "" {
		fmt.Fprintf(w, "Lanyard retires old smartcards, agents and TLS versions without surprise.\n\n")
	}
	for _, c := range shown {
		fmt.Fprintf(w, "  lanyard %-17s %s\n", c.name, c.short)
	}
	fmt.Fprintf(w, "\nlanyard COMMAND -h tells more of each.\n")
	return code
}
