package agent

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/lanyard-id/lanyard/agent/internal/card/virtual"
)

// virtualCard is one card with its reader.
type virtualCard struct {
	number      int
	address     string
	personality string
	holder      virtual.Holder
	card        *virtual.Card
	link        *virtual.Link // nil: it is out
}

// linkEvent is what befell a card in its reader.
type linkEvent struct {
	of   *virtualCard
	link *virtual.Link
	out  bool // else: the reader saw it
}

// virtualRun is one call of VirtualCards.
type virtualRun struct {
	ctx    context.Context
	out    io.Writer
	all    []*virtualCard
	events chan linkEvent
}

const virtualHelp = `insert [N], remove [N], status, help or quit; N is the number of a card, and without it all are meant`

// VirtualCards puts cards into readers and pulls them out as the lines of in say,
// until one says quit, they end (unless Stay), or the context does. What happens is
// written to out, a line each. It is an error if a reader cannot be reached at the
// beginning; later that is told, and the card is out.
func VirtualCards(ctx context.Context, o VirtualCardOptions, in io.Reader, out io.Writer) error {
	all, err := o.cards()
	if err != nil {
		return err
	}
	r := &virtualRun{out: &firstError{w: out}, all: all, events: make(chan linkEvent)}
	ctx, stop := context.WithCancel(ctx)
	r.ctx = ctx
	defer func() {
		stop()
		for _, c := range all {
			if c.link != nil {
				_ = c.link.Close()
			}
		}
	}()
	r.introduce(o)
	if !o.Out {
		for _, c := range all {
			if err := r.insert(c); err != nil {
				return err
			}
		}
	}
	return r.obey(commandLines(ctx, in), o.Stay)
}

// obey does what lines say.
func (r *virtualRun) obey(lines <-chan string, stay bool) error {
	for {
		select {
		case <-r.ctx.Done():
			return r.lost()
		case e := <-r.events:
			r.befell(e)
		case line, more := <-lines:
			if !more && !stay || r.do(line) {
				return r.lost()
			}
			if !more {
				lines = nil
			}
		}
		if err := r.lost(); err != nil {
			return err
		}
	}
}

// do does what one line says; true: it says quit.
func (r *virtualRun) do(line string) bool {
	words := strings.Fields(line)
	if len(words) == 0 {
		return false
	}
	meant := r.all
	if len(words) > 1 {
		n, err := strconv.Atoi(words[1])
		if err != nil || n < 1 || n > len(r.all) || len(words) > 2 {
			fmt.Fprintf(r.out, "%q: there are cards 1 to %d; say %s\n", line, len(r.all), virtualHelp)
			return false
		}
		meant = r.all[n-1 : n]
	}
	switch words[0] {
	case "insert":
		for _, c := range meant {
			if c.link != nil {
				fmt.Fprintf(r.out, "card %d is in already\n", c.number)
			} else if err := r.insert(c); err != nil {
				fmt.Fprintf(r.out, "card %d: %v\n", c.number, err)
			}
		}
	case "remove":
		for _, c := range meant {
			if c.link == nil {
				fmt.Fprintf(r.out, "card %d is out already\n", c.number)
				continue
			}
			_ = c.link.Close()
			c.link = nil
			fmt.Fprintf(r.out, "card %d: out\n", c.number)
		}
	case "status":
		for _, c := range meant {
			where := "out"
			if c.link != nil {
				where = "in the reader at " + c.address
			}
			fmt.Fprintf(r.out, "card %d: %s, %s\n", c.number, where, triesLeft(c.card.TriesLeft()))
		}
	case "quit":
		return true
	default:
		fmt.Fprintf(r.out, "say %s\n", virtualHelp)
	}
	return false
}

func triesLeft(n int) string {
	switch n {
	case 0:
		return "the PIN is blocked"
	case 1:
		return "1 try of the PIN left"
	}
	return fmt.Sprintf("%d tries of the PIN left", n)
}

// insert puts a card in, and has what befalls it reported.
func (r *virtualRun) insert(c *virtualCard) error {
	link, err := virtual.Connect(r.ctx, c.address, c.card)
	if err != nil {
		return err
	}
	c.link = link
	go func() {
		select {
		case <-link.Seen():
			r.report(linkEvent{c, link, false})
		case <-link.Done():
		}
		<-link.Done()
		r.report(linkEvent{c, link, true})
	}()
	return nil
}

// report hands an event over, unless nobody listens any more.
func (r *virtualRun) report(e linkEvent) {
	select {
	case r.events <- e:
	case <-r.ctx.Done():
	}
}

// befell tells what befell a card. Events of a link that was closed before are late.
func (r *virtualRun) befell(e linkEvent) {
	switch {
	case e.of.link != e.link:
	case !e.out:
		fmt.Fprintf(r.out, "card %d: in the reader at %s\n", e.of.number, e.of.address)
	default:
		e.of.link = nil
		why := "the reader went away"
		if err := e.link.Err(); err != nil {
			why = err.Error()
		}
		fmt.Fprintf(r.out, "card %d: out: %s\n", e.of.number, why)
	}
}

// introduce tells of each card what who uses it must know.
func (r *virtualRun) introduce(o VirtualCardOptions) {
	pin, puk := "as given", "as given"
	if o.PIN == "" {
		pin = virtual.DefaultPIN + " (invented)"
	}
	if o.PUK == "" {
		puk = virtual.DefaultPUK + " (invented)"
	}
	for _, c := range r.all {
		atr := "none"
		if b := c.card.ATR(); b != nil {
			atr = fmt.Sprintf("% X", b)
		}
		fmt.Fprintf(r.out, "card %d: %s, %s %s, ATR %s, PIN %s, PUK %s\n", c.number, c.personality, c.holder.Number, c.holder.Name, atr, pin, puk)
	}
}

func (r *virtualRun) lost() error { return r.out.(*firstError).err }

// maxVirtualLine bounds a line of commands.
const maxVirtualLine = 4096

// commandLines reads lines until the context ends or there are none. What cannot be
// read ends them.
func commandLines(ctx context.Context, in io.Reader) <-chan string {
	lines := make(chan string)
	go func() {
		defer close(lines)
		s := bufio.NewScanner(in)
		s.Buffer(nil, maxVirtualLine)
		for s.Scan() {
			select {
			case lines <- s.Text():
			case <-ctx.Done():
				return
			}
		}
	}()
	return lines
}

// firstError writes, and remembers what failed first.
type firstError struct {
	w   io.Writer
	err error
}

func (f *firstError) Write(p []byte) (int, error) {
	if f.err != nil {
		return 0, f.err
	}
	n, err := f.w.Write(p)
	if err != nil {
		f.err = fmt.Errorf("writing what happened to virtual cards: %w", err)
	}
	return n, err
}
