package report

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/server/internal/web"
)

// The sentences that all forms for people say. What is empty is left out.

// name is what the report is about.
func (r *Report) name() string {
	return or(web.Plain(r.Window.Title, mostNameRunes), web.Plain(r.Window.Requirement, mostNameRunes), "all requirements")
}

// subject says which window it is.
func (r *Report) subject() string {
	var parts []string
	for _, p := range [...]struct{ word, name string }{
		{"notice", r.Window.Notice}, {"requirement", r.Window.Requirement}, {"window", r.Window.Name},
	} {
		if name := web.Plain(p.name, mostNameRunes); name != "" {
			parts = append(parts, p.word+" "+name)
		}
	}
	if len(parts) == 0 {
		return ""
	}
	words := strings.Join(parts, ", ")
	return strings.ToUpper(words[:1]) + words[1:] + "."
}

// times says when the window was, and when the report was made.
func (r *Report) times() string {
	return fmt.Sprintf("%s (%s). Told as of %s.", span(r.Window.From, r.Window.Until), web.Plain(r.Window.Zone, mostNameRunes), moment(r.MadeAt))
}

// soFar says that the window is still open.
func (r *Report) soFar() string {
	if !r.Open {
		return ""
	}
	return fmt.Sprintf("The window is still open, until %s. All that is told here is so far.", short(r.Window.Until, r.MadeAt))
}

// headline says who was refused, who is back and who is not.
func (r *Report) headline() string {
	who := r.Blocked.Who.Total()
	switch {
	case r.Decisions.All() == 0:
		return "Whether anybody was refused is not known: the journal has no decision of the window."
	case r.Blocked.Attempts == 0:
		return "Nobody was refused."
	}
	words := fmt.Sprintf("%s %s refused, in %s.", capital(r.Blocked.Who.words()), was(who), several(r.Blocked.Attempts, "attempt", "attempts"))
	if who == 0 {
		return fmt.Sprintf("%s %s refused; whose they were is not known.", capital(several(r.Blocked.Attempts, "attempt", "attempts")), was(r.Blocked.Attempts))
	}
	switch back, away := r.Back.Who.Total(), len(r.Away); {
	case away == 0 && who == 1:
		words += " They are back."
	case away == 0:
		words += " All are back."
	case back == 0:
		words += " None has come back."
	default:
		words += fmt.Sprintf(" %s %s back, %s %s not come back.", web.Thousands(back), is(back), web.Thousands(away), has(away))
	}
	return words
}

// decided says what else was decided in the window.
func (r *Report) decided() string {
	d := r.Decisions
	if d.All() == 0 {
		return ""
	}
	return fmt.Sprintf("Of %s in the window %s allowed, %s warned and %s refused.",
		several(d.All(), "sign-in", "sign-ins"), web.Thousands(d.Allowed)+" "+was(d.Allowed), web.Thousands(d.Warned), web.Thousands(d.Blocked))
}

// beside says what the gate did beside these refusals.
func (r *Report) beside() (out []string) {
	if rs := r.Blocked.Requirements; len(rs) > 1 || r.Window.Requirement == "" && len(rs) > 0 {
		var parts []string
		for _, q := range rs {
			if q.Requirement != r.Window.Requirement {
				parts = append(parts, fmt.Sprintf("%s (%s, %s)", web.Plain(q.Requirement, mostNameRunes), q.Who.words(), several(q.Attempts, "attempt", "attempts")))
			}
		}
		also := "also "
		if r.Window.Requirement == "" {
			also = ""
		}
		if len(parts) > mostExamples {
			parts = append(parts[:mostExamples], several(len(parts)-mostExamples, "more requirement", "more requirements"))
		}
		out = append(out, "They were "+also+"refused by "+and(parts)+".")
	}
	if n := r.Blocked.WithoutWords; n > 0 {
		out = append(out, fmt.Sprintf("%s of the attempts %s refused in the handshake, without words.", web.Thousands(n), was(n)))
	}
	if n, who := r.Blocked.Nameless, r.Blocked.Who.Total(); n > 0 && who > 0 {
		out = append(out, fmt.Sprintf("Of %s it is not known whose they were.", several(n, "attempt", "attempts")))
	}
	if n := r.Blocked.Others; n > 0 {
		out = append(out, fmt.Sprintf("%s meanwhile %s refused for other reasons only, and %s not followed here.", several(n, "attempt", "attempts"), was(n), is(n)))
	}
	for _, s := range r.Spared {
		out = append(out, fmt.Sprintf("%s of %s %s only warned, and not refused, because %s.", several(s.Attempts, "attempt", "attempts"), s.Who.words(), was(s.Attempts), reasonWords(s.Reason)))
	}
	if h := r.Handshakes; h.Refused > 0 {
		words := fmt.Sprintf("%s from %s %s refused before anything could be decided", several(h.Refused, "handshake", "handshakes"), several(h.Addresses, "address", "addresses"), was(h.Refused))
		if h.MoreAddresses {
			words = strings.Replace(words, " from ", " from more than ", 1)
		}
		var offered []string
		for _, o := range h.Offered {
			offered = append(offered, fmt.Sprintf("%s offered %s", web.Thousands(o.Handshakes), or(web.Plain(o.Version, mostNameRunes), "no version that is known")))
		}
		if len(offered) > 0 {
			words += ": " + and(offered)
		}
		out = append(out, words+".")
	}
	return out
}

