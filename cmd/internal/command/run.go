package command

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Program is a command line.
type Program struct {
	Name     string // as it is called, such as "lanyard"
	About    string // one sentence
	Commands []*Command
	// Instead returns the arguments that are meant by some that are no command,
	// such as none, or files that were dropped on the program; nil: none are. The
	// window in which Windows runs the program then stays open until its words
	// are read. nil: nothing is meant by others.
	Instead func(args []string) []string
	// Meanwhile is what that window says while the program works, which would otherwise
	// be black; "" = nothing.
	Meanwhile string
}

// Run runs the command that the arguments name and returns the exit code.
func (p *Program) Run(args []string, s Streams) int {
	switch {
	case len(args) == 1 && (args[0] == "--version" || args[0] == "-version"):
		args = []string{"version"}
	case len(args) > 1 && args[0] == "help":
		if c, _ := find(p.Commands, args[1:]); c != nil {
			args = append(args[1:], "-h")
		}
	}
	c, rest := find(p.Commands, args)
	if c == nil && p.Instead != nil {
		if meant := p.Instead(args); meant != nil {
			if p.Meanwhile != "" {
				fmt.Fprintln(s.Out, p.Meanwhile)
			}
			code := p.Run(meant, s)
			linger(s, code)
			return code
		}
	}
	if c == nil {
		return p.overview(args, s)
	}
	flags := flag.NewFlagSet(c.Name, flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	out := &output{w: s.Out}
	screen := s.Out
	s.Out = out
	i := &Invocation{Streams: s, Screen: screen, Command: c, Flags: flags, Args: rest, program: p.Name}
	err := c.Run(i)
	var exit Exit
	if out.err != nil && (err == nil || errors.Is(err, ErrShown) || errors.As(err, &exit)) {
		err = out.err
	}
	var usage UsageError
	var none Unanswered
	switch {
	case err == nil:
		return OK
	case errors.As(err, &exit):
		return exit.Code
	case errors.As(err, &none):
		if !errors.Is(err, ErrShown) {
			fmt.Fprintf(s.Err, "%s %s: %v\n", p.Name, c.Name, err)
		}
		return Usage
	case errors.Is(err, flag.ErrHelp):
		i.help(s.Out)
		return OK
	case errors.Is(err, ErrShown):
		return Failed
	case errors.As(err, &usage):
		fmt.Fprintf(s.Err, "%s %s: %v\n", p.Name, c.Name, err)
		fmt.Fprintf(s.Err, "usage: %s %s %s\n", p.Name, c.Name, c.Args)
		return Usage
	}
	fmt.Fprintf(s.Err, "%s %s: %v\n", p.Name, c.Name, err)
	return Failed
}

// find returns the command that the arguments begin with.
func find(all []*Command, args []string) (*Command, []string) {
	for _, c := range all {
		words := strings.Fields(c.Name)
		if len(args) >= len(words) && slices.Equal(args[:len(words)], words) {
			return c, args[len(words):]
		}
	}
	return nil, nil
}

// overview lists the commands, those of a group where one is named.
func (p *Program) overview(args []string, s Streams) int {
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
	var shown []*Command
	for _, c := range p.Commands {
		if c.Hidden {
			continue
		}
		if group == "" || strings.HasPrefix(c.Name+" ", group+" ") {
			shown = append(shown, c)
		}
	}
	if len(shown) == 0 {
		fmt.Fprintf(s.Err, "%s: there is no command %q; %[1]s help lists them\n", p.Name, strings.Join(args, " "))
		return Usage
	}
	w := s.Out
	code := OK
	if len(words) > 1 || len(args) == len(words) && len(args) > 0 {
		fmt.Fprintf(s.Err, "%s: there is no command %q; these begin like it\n", p.Name, strings.Join(args, " "))
		w, code = s.Err, Usage
	}
	if group == "" {
		fmt.Fprintf(w, "%s\n\n", p.About)
	}
	for _, c := range shown {
		fmt.Fprintf(w, "  %s %-17s %s\n", p.Name, c.Name, c.Short)
	}
	fmt.Fprintf(w, "\n%s COMMAND -h tells more of each.\n", p.Name)
	return code
}
