package command

import (
	"errors"
	"flag"
	"fmt"
	"io"
)

// Exit codes that all verbs share. Others are a verb's own, by [Exit].
const (
	OK     = 0
	Failed = 1 // what was asked for has errors, or failed
	Usage  = 2 // the command line was not understood, or nothing could be answered
)

// Streams are what a command reads and writes.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer
}

// Command is one verb of the program.
type Command struct {
	Name  string // such as "notice check"
	Args  string // what follows the name
	Short string // one line
	Long  string // what a reader of -h should know
	Run   func(*Invocation) error
	// Hidden keeps a verb that only the program itself calls out of the overview.
	Hidden bool
}

// Invocation is a command with its arguments.
type Invocation struct {
	Streams
	Screen io.Writer // what Out writes to, to see whether it is a screen
	*Command
	Flags *flag.FlagSet
	Args  []string

	program string
}

// Lost is why what was written to the output did not arrive; nil: it did.
func (i *Invocation) Lost() error {
	if o, ok := i.Out.(*output); ok {
		return o.err
	}
	return nil
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

// ErrShown is an error whose words were written already.
var ErrShown = errors.New("shown")

// UsageError is a command line that was not understood.
type UsageError string

func (e UsageError) Error() string { return string(e) }

// Unanswered is why there is no answer at all.
type Unanswered struct{ Err error }

func (e Unanswered) Error() string { return e.Err.Error() }
func (e Unanswered) Unwrap() error { return e.Err }

// Exit is an answer that was given in full, whose exit code says what it came to.
type Exit struct{ Code int }

func (e Exit) Error() string { return fmt.Sprintf("exit code %d", e.Code) }
