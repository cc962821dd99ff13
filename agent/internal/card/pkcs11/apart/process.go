package apart

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
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
	out     *os.File      // to the child
	in      *os.File      // from it; whoever asks waits there itself, so that no other thread has to wake
	wake    *os.File      // the other end of in, to end the waiting
	replies *bufio.Reader // of in: no PIN comes this way
	life    *os.File      // nothing is written to it; the child ends when it is closed
	held    held          // what the system holds the child by
	once    sync.Once     // it is killed once: its number may be another's later
	printed *printed
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
	p := &Process{o: o, printed: &printed{}, waited: make(chan struct{})}
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
	var theirs, ours [pipes]*os.File
	for i := range pipes {
		r, w, err := pipe()
		if err != nil {
			return errors.Join(err, closeAll(theirs[:i]), closeAll(ours[:i]))
		}
		theirs[i], ours[i] = r, w
		if i == 1 { // the replies come the other way
			theirs[i], ours[i] = w, r
		}
	}
	p.cmd = exec.Command(program, Verb)
	p.cmd.Args = append(p.cmd.Args, inherit(p.cmd, theirs[:])...)
	p.cmd.Env = append(append(os.Environ(), "GOTRACEBACK=none"), p.o.Env...)
	p.cmd.Stdout, p.cmd.Stderr = p.printed, p.printed
	p.cmd.WaitDelay = lastWords
	p.cmd.Dir = neutralFolder()
	err := relaxed(p.cmd.Start)
	_ = closeAll([]*os.File{theirs[0], theirs[2]})
	if err != nil {
		return errors.Join(err, closeAll(ours[:]), theirs[1].Close())
	}
	p.out, p.in, p.life, p.wake = ours[0], ours[1], ours[2], theirs[1]
	p.replies = bufio.NewReader(p.in)
	p.held = hold(p.cmd.Process)
	go func() {
		_ = p.cmd.Wait()
		close(p.waited)
		p.awake()
	}()
	return nil
}

// awake ends the waiting for a reply, behind all that the child said. The end of the
// pipe would not do: what the module started may hold it.
func (p *Process) awake() { _, _ = p.wake.Write(head(frameEnd, 0)) }

func closeAll(files []*os.File) (err error) {
	for _, f := range files {
		err = errors.Join(err, f.Close())
	}
	return err
}

// greet waits until the child says which version it is.
func (p *Process) greet(ctx context.Context) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()
	r, err := p.next(ctx)
	f := &Failure{Outcome: NotStarted, Err: err}
	switch {
	case err == nil && r.Protocol == protocol:
		return nil
	case err == nil:
		f.Say = "This program was replaced by another version while it ran. Start it again."
	case errors.Is(ctx.Err(), context.Canceled):
		f = p.late(err)
	case ctx.Err() != nil:
		f.Say = "This program started itself again to look at the module, and that said nothing."
	default:
		f.Say = "This program started itself again to look at the module, and that ended at once."
		if p.await() {
			f.Err = fmt.Errorf("%v; it said: %s", p.cmd.ProcessState, clean(p.printed.String()))
		}
	}
	return p.fail(f)
}

// next reads what the child says next. When the context ends so does the child, and
// with it the reading.
func (p *Process) next(ctx context.Context) (r reply, err error) {
	stop := context.AfterFunc(ctx, func() {
		p.kill()
		p.awake()
	})
	err = readReply(p.replies, &r)
	if !stop() {
		err = ctx.Err() // it is gone, whatever it said
	}
	return r, err
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
	// Whoever signs again and again lets go of its thread once each time: of one that
	// never does the runtime takes it away every 20 µs that the module works.
	runtime.Gosched()
	r.PIN = pin != nil
	p.secret = p.secret || r.PIN
	p.step = steps[r.Op]
	body, err := requestFrame(r)
	if err != nil {
		return reply{}, err
	}
	if len(body) < atOnceBytes {
		p.send(p.out, body, pin) // the pipe is empty and takes it, whatever the child does
	} else {
		sent := make(chan struct{})
		go func() {
			p.send(filler{p.out}, body, pin)
			close(sent)
		}()
		defer func() { <-sent }() // until then the PIN is read
	}
	for {
		answer, err := p.next(ctx)
		switch {
		case err != nil && ctx.Err() != nil:
			return reply{}, p.fail(p.late(ctx.Err()))
		case err != nil:
			return reply{}, p.fail(p.ended(err))
		case answer.Done:
			return answer, answer.Fault.err()
		case answer.Step != "":
			p.step = clean(answer.Step)
		}
	}
}

// steps are what the module is asked first, where the child does not say it.
var steps = map[string]string{opSign: "C_Sign", opLoad: pkcs11.StepLoading}

// send sends a request. A broken pipe is told by the end of the replies.
func (p *Process) send(out io.Writer, body []byte, pin *pkcs11.PIN) {
	if _, err := out.Write(body); err == nil && pin != nil {
		_ = writePIN(out, pin)
	}
}

// late is the failure of a child that did not answer in time.
func (p *Process) late(err error) *Failure {
	if errors.Is(err, context.Canceled) {
		return &Failure{Outcome: Stopped, Step: p.step, Say: "It was stopped before the module answered.", Err: err}
	}
	return &Failure{Outcome: Hung, Step: p.step, Err: err, Say: "The module did not answer in time. It may wait for a dialog of its own, for a card, or for another program that holds the card. Close other programs that use the card, take the card out, and try again; then reinstall the software that it belongs to."}
}

// fail ends the child for a reason, which is told from then on.
func (p *Process) fail(f *Failure) *Failure {
	if p.failed != nil {
		return p.failed
	}
	p.failed = f
	p.kill()
	p.await()
	if !p.secret {
		f.Printed = clean(withoutTrace(p.printed.String()))
	}
	_ = closeAll([]*os.File{p.in, p.out, p.life, p.wake})
	p.held.release()
	return f
}

// kill ends the child, and what it started in its group.
func (p *Process) kill() { p.once.Do(p.end) }

// ended is the failure of a child that says nothing more, or nonsense.
func (p *Process) ended(err error) *Failure {
	if errors.Is(err, ErrFrame) {
		return &Failure{Outcome: Malformed, Step: p.step, Err: err, Say: "The module wrote into what does not belong to it. Reinstall or update the software that it belongs to."}
	}
	if !p.await() {
		return &Failure{Outcome: Exited, Step: p.step, Say: "The module cut the connection of its process. Reinstall or update the software that it belongs to."}
	}
	f := whyEnded(p.cmd.ProcessState, p.printed.String())
	f.Step = p.step
	return f
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

// Close ends the use of the module, and the child. It may be called again, and after
// a failure.
func (p *Process) Close() {
	ctx, cancel := context.WithTimeout(context.Background(), endTimeout)
	defer cancel()
	_, _ = p.ask(ctx, request{Op: opClose}, nil)
	p.mu.Lock()
	defer p.mu.Unlock()
	_ = p.fail(&Failure{Outcome: Stopped, Say: "The module was closed.", Err: pkcs11.ErrClosed})
}
