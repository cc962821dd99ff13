package apart

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"sync"
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/card/pkcs11"
	"github.com/lanyard-id/lanyard/agent/internal/card/pkcs11/image"
)

// Options say which module, and how.
type Options struct {
	// Module is the full path of the module.
	Module string
	// Program is what is started, with [Verb]; "" is this program.
	Program string
	// Env is added to the environment that the module sees.
	Env []string
	// Timeout is how long a request may take whose context has no deadline; 0 means
	// [DefaultTimeout].
	Timeout time.Duration
}

// Process is a child with a loaded module. Requests wait for each other. It must be
// closed.
type Process struct {
	o       Options
	cmd     *exec.Cmd
	out     *os.File // to the child
	held    held     // what the system holds the child by
	printed *printed
	replies chan reply
	readErr error         // why replies ended; read once replies is closed
	gone    chan struct{} // closed when nobody waits for replies any more
	waited  chan struct{} // closed when the child has ended

	mu     sync.Mutex
	secret bool   // a PIN was given
	step   string // what the module was last asked
	failed *Failure
	file   image.File
	info   pkcs11.Info
}

// Open starts a child and loads the module in it. The error is a [Failure], or one of
// package pkcs11.
func Open(ctx context.Context, o Options) (*Process, error) {
	p := &Process{o: o, printed: &printed{}, replies: make(chan reply), gone: make(chan struct{}), waited: make(chan struct{})}
	if err := p.start(); err != nil {
		return nil, &Failure{Outcome: NotStarted, Say: "This program could not start itself again to look at the module.", Err: err}
	}
	if err := p.greet(ctx); err != nil {
		p.Close()
		return nil, err
	}
	r, err := p.ask(ctx, request{Op: opLoad, Path: o.Module}, nil)
	if err != nil {
		p.Close()
		return nil, err
	}
	p.file = r.File
	if r.Info != nil {
		p.info = *r.Info
	}
	return p, nil
}

// start starts the child. Its own output is the module's.
func (p *Process) start() error {
	program := p.o.Program
	if program == "" {
		var err error
		if program, err = os.Executable(); err != nil {
			return err
		}
	}
	childIn, out, err := os.Pipe()
	if err != nil {
		return err
	}
	in, childOut, err := os.Pipe()
	if err != nil {
		return errors.Join(err, childIn.Close(), out.Close())
	}
	p.cmd = exec.Command(program, Verb)
	p.cmd.Args = append(p.cmd.Args, inherit(p.cmd, childIn, childOut)...)
	p.cmd.Env = append(append(os.Environ(), "GOTRACEBACK=none"), p.o.Env...)
	p.cmd.Stdout, p.cmd.Stderr = p.printed, p.printed
	p.cmd.WaitDelay = lastWords
	p.cmd.Dir = neutralFolder()
	err = p.cmd.Start()
	_, _ = childIn.Close(), childOut.Close()
	if err != nil {
		return errors.Join(err, out.Close(), in.Close())
	}
	p.out = out
	p.held = hold(p.cmd.Process)
	go p.read(in)
	go func() {
		_ = p.cmd.Wait()
		close(p.waited)
	}()
	return nil
}

// read takes what the child says until it says nothing more.
func (p *Process) read(in *os.File) {
	defer close(p.replies)
	defer in.Close()
	for {
		var r reply
		if p.readErr = readMessage(in, &r); p.readErr != nil {
			return
		}
		select {
		case p.replies <- r:
		case <-p.gone:
			return
		}
	}
}

// greet waits until the child says which version it is.
func (p *Process) greet(ctx context.Context) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()
	notStarted := func(say string, err error) error {
		p.fail(&Failure{Outcome: NotStarted, Say: say, Err: err})
		return p.failed
	}
	select {
	case r, ok := <-p.replies:
		if !ok {
			p.await()
			return notStarted("This program started itself again to look at the module, and that ended at once.", p.state())
		}
		if r.Protocol != protocol {
			return notStarted("This program was replaced by another version while it ran. Start it again.", nil)
		}
		return nil
	case <-ctx.Done():
		if errors.Is(ctx.Err(), context.Canceled) {
			p.fail(p.late(ctx.Err()))
			return p.failed
		}
		return notStarted("This program started itself again to look at the module, and that said nothing.", ctx.Err())
	}
}

