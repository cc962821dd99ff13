package device

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/card"
	"github.com/lanyard-id/lanyard/agent/internal/card/pcsc"
)

// beat is how long it is between two questions of a pulse. A device that is well is done
// before the first one.
const beat = 300 * time.Millisecond

// pulse asks the smartcard service again and again how its readers stand, while cards or
// modules are waited for. Who waits cannot tell a slow card from a service that answers
// nobody, nor a module that waits for a card from one that hangs for reasons of its own.
type pulse struct {
	context.Context // ends when the service does not answer any more
	cancel          context.CancelFunc
	answered        chan struct{} // an answer came, for whoever waits for one
	over            chan struct{} // closed when nothing is asked any more
	err             error         // why: the service is away or silent; nil: the context ended
	// idle counts the answers since one told of a card in use.
	idle atomic.Int32
}

// feel begins to ask, and goes on until end.
func feel(ctx context.Context) *pulse {
	p := &pulse{answered: make(chan struct{}), over: make(chan struct{})}
	p.Context, p.cancel = context.WithCancel(ctx)
	go func() {
		p.err = p.ask()
		close(p.over)
		if errors.Is(p.err, card.ErrSilent) {
			p.cancel()
		}
	}()
	return p
}

// ask asks until the context ends or the service does not answer.
func (p *pulse) ask() error {
	var service *pcsc.Context
	defer func() {
		if service != nil {
			go service.Close() // which may hang as well
		}
	}()
	again := time.NewTicker(beat)
	defer again.Stop()
	for {
		select {
		case <-again.C:
		case <-p.Done():
			return nil
		}
		ctx, cancel := context.WithTimeout(p, serviceTime)
		var readers []card.Reader
		var err error
		if service == nil {
			service, err = pcsc.Establish(ctx)
		}
		if err == nil {
			readers, err = service.Look(ctx)
		}
		cancel()
		switch {
		case p.Err() != nil:
			return nil // it had no time to answer
		case err != nil:
			return err
		case slices.ContainsFunc(readers, func(r card.Reader) bool { return r.InUse }):
			p.idle.Store(0)
		default:
			p.idle.Add(1)
		}
		select {
		case p.answered <- struct{}{}:
		default:
		}
	}
}

// unused tells that no card has been in use for a while, so that nobody waits for one.
func (p *pulse) unused() bool { return p.idle.Load() >= 3 }

// lost waits for the next answer, and is why none comes; nil if one does.
func (p *pulse) lost() error {
	select {
	case <-p.answered:
		return nil
	case <-p.over:
		return p.err
	}
}

// silent tells that the service did not answer, as far as is known now.
func (p *pulse) silent() bool {
	select {
	case <-p.over:
		return errors.Is(p.err, card.ErrSilent)
	default:
		return false
	}
}

// end ends the asking.
func (p *pulse) end() { p.cancel() }
