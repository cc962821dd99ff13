package refusal

import (
	"slices"
	"time"

	"github.com/lanyard-id/lanyard/notice"
)

const (
	unsure = "Something about the card, the computer or its software could not be checked."
	// fallback is said where the notice has no words for the person.
	fallback = "Something about your card, this computer or its software no longer meets what is asked of it."
)

// title is the decision in a line, to the person.
func (w *Words) title() string {
	switch {
	case !w.Blocked:
		return "You can sign in, but something must be put right"
	case !w.Until.IsZero():
		return "You cannot sign in at the moment"
	}
	return "You cannot sign in"
}

// tells are why, for the person. Nobody is told that something falls short which
// is not known.
func (w *Words) tells() []string {
	var out []string
	for _, tell := range w.Tell {
		if tell = sentence(plain(tell, maxSentence)); tell != "" && len(out) < maxTells {
			out = append(out, tell)
		}
	}
	if len(out) == 0 && !w.Unsure {
		out = append(out, fallback)
	}
	if w.Unsure {
		out = append(out, unsure)
	}
	return out
}

// when are sentences about when it works again, and when it does not.
func (w *Words) when() []string {
	var out []string
	open := w.At
	if w.Blocked {
		if w.Until.IsZero() {
			return []string{"This does not end by itself: it works again once it has been put right."}
		}
		out, open = []string{"It works again " + from(w.Until, w.At) + "."}, w.Until
	}
	if w.Spared {
		out = append(out, "It was to be refused already, and may be at any time.")
	}
	next := !w.Next.IsZero() && w.Next.After(open)
	ends := !w.Ends.IsZero() && w.Ends.After(open)
	again := "you cannot sign in "
	if w.Blocked {
		again = "you cannot sign in again "
	}
	switch {
	case next && ends && w.Ends.After(w.Next):
		out = append(out, "If it is not put right, "+again+"for a time "+from(w.Next, w.At)+", and not at all "+from(w.Ends, w.At)+".")
	case next && !ends:
		// It opens and shuts: nothing blocks for good.
		out = append(out, "If it is not put right, "+again+"for a time "+from(w.Next, w.At)+".")
	case next:
		out = append(out, "If it is not put right, "+again+from(w.Next, w.At)+".")
	case ends:
		out = append(out, "If it is not put right, you cannot sign in at all "+from(w.Ends, w.At)+".")
	case !w.Blocked && !w.Spared:
		out = append(out, "No date is set from which you cannot sign in.")
	}
	return out
}

// steps are what the person can do now.
func (w *Words) steps() []string {
	var out []string
	if w.Blocked {
		wait := "Or wait until "
		switch devices := w.devices(); {
		case len(devices) == 1:
			out = append(out, "Use another computer. This one is known to work: "+devices[0]+".")
		case len(devices) > 1:
			out = append(out, "Use another computer. These are known to work: "+and(devices)+".")
		case w.Carried:
			out = append(out, "Another computer does not help: it is about your card.")
			wait = "Wait until "
		default:
			out = append(out, "Try another computer, if there is one.")
		}
		if !w.Until.IsZero() {
			out = append(out, wait+moment(w.Until, w.At)+".")
		}
	}
	who := "your IT team"
	if teams := w.mend(); len(teams) > 0 {
		who = and(teams)
	}
	ring := "Ring the number below"
	if len(w.contacts()) > 1 {
		ring = "Ring one of the numbers below"
	}
	if len(w.contacts()) > 0 && !w.hasPhone() {
		// A notice may name a desk whose number it does not know.
		who = "whoever is named below"
	}
	switch {
	case w.hasPhone() && w.Code != "":
		out = append(out, ring+", and read out the code.")
	case w.hasPhone():
		out = append(out, ring+".")
	case w.Code != "":
		out = append(out, "Tell "+who+", and give them the code.")
	default:
		out = append(out, "Tell "+who+".")
	}
	return out
}

// mend are the teams that put it right, the first of the reasons first; the person
// themselves is none.
func (w *Words) mend() []string {
	var out []string
	seen := map[string]bool{"": true, "person": true}
	for _, r := range w.reasons() {
		if !seen[r.Who] && r.Blocks == w.Blocked {
			seen[r.Who] = true
			out = append(out, team(r.Who))
		}
	}
	return out
}

func (w *Words) devices() []string {
	var out []string
	for _, d := range w.Devices {
		if d = plain(d, maxName); d != "" && len(out) < maxDevices {
			out = append(out, d)
		}
	}
	return out
}

// hasPhone reports whether a number stands among whom to ring.
func (w *Words) hasPhone() bool {
	return slices.ContainsFunc(w.contacts(), func(c Contact) bool { return plain(c.Phone, maxName) != "" })
}

func (w *Words) contacts() []Contact { return w.Contacts[:min(len(w.Contacts), maxContacts)] }

func (w *Words) reasons() []Reason { return w.Reasons[:min(len(w.Reasons), maxReasons)] }

// because says a reason for those who mend of a sign-in that was refused or not.
func (r *Reason) because(blocked bool) string {
	words := plain(r.Title, maxTitle)
	if words == "" {
		words = plain(r.Requirement, maxTitle)
	}
	falls := "Not met"
	if r.Unknown {
		falls = "Not known"
	}
	if blocked && !r.Blocks {
		falls += ", and only warned of so far"
	}
	words = sentence(falls + ": " + words)
	if why := plain(r.Why, maxSentence); why != "" {
		words += " " + sentence(why)
	}
	return words
}

// said is the code as it is read out; "" if there is none.
func (w *Words) said() string { return notice.SayCode(plain(w.Code, maxName)) }

// sign names the last sign of a code that is no letter or digit, for who reads it
// out; "" if it is one.
func sign(code string) string {
	if code == "" {
		return ""
	}
	return map[byte]string{
		'*': "The last sign is a star.", '~': "The last sign is a tilde, a wavy line.",
		'$': "The last sign is a dollar sign.", '=': "The last sign is an equals sign.",
	}[code[len(code)-1]]
}

// retryAfter is how many whole seconds it takes until it works again; 0: not known.
func (w *Words) retryAfter() int64 {
	if !w.Blocked || w.Until.IsZero() || !w.Until.After(w.At) {
		return 0
	}
	return int64((w.Until.Sub(w.At) + time.Second - 1) / time.Second)
}