func reasonWords(reason string) string {
	for _, r := range reasons {
		if string(r.reason) == reason {
			return r.words
		}
	}
	return "of " + web.Plain(reason, mostNameRunes)
}

// backWords say who came back, beside the table of how.
func (r *Report) backWords() (out []string) {
	b, n := r.Back, r.Back.Who.Total()
	if n > 0 {
		out = append(out, fmt.Sprintf("Half of those who came back were back within %s of their first refusal, the last after %s.", lasting(max(b.MedianMinutes, 1)), lasting(b.LongestMinutes)))
		if n == 1 {
			out[0] = fmt.Sprintf("They were back %s after their first refusal.", lasting(b.LongestMinutes))
		}
	}
	if n == 0 && len(r.Away) > 0 {
		out = append(out, "Nobody was let in again.")
	}
	if c := r.Curve; c.MostOut > 1 && c.MostOutAt != nil {
		out = append(out, fmt.Sprintf("At most %s %s out at once, at %s.", web.Thousands(c.MostOut), was(c.MostOut), short(*c.MostOutAt, r.Window.From)))
	}
	if unknown := n - b.Accepted; n > 0 && unknown > 0 {
		out = append(out, fmt.Sprintf("The gate let %s of them through; what the service made of it is not known.", web.Thousands(unknown)))
	}
	if b.Again > 0 {
		words := fmt.Sprintf("%s of them %s refused again afterwards", web.Thousands(b.Again), was(b.Again))
		if b.StillOut > 0 {
			words += fmt.Sprintf(", and %s %s not let in since", web.Thousands(b.StillOut), was(b.StillOut))
		}
		out = append(out, words+".")
	}
	if r.Curve.Later > 0 {
		out = append(out, fmt.Sprintf("%s came back later than the picture shows.", web.Thousands(r.Curve.Later)))
	}
	return out
}

// foretold is the sentence that compares.
func (r *Report) foretold() string {
	p := &r.Preview
	if p.Why != "" {
		return "Nothing is compared: " + web.Plain(p.Why, mostWordRunes) + "."
	}
	n := web.Thousands(p.Least)
	if p.Most > p.Least {
		n += " to " + web.Thousands(p.Most)
	}
	words := fmt.Sprintf("Foretold %s, blocked %s.", n, web.Thousands(r.Blocked.Who.Total()))
	if r.Open {
		words = strings.TrimSuffix(words, ".") + " so far."
	}
	return words
}

// previewWords say how far it came as it was foretold.
func (r *Report) previewWords() (out []string) {
	p := &r.Preview
	if p.Why != "" {
		return nil
	}
	if p.Compared > 1 {
		out = append(out, fmt.Sprintf("The median of the %s before is %s.", several(p.Compared, "week", "weeks"), web.Thousands(p.Median)))
	}
	if missing := len(p.Weeks) - p.Compared; missing > 0 {
		out = append(out, fmt.Sprintf("%s before %s left out, because the journal has no decision of that time.", several(missing, "week", "weeks"), is(missing)))
	}
	return append(out, r.lengthWords()...)
}

// lengthWords say where the same civil time lasted longer or shorter, because clocks
// change.
func (r *Report) lengthWords() (out []string) {
	own := r.end().Sub(r.Window.From)
	var weeks []string
	var lengths []time.Duration
	for _, w := range r.Preview.Weeks {
		if length := w.Until.Sub(w.From); length != own && w.Decisions > 0 {
			weeks = append(weeks, fmt.Sprintf("%s on %s", lasting(int(length/time.Minute)), w.From.Format("2 January 2006")))
			lengths = append(lengths, length)
		}
	}
	if len(weeks) == 0 {
		return nil
	}
	if len(weeks) > 1 && len(weeks) == r.Preview.Compared && len(slices.Compact(lengths)) == 1 {
		weeks = []string{lasting(int(lengths[0]/time.Minute)) + " in the weeks before"}
	}
	return []string{fmt.Sprintf("Because clocks change, the same civil time lasted %s, and %s in the window.", and(weeks), lasting(int(own/time.Minute)))}
}

// end is the end of the window, or of what is told of it.
func (r *Report) end() time.Time {
	if r.Open {
		return r.MadeAt
	}
	return r.Window.Until
}

// classes are who was foretold and who was not.
func (r *Report) classes() []class {
	p := &r.Preview
	return []class{
		{"Foretold, and refused", p.ForetoldBlocked}, {"Foretold, and let in", p.ForetoldLetIn},
		{"Foretold, and not seen", p.ForetoldUnseen}, {"Refused, and not foretold", p.NotForetold},
	}
}

type class struct {
	Words string
	Who   Units
}

// counted says how all this was counted.
func (r *Report) counted() []string {
	out := []string{"Whoever is refused again and again counts once: as a person where one is known, else as a device, else as an address. Back is whoever was let in after the first refusal, unless the service denied it."}
	u := r.Blocked.Who
	if kinds := min(u.People, 1) + min(u.Devices, 1) + min(u.Addresses, 1); kinds > 1 {
		out = append(out, "The numbers mix these units; one person may be counted as a device or an address, too.")
	}
	if u.Devices > 0 {
		out = append(out, "Where only the device was known it is followed, and not who used it: one that did not come back may stand unused because its user went to another.")
	}
	if u.Addresses > 0 {
		out = append(out, "Behind one address there may be many devices; one that is back may be another.")
	}
	return out
}

// capital begins words with a capital letter.
func capital(words string) string {
	if words == "" {
		return ""
	}
	return strings.ToUpper(words[:1]) + words[1:]
}
