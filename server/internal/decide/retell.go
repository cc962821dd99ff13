package decide

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/notice"
)

// Retell tells a kept decision again: first in the words for the person at the
// screen, then for those who mend the device or the card, then for the national
// desk with all that it rests on. It is what was decided then, not what would be
// decided now.
func Retell(w io.Writer, record []byte, keptAt time.Time) error {
	kept, answer, err := ParseKept(record)
	if err != nil {
		return err
	}
	var signIn struct {
		At  string `json:"at"`
		Use string `json:"use"`
	}
	// What cannot be read of it is shown as it came, below.
	_ = json.Unmarshal(kept.SignIn, &signIn)
	b := &strings.Builder{}
	fmt.Fprintf(b, "Decision %s: %s\n", answer.Code, answer.Decision)
	fmt.Fprintf(b, "Sign-in at %s\n", clock(signIn.At))

	advice := answer.Advice()
	fmt.Fprintf(b, "\nFor the person\n  %s\n", sentence(answer.Decision, advice.Until))
	for _, tell := range advice.Tell {
		fmt.Fprintf(b, "  %s\n", tell)
	}
	if advice.Unsure {
		fmt.Fprintf(b, "  Something about the card, the computer or its software could not be checked.\n")
	}

	fmt.Fprintf(b, "\nFor the IT team and the Registration Authority\n")
	if len(answer.Findings) == 0 {
		fmt.Fprintf(b, "  Nothing falls short.\n")
	}
	for _, f := range answer.Findings {
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

	fmt.Fprintf(b, "\nFor the national desk\n")
	for _, n := range answer.Notices {
		fmt.Fprintf(b, "  By %s, revision %d\n", n.Notice, n.Revision)
	}
	fmt.Fprintf(b, "  Digest of the files: %s\n", orUnsaid(kept.Digest))
	fmt.Fprintf(b, "  Zone data: %s\n", orUnsaid(answer.Zones))
	fmt.Fprintf(b, "  Kept at %s\n", keptAt.Format(time.RFC3339Nano))
	for _, r := range answer.Rejects {
		fmt.Fprintf(b, "  Not read: %s was %q (%s)\n", r.Key, r.Value, r.Error)
	}
	fmt.Fprintf(b, "  The sign-in as it came:\n    %s\n", kept.SignIn)
	fmt.Fprintf(b, "  The answer as it was given:\n    %s\n", kept.Answer)
	_, err = io.WriteString(w, b.String())
	return err
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
