package pcsc

import (
	"context"
	"errors"

	"github.com/lanyard-id/lanyard/agent/internal/card"
)

// Begin keeps other programs away from the card until End. It waits while another
// has it, as long as ctx lets it: card.ErrDeadline then. A card that was reset
// meanwhile is connected to again, once: select the application after Begin, always.
// Windows resets a card that is silent for five seconds in a transaction.
func (k *Card) Begin(ctx context.Context) error {
	err := k.begin(ctx)
	failed, ok := errors.AsType[*Error](err)
	if !ok || failed.Code != codeReset {
		return err
	}
	if err := k.Reconnect(ctx, Leave); err != nil {
		return err
	}
	return k.begin(ctx)
}

func (k *Card) begin(ctx context.Context) error {
	return k.from.line.do(ctx, call{
		doing: "waiting for other programs to finish with the card", reader: k.reader,
		run: func(*memory) Code { return k.from.library.call(fnBeginTransaction, k.handle) },
		// Begun after all, with nobody here to end it: everybody would wait for ever.
		undo: func() { k.from.library.call(fnEndTransaction, k.handle, uintptr(Leave)) },
	})
}

// End lets other programs have the card again, also when ctx is over.
func (k *Card) End(ctx context.Context, what Disposition) error {
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), endLimit)
	defer stop()
	return k.do(ctx, "ending the transaction", func(*memory) Code {
		return k.from.library.call(fnEndTransaction, k.handle, uintptr(what))
	})
}

// Within runs f in a transaction and ends it with what, whatever comes of f. The
// error is that of f if it has one.
func (k *Card) Within(ctx context.Context, what Disposition, f func(context.Context, card.Transmitter) error) (err error) {
	if err := k.Begin(ctx); err != nil {
		return err
	}
	defer func() {
		// With the card or the reader gone, so is the transaction.
		end := k.End(ctx, what)
		if err == nil && end != nil && !errors.Is(end, card.ErrRemoved) && !errors.Is(end, card.ErrReset) && !errors.Is(end, card.ErrNoReader) {
			err = end
		}
	}()
	return f(ctx, k)
}
