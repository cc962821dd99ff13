package virtual

import (
	"fmt"
	"io"
)

// shownBytes is how much of a command or an answer a trace shows.
const shownBytes = 64

// traceCommand writes a command. What brings a PIN or an unblocking key shows its
// header alone, whatever its form: a body that no card would take may still hold
// one. The instructions with an odd number are their BER-TLV forms (ISO 7816-4 §5.4.2).
func traceCommand(w io.Writer, raw []byte) {
	if w == nil {
		return
	}
	if len(raw) > 4 {
		switch raw[1] &^ 1 {
		case insVerify, insChangeReference, insResetRetry:
			fmt.Fprintf(w, "> % X (%d bytes after the header not shown: they may hold a PIN)\n", raw[:4], len(raw)-4)
			return
		}
	}
	fmt.Fprintf(w, "> %s\n", hexOf(raw))
}

// traceAnswer writes an answer; nil is a card that is gone.
func traceAnswer(w io.Writer, answer []byte) {
	switch {
	case w == nil:
	case answer == nil:
		fmt.Fprintln(w, "< no answer: the card was pulled out")
	default:
		fmt.Fprintf(w, "< %s\n", hexOf(answer))
	}
}

// hexOf shows the first bytes and, of a longer text, the last two: the status word.
func hexOf(b []byte) string {
	if len(b) <= shownBytes {
		return fmt.Sprintf("% X", b)
	}
	return fmt.Sprintf("% X … % X (%d bytes)", b[:shownBytes-2], b[len(b)-2:], len(b))
}
