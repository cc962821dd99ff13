package agent

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/card"
	"github.com/lanyard-id/lanyard/agent/internal/card/pcsc"
)

// Watch writes what happens to readers and cards, a line each as it happens, until
// the context ends. It connects to no card. The error is that of writing.
func Watch(ctx context.Context, w io.Writer, now func() time.Time) error {
	for e := range pcsc.Watch(ctx) {
		line := now().Format("15:04:05") + "  " + e.String()
		if e.Kind == pcsc.CardInserted || e.Kind == pcsc.CardChanged {
			line += known(e.Reader.ATR)
		}
		if _, err := fmt.Fprintln(w, line); err != nil {
			return err
		}
	}
	return nil
}

// known says what card it is by its answer to reset, behind a colon; "" where that
// is not known.
func known(reset []byte) string {
	atr, err := card.ParseATR(reset)
	if err != nil {
		return ""
	}
	k := atr.Known()
	words := k.Product
	for i, series := range k.Series {
		switch {
		case i == 0 && words != "":
			words += fmt.Sprintf(", series %d", series)
		case i == 0:
			words = fmt.Sprintf("series %d", series)
		default:
			words += fmt.Sprintf(" or %d", series)
		}
	}
	if words == "" {
		return ""
	}
	return ": " + words
}
