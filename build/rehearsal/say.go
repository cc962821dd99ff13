package main

import (
	"fmt"
	"strings"
	"time"
)

// tell says what happens, at the gate's clock.
func (p *play) tell(format string, args ...any) {
	fmt.Fprintf(p.say, "%s  %s\n", p.clock(), fmt.Sprintf(format, args...))
}

// more says more of what was told.
func (p *play) more(format string, args ...any) {
	fmt.Fprintln(p.say, strings.TrimRight("         "+fmt.Sprintf(format, args...), " "))
}

// clock is the gate's, as people in the story read it.
func (p *play) clock() string { return p.now().In(p.zero.Location()).Format("15:04") }

// wrong says that something was not as it must be; the rehearsal then fails.
func (p *play) wrong(format string, args ...any) {
	p.broken++
	fmt.Fprintf(p.say, "%s  NOT AS IT MUST BE: %s\n", p.clock(), fmt.Sprintf(format, args...))
}

// became says what became of a sign-in, in the words that reached the person.
func (p *play) became(a attempt) {
	switch a.became {
	case in:
		p.tell("%s is in, without a word.", a.who.name)
	case warned:
		p.tell("%s is in, with a warning:", a.who.name)
		p.more("%s", warningText(a.warning))
	case refused:
		f := a.refusal.Fields
		if p.words {
			p.tell("%s is refused: %s Code %s", a.who.name, f["when0"], a.code)
			return
		}
		p.words = true
		p.tell("%s is refused, and reads:", a.who.name)
		for _, name := range []string{"tell", "when", "step", "contact"} {
			for i := 0; f[fmt.Sprint(name, i)] != ""; i++ {
				p.more("%s", f[fmt.Sprint(name, i)])
			}
		}
		p.more("Code %s", a.code)
	default:
		p.tell("%s got no answer of the service: %v", a.who.name, a.err)
	}
}

// warningText is what a Warning header says to people (RFC 7234 §5.5).
func warningText(header string) string {
	_, text, _ := strings.Cut(header, `"`)
	return strings.ReplaceAll(strings.TrimSuffix(text, `"`), `\"`, `"`)
}

// reads holds a refusal to what somebody needs who reads it: why, when it works
// again, whom to ring, and the code.
func (p *play) reads(a attempt, phone string) {
	f := a.refusal.Fields
	for what, missing := range map[string]bool{
		"why":          !strings.Contains(f["tell0"], "too old"),
		"until when":   !strings.Contains(f["when0"], "11:00"),
		"whom to ring": !strings.Contains(f["contact0"], phone),
		"the code":     a.code == "",
	} {
		if missing {
			p.wrong("the refusal of %s does not say %s: %v", a.who.name, what, f)
		}
	}
}

// span writes a span as people say it.
func span(d time.Duration) string { return d.Round(time.Second).String() }
