package pcsc

import (
	"context"
	"errors"
	"iter"
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/card"
)

// Watch tells what happens to readers and cards until ctx ends or the caller stops.
// It begins with what is there: each reader as ReaderCame, each card as CardInserted.
// Without a service it says so once, and goes on when there is one. It connects to
// no card. Events of one reader come in their order; a card that was out between two
// looks is noticed where the system counts insertions, as Windows and pcsc-lite do.
func Watch(ctx context.Context) iter.Seq[Event] {
	return watch(ctx, load)
}

func watch(ctx context.Context, load func() (native, error)) iter.Seq[Event] {
	return func(yield func(Event) bool) {
		w := watcher{load: load, yield: yield}
		defer w.leave()
		for ctx.Err() == nil && w.round(ctx) {
		}
	}
}

// watcher is one Watch.
type watcher struct {
	load    func() (native, error)
	yield   func(Event) bool
	context *Context // nil while the service is away
	entered bool     // context is open
	lost    bool     // ServiceLost was told
	before  []card.Reader
	pnp     uint32 // the counter of the pseudo reader, to be given back
	// noPnP: the system does not know the pseudo reader.
	noPnP bool
	// hasty: the last wait came back at once.
	hasty bool
}

// round reaches the service, looks, tells, and waits. It is false when the caller stops.
func (w *watcher) round(ctx context.Context) bool {
	all, err := w.look(ctx)
	if ctx.Err() != nil {
		return false
	}
	if err != nil {
		w.leave()
		return w.tellLost(err) && pause(ctx, serviceEvery)
	}
	if w.lost {
		w.lost = false
		if !w.yield(Event{Kind: ServiceFound}) {
			return false
		}
	}
	after := make([]card.Reader, len(all))
	for i, s := range all {
		after[i] = s.Reader
	}
	events := changes(w.before, after)
	w.before = after
	for _, e := range events {
		if !w.yield(e) {
			return false
		}
	}
	return w.wait(ctx, all, len(events) > 0)
}

func (w *watcher) look(ctx context.Context) ([]seen, error) {
	ctx, stop := context.WithTimeout(ctx, answerLimit)
	defer stop()
	if w.context == nil {
		library, err := w.load()
		if err != nil {
			return nil, err
		}
		w.context = &Context{library: library, line: newLine()}
	}
	if !w.entered {
		if err := w.context.enter(ctx); err != nil {
			return nil, err
		}
		w.entered = true
	}
	return w.context.look(ctx)
}

// tellLost tells that the service is away, once; with it go the readers.
func (w *watcher) tellLost(err error) bool {
	events := changes(w.before, nil)
	w.before = nil
	for _, e := range events {
		if !w.yield(e) {
			return false
		}
	}
	if w.lost {
		return true
	}
	w.lost = true
	return w.yield(Event{Kind: ServiceLost, Err: err})
}

// wait returns when something may have changed, or when it is time to look again.
func (w *watcher) wait(ctx context.Context, all []seen, told bool) bool {
	if len(all) >= maxStates || w.noPnP && len(all) == 0 {
		return pause(ctx, pollEvery)
	}
	// It came back at once, and there was nothing to tell.
	if w.hasty && !told && !pause(ctx, calmDown) {
		return false
	}
	slice := lookEvery
	if w.noPnP {
		slice = pollEvery
	} else {
		all = append(all, seen{Reader: card.Reader{Name: newReaders}, bits: w.pnp})
	}
	began := time.Now()
	waiting, stop := context.WithTimeout(ctx, slice+answerLimit)
	defer stop()
	err := w.context.change(waiting, "waiting for cards and readers", all, slice)
	switch failed, _ := errors.AsType[*Error](err); {
	case ctx.Err() != nil:
		return false
	case err == nil:
		if !w.noPnP {
			w.pnp = all[len(all)-1].bits &^ 0xFFFF
		}
	case failed.Code == codeUnknownReader && !w.noPnP:
		// A reader went, which the next look finds, or the system does not know the
		// pseudo reader.
		w.noPnP = w.lacksPnP(ctx)
		return true
	case errors.Is(err, card.ErrSilent):
		return w.tellLost(err)
	}
	// Whatever is wrong otherwise the next look finds, too.
	w.hasty = time.Since(began) < calmDown
	return true
}

// lacksPnP tells whether the system does not know the pseudo reader.
func (w *watcher) lacksPnP(ctx context.Context) bool {
	err := w.context.change(ctx, "waiting for readers", []seen{{Reader: card.Reader{Name: newReaders}}}, 0)
	failed, _ := errors.AsType[*Error](err)
	return failed != nil && failed.Code == codeUnknownReader
}

// leave gives up the way to the service. One in which a call hangs is kept until that
// comes back: others beside it would hang with it, one more each time.
func (w *watcher) leave() {
	switch {
	case w.context == nil || w.context.line.hung.Load() != nil:
		return
	case w.entered:
		_ = w.context.Close()
	}
	w.context, w.entered = nil, false
}

// pause waits, and is false when ctx ended meanwhile.
func pause(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
