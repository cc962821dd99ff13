package decide

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/server/internal/evidence"
)

// Entry is a record as the journal gives it back.
type Entry struct {
	Record []byte
	At     time.Time // when it was kept
}

// Retell tells a kept decision again: first in the words for the person at the
// screen, then for those who mend the device or the card, then for the national
// desk with all that it rests on. It is what was decided then, not what would be
// decided now. entries are all that stands under its code, in order: the decision,
// and what came of it.
func Retell(w io.Writer, code string, entries []Entry) error {
	if len(entries) == 0 {
		return errors.New("nothing stands under the code")
	}
	kept, err := evidence.Parse(entries[0].Record)
	if err != nil {
		return err
	}
	if kept.Outcome != nil {
		return fmt.Errorf("of %s only the outcome is left: %s at %s; the decision itself is no longer in the journal", code, kept.Outcome.Outcome, clock(kept.Outcome.At.Format(time.RFC3339)))
	}
	b := &strings.Builder{}
	if kept.Handshake != nil {
		retellRefused(b, code, kept.Handshake)
	} else {
		retellSignIn(b, code, kept)
	}
	if kept.Answer != nil {
		retellFindings(b, kept.Told.Findings)
	}
	if kept.Handshake != nil {
		retellHandshake(b, kept.Handshake)
	}
	if kept.Gate != nil {
		retellGate(b, kept)
		retellOutcomes(b, kept, entries[1:])
	}
	retellSources(b, kept, entries[0].At)
	_, err = io.WriteString(w, b.String())
	return err
}

func retellSignIn(b *strings.Builder, code string, kept evidence.Kept) {
	var signIn struct {
		At string `json:"at"`
	}
	// What cannot be read of it is shown as it came, below.
	_ = json.Unmarshal(kept.SignIn, &signIn)
	answer := kept.Told
	fmt.Fprintf(b, "Decision %s: %s\n", code, answer.Decision)
	fmt.Fprintf(b, "Sign-in at %s\n", clock(signIn.At))

	advice := answer.Advice()
	fmt.Fprintf(b, "\nFor the person\n  %s\n", sentence(answer.Decision, advice.Until))
	for _, tell := range advice.Tell {
		fmt.Fprintf(b, "  %s\n", tell)
	}
	if advice.Unsure {
		fmt.Fprintf(b, "  Something about the card, the computer or its software could not be checked.\n")
	}
}

// retellFindings is for those who mend.
func retellFindings(b *strings.Builder, findings []notice.Told) {
	fmt.Fprintf(b, "\nFor the IT team and the Registration Authority\n")
	if len(findings) == 0 {
		fmt.Fprintf(b, "  Nothing falls short.\n")
	}
	for _, f := range findings {
		fmt.Fprintf(b, "  %s is %s: %s.\n", f.Requirement, f.Result, f.Why)
		if f.Say != "" {
			fmt.Fprintf(b, "    To do (%s): %s\n", orUnsaid(f.Who), f.Say)
		}
		switch {
		case f.Action == notice.Observe:
			fmt.Fprintf(b, "    It asks for nothing yet.\n")
		case f.Until != "":
			fmt.Fprintf(b, "    It asks to %s until %s.\n", f.Action, clock(f.Until))
		default:
			fmt.Fprintf(b, "    It asks to %s, with no end in sight.\n", f.Action)
		}
		if c := f.Contact; c != nil {
			fmt.Fprintf(b, "    Contact: %s\n", strings.Join(nonEmpty(c.Name, c.Phone, c.Email), ", "))
		}
	}
}

// retellSources is for the national desk: what the decision rests on.
func retellSources(b *strings.Builder, kept evidence.Kept, at time.Time) {
	fmt.Fprintf(b, "\nFor the national desk\n")
	for _, n := range kept.Told.Notices {
		fmt.Fprintf(b, "  By %s, revision %d\n", n.Notice, n.Revision)
	}
	fmt.Fprintf(b, "  Digest of the files: %s\n", orUnsaid(kept.Digest))
	fmt.Fprintf(b, "  Zone data: %s\n", orUnsaid(kept.Told.Zones))
	fmt.Fprintf(b, "  Kept at %s\n", at.Format(time.RFC3339Nano))
	for _, r := range kept.Told.Rejects {
		fmt.Fprintf(b, "  Not read: %s was %q (%s)\n", r.Key, r.Value, r.Error)
	}
	if kept.SignIn != nil {
		fmt.Fprintf(b, "  The sign-in as it came:\n    %s\n", plainJSON(kept.SignIn))
	}
	if kept.Answer != nil {
		fmt.Fprintf(b, "  The answer as it was given:\n    %s\n", plainJSON(kept.Answer))
	}
	retellDetail(b, kept.Detail)
}

func sentence(decision string, until time.Time) string {
	switch {
	case decision == "block" && until.IsZero():
		return "You could not sign in."
	case decision == "block":
		return "You could not sign in. On what was known, it was to work again from " + words(until) + "."
	case decision == "warn":
		return "You could sign in, with a warning."
	}
	return "You could sign in."
}

// clock writes an instant as people read it, by the clocks of its own offset;
// what it cannot read it leaves as it is.
func clock(instant string) string {
	at, err := time.Parse(time.RFC3339, instant)
	if err != nil {
		return orUnsaid(instant)
	}
	return words(at)
}

func words(at time.Time) string { return at.Format("15:04 on Monday 2 January 2006") }

func orUnsaid(s string) string {
	if s == "" {
		return "not said"
	}
	return s
}

func nonEmpty(texts ...string) []string {
	var out []string
	for _, t := range texts {
		if t != "" {
			out = append(out, t)
		}
	}
	return out
}