// ask sends a request and waits for its answer. The PIN stays the caller's.
func (p *Process) ask(ctx context.Context, r request, pin *pkcs11.PIN) (reply, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.failed != nil {
		return reply{}, p.failed
	}
	if _, ok := ctx.Deadline(); !ok {
		timeout := p.o.Timeout
		if timeout == 0 {
			timeout = DefaultTimeout
		}
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, timeout)
		defer cancel()
	}
	r.PIN = pin != nil
	p.secret = p.secret || r.PIN
	p.step = steps[r.Op]
	sent := make(chan error, 1)
	go func() {
		defer close(sent)
		sent <- p.send(r, pin)
	}()
	answer, err := p.answer(ctx, sent)
	for range sent { // until it is closed the PIN is still read
	}
	return answer, err
}

// answer waits for the answer to a request that is being sent.
func (p *Process) answer(ctx context.Context, sending <-chan error) (reply, error) {
	ended := p.waited
	var last <-chan time.Time
	for {
		select {
		case <-ended:
			// What the module started may keep the pipe open: the last words are
			// waited for, and no longer.
			ended, last = nil, time.After(lastWords)
		case <-last:
			return reply{}, p.ended()
		case r, ok := <-p.replies:
			switch {
			case !ok:
				return reply{}, p.ended()
			case r.Done:
				return r, r.Fault.err()
			case r.Step != "":
				p.step = clean(r.Step)
			}
		case err := <-sending:
			sending = nil // a broken pipe is told by the end of the replies
			if _, broken := errors.AsType[*os.PathError](err); err != nil && !broken {
				return reply{}, err
			}
		case <-ctx.Done():
			p.fail(p.late(ctx.Err()))
			return reply{}, p.failed
		}
	}
}

// steps are what the module is asked first, where the child does not say it.
var steps = map[string]string{opSign: "C_Sign", opLoad: pkcs11.StepLoading}

func (p *Process) send(r request, pin *pkcs11.PIN) error {
	if err := writeMessage(p.out, r); err != nil || pin == nil {
		return err
	}
	return writePIN(p.out, pin)
}

// late is the failure of a child that did not answer in time.
func (p *Process) late(err error) *Failure {
	if errors.Is(err, context.Canceled) {
		return &Failure{Outcome: Stopped, Step: p.step, Say: "It was stopped before the module answered.", Err: err}
	}
	return &Failure{Outcome: Hung, Step: p.step, Err: err, Say: "The module did not answer in time. It may wait for a dialog of its own, for a card, or for another program that holds the card. Close other programs that use the card, take the card out, and try again; then reinstall the software that it belongs to."}
}

// fail ends the child for a reason, which is told from then on.
func (p *Process) fail(f *Failure) {
	if p.failed != nil {
		return // its number may be another's by now
	}
	p.failed = f
	close(p.gone)
	p.kill()
	p.await()
	if !p.secret {
		p.failed.Printed = clean(withoutTrace(p.printed.String()))
	}
}

// ended is the failure of a child that says nothing more.
func (p *Process) ended() error {
	if p.overheard() {
		p.fail(&Failure{Outcome: Malformed, Step: p.step, Err: ErrFrame, Say: "The module wrote into what does not belong to it. Reinstall or update the software that it belongs to."})
		return p.failed
	}
	if !p.await() {
		p.fail(&Failure{Outcome: Exited, Step: p.step, Say: "The module cut the connection of its process. Reinstall or update the software that it belongs to."})
		return p.failed
	}
	f := whyEnded(p.cmd.ProcessState, p.printed.String())
	f.Step = p.step
	p.fail(f)
	return p.failed
}

// overheard tells whether something else than the protocol came over the pipe.
func (p *Process) overheard() bool {
	select {
	case _, open := <-p.replies:
		return !open && errors.Is(p.readErr, ErrFrame)
	default:
		return false // it is still read
	}
}

// await waits a while for the child to end.
func (p *Process) await() bool {
	timer := time.NewTimer(endTimeout)
	defer timer.Stop()
	select {
	case <-p.waited:
		return true
	case <-timer.C:
		return false
	}
}

// state words how the child ended, as an error.
func (p *Process) state() error {
	select {
	case <-p.waited:
		return fmt.Errorf("%v; it said: %s", p.cmd.ProcessState, clean(p.printed.String()))
	default:
		return io.ErrUnexpectedEOF
	}
}

// Close ends the use of the module, and the child. It may be called again, and after
// a failure.
func (p *Process) Close() {
	ctx, cancel := context.WithTimeout(context.Background(), endTimeout)
	defer cancel()
	_, _ = p.ask(ctx, request{Op: opClose}, nil)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.fail(&Failure{Outcome: Stopped, Say: "The module was closed.", Err: pkcs11.ErrClosed})
	_ = p.out.Close()
	p.held.release()
}
