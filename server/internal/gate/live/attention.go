package live

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// Attention is something that an operator should know or do.
type Attention struct {
	Level Level  `json:"level"`
	What  string `json:"what"`         // sentences
	Do    string `json:"do,omitempty"` // what to do about it; "" = nothing
}

// Level is how pressing something is.
type Level string

// The levels, from the most pressing.
const (
	Act  Level = "act"  // people are locked out, or evidence is lost, or soon will be
	Look Level = "look" // the gate does less than it was told
	Know Level = "know" // all is as somebody wants it
)

var levels = []Level{Act, Look, Know}

// attention goes through everything that can be wrong.
func attention(st *State) []Attention {
	a := &attentive{st: st, found: []Attention{}}
	if st.Clock != nil {
		a.clock(st.Clock)
	}
	if st.Plan != nil {
		a.plan(st.Plan)
	}
	if st.Budget != nil {
		a.budget(st.Budget)
	}
	if st.Journal != nil {
		a.journal(st.Journal)
	}
	a.certificates(st.Certificates)
	if p := st.Pager; p != nil && p.To != "" && (p.Trouble != "" || p.Lost > 0) {
		a.add(Act, "See to the webhook: until then nobody is paged, and this page is all there is.", "Pages to %s do not arrive: %s %s waiting, %s given up.", p.To, sentence(or(p.Trouble, "the last one did, earlier ones did not")), several(natural(p.Waiting), "is", "are"), thousands(p.Lost))
	}
	a.recent()
	a.room()
	slices.SortStableFunc(a.found, func(x, y Attention) int {
		return cmp.Compare(slices.Index(levels, x.Level), slices.Index(levels, y.Level))
	})
	return a.found
}

type attentive struct {
	st    *State
	found []Attention
}

func (a *attentive) add(level Level, do, format string, args ...any) {
	a.found = append(a.found, Attention{level, fmt.Sprintf(format, args...), do})
}

func (a *attentive) when(t time.Time) string { return told(t, a.st.At) }

func (a *attentive) clock(c *Clock) {
	if c.Doubt != "" {
		words := sentence(c.Doubt)
		if !c.SoundAt.IsZero() {
			words += " If it stays so, the new time is adopted at " + a.when(c.SoundAt) + "."
		}
		a.add(Act, "See to the time service of this machine.", "Blocks only warn, because the clock is doubted. %s", words)
	}
}

func (a *attentive) plan(p *Plan) {
	if !p.Loaded {
		a.add(Act, "See what the gate said when it started, and mend the files.", "No plan is loaded: nothing is warned or blocked.")
		return
	}
	if h := p.Hold; h != nil {
		a.add(Look, "Give the plan back when it may block again.", "All blocks are held since %s by %s: %s They only warn.", a.when(h.Since), or(h.By, "somebody who gave no name"), sentence(or(h.Reason, "no reason was given")))
	}
	if !p.Armed {
		a.add(Look, "If these files are as approved, arm their digest.", "Blocks only warn, because the plan is not armed. %s", sentence(p.Why))
	}
	for _, f := range p.Files {
		if f.Problem != "" {
			a.add(Act, "Mend the file; until then the last that could be read is in force.", "%s is not in force as it stands: %s", f.Path, sentence(f.Problem))
		}
	}
	if p.Stale != "" {
		a.add(Act, "Install the newer program; until then the last file that this one could read is in force.", "%s", sentence(p.Stale))
	}
	if c := p.Pending; c != nil {
		words := "A change of the files, read at " + a.when(c.ReadAt) + ", waits. " + sentence(c.Why)
		if !c.Takes.IsZero() {
			words += " It is in force from " + a.when(c.Takes) + "."
		}
		level, do := Know, ""
		if !c.Armed {
			level, do = Look, "If it is as approved, arm its digest; else its blocks will only warn."
			words += " It is not armed."
		}
		a.add(level, do, "%s", words)
	}
}

func (a *attentive) budget(b *Budget) {
	if s := b.All; s.Tripped {
		a.add(Act, "Find out why so many are refused, or hold all blocks.", "All blocks only warn since %s: %d of %d %s were locked out within an hour. %s", a.when(s.Since), s.Used, s.Limit, s.Unit, sentence(s.Why))
	}
	var tripped []string
	for _, o := range b.Organisations {
		if o.Tripped {
			of := fmt.Sprintf("%d of %d %s", o.Used, o.Limit, o.Unit)
			if phone := a.st.Places[o.Organisation].Phone; phone != "" {
				of += "; " + phone
			}
			tripped = append(tripped, a.st.called(o.Organisation)+" ("+of+")")
		}
	}
	if n := b.organisationsTripped(); n > 0 {
		slices.Sort(tripped)
		a.add(Act, "Ring them, or see in the table below what stops them.", "The lock-out budget of %s is used up, and blocks only warn there: %s.", several(uint64(n), "organisation", "organisations"), list(tripped, 5))
	}
	if b.Problem != "" {
		a.add(Look, "See to the disk: after a restart blocks would hold again too early.", "What the budget opened is not kept: %s", sentence(b.Problem))
	}
	if p := b.Proven; p != nil && p.Problem != "" {
		a.add(Look, "See to the disk: after a restart fewer identities would count, and the budget would open later.", "What sign-ins proved is not kept: %s", sentence(p.Problem))
	}
	if u := b.Unproven; u.Limit > 0 && u.Used > u.Limit {
		a.add(Act, "See which clients they claim to be. This meter never opens the gate.", "%s of nobody who is known came in the last hour, more than %s: somebody may be inventing them, or an outage may hide behind them.", several(uint64(u.Used), "refusal", "refusals"), thousands(uint64(u.Limit)))
	}
}

func (a *attentive) journal(j *Journal) {
	switch {
	case j.Dir == "":
		a.add(Look, "Name a directory with --journal.", "No decision is kept: none can be found by its code.")
	case !j.Writable:
		a.add(Act, "Make room, or mend the disk.", "The journal in %s cannot be written. %s", j.Dir, sentence(j.Why))
	case j.Brief:
		a.add(Look, "Make room on its disk.", "Decisions are kept without their detail, because the disk of %s is filling; %s so far.", j.Dir, several(j.DetailDropped, "was", "were"))
	}
	if j.Lost > 0 {
		a.add(Know, "", "When this machine last lost its power, %s may have been lost.", several(natural(j.Lost), "decision at most", "decisions at most"))
	}
	if j.Damaged > 0 {
		a.add(Look, "Look at the disk.", "%s of the journal in %s cannot be read back.", several(uint64(j.Damaged), "line", "lines"), j.Dir)
	}
}

func (a *attentive) certificates(all []Certificate) {
	for _, c := range all {
		switch left := time.Duration(c.Left); {
		case left <= 0:
			a.add(Act, "Put a new one in its place; it is read again at once.", "The certificate %s (%s) ended %s ago, %s: clients may refuse to connect.", c.Use, c.Subject, lasting(-left), a.when(c.NotAfter))
		case left < expiresSoon:
			level := Look
			if left < expiresSoon/4 {
				level = Act
			}
			a.add(level, "Renew it; it is read again at once.", "The certificate %s (%s) ends in %s, %s.", c.Use, c.Subject, lasting(left), a.when(c.NotAfter))
		}
	}
}

// pressing are the events that an operator is told of when they happened in the
// last five minutes.
var pressing = []struct {
	of    Event
	level Level
	do    string
}{
	{UpstreamGone, Act, "See to the service behind the gate."},
	{UpstreamSlow, Act, "See to the service behind the gate."},
	{Panicked, Act, "Keep the log, and report it: this is a fault of the gate."},
	{Unkept, Act, "See to the disk of the journal."},
	{HeaderRefused, Look, "A proxy passes on a header of its clients. Make it remove all X-Gate headers."},
	{StrangerRefused, Look, "List the proxy, or find out who asks."},
}

func (e Event) isPressing() bool {
	for i := range pressing {
		if pressing[i].of == e {
			return true
		}
	}
	return false
}

func (a *attentive) recent() {
	for _, r := range pressing {
		if n := a.st.Recent[r.of.key()]; n > 0 {
			a.add(r.level, r.do, "%s, in the last 5 minutes: %s.", eventsAs[r.of].words, thousands(n))
		}
	}
}

// room tells of names that are not told apart, or not by second. Clients are left out: browsers
// alone have more versions than rows are of use.
func (a *attentive) room() {
	if a.st.Room.Full {
		a.add(Look, "Go by the tables, which have all of them.", "There is no room to keep by second all that comes: of some names pictures and the list of now have less, or nothing.")
	}
	for _, n := range a.st.Room.Names {
		if n.Other > 0 && n.Of != clientsID {
			a.add(Look, "Find out who sends them. Names that a sign-in proves, or that your files know, still get a row.", "More %s are named than are told apart: in the last 5 minutes %s counted as other. Somebody may be inventing names.", n.Of, several(n.Other, "sign-in was", "sign-ins were"))
		}
	}
}
