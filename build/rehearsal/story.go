package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/test/standin"
)

type standinState = standin.State

// eventWait is how long the gate may take to say that it did what it was told to.
const eventWait = 15 * time.Second

// rehearse builds the scene and plays it.
func rehearse(ctx context.Context, o options) (err error) {
	s, end, err := build(o)
	if err != nil {
		return err
	}
	defer end()
	// The report compares with the same hour of the weeks before; the budget counts
	// whom a sign-in of the last seven days has proven.
	for _, day := range []struct{ clock, say string }{
		{"2025-07-01T10:20", "Tuesday 1 July 2025, a week before."}, {"2025-07-07T08:58", "Monday 7 July, the day before."},
	} {
		if err := s.dayBefore(ctx, day.clock, day.say); err != nil {
			return fmt.Errorf("the days before: %w", err)
		}
	}
	if err := s.open(ctx, "2025-07-08T"+o.from); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.gate.Stop()) }()
	p := &play{stage: s, troupe: s.troupe()}
	if err := p.story(ctx); err != nil {
		if ctx.Err() != nil {
			return errors.New("it was ended before the story was told")
		}
		return err
	}
	if o.stay {
		p.tell("The story is told. Both agents go on; look at http://%s/, and end it with Ctrl-C.", s.gate.Admin)
		p.goOn(ctx)
	}
	if p.broken > 0 {
		return fmt.Errorf("not all was as it must be (%d); it is told above, and the gate's log is %s", p.broken, s.path("gate.log"))
	}
	return nil
}

// dayBefore lets everybody sign in once on a day before: who was let in by the
// service is proven, and counts when many are refused.
func (s *stage) dayBefore(ctx context.Context, clock, say string) error {
	if err := s.open(ctx, clock); err != nil {
		return err
	}
	p := &play{stage: s, troupe: s.troupe()}
	became := map[string]int{}
	for _, a := range p.all() {
		got := a.signIn(ctx)
		became[got.became]++
		if got.became == lost || got.became == refused {
			return errors.Join(fmt.Errorf("%s could not sign in: %w", a.name, got.err), s.gate.Stop())
		}
	}
	p.tell("%s %d sign in, and %d are warned: their agent is old.", say, len(p.all()), became[warned])
	if became[warned] != len(p.all())-2 || became[in] != 2 {
		return errors.Join(fmt.Errorf("all but the two with a supported agent must be warned; it became %v", became), s.gate.Stop())
	}
	return s.gate.Stop()
}

// acts are the story, in order.
func (p *play) story(ctx context.Context) error {
	p.tell("Tuesday 8 July 2025. The gate is before the service %s; people sign in at https://%s/", p.upstream, p.gate.Front)
	p.more("Its live page is http://%s/. An hour of its clock passes in %s.", p.gate.Admin, span(p.real(time.Hour)))
	p.regular = []*actor{p.old, p.new}
	for _, act := range []func(context.Context) error{p.before, p.window, p.three, p.budget, p.held, p.givenBack, p.after, p.report} {
		if err := act(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (p *play) before(ctx context.Context) error {
	p.must(map[*actor]string{p.old: warned, p.new: in})
	return p.until(ctx, "10:00")
}

// window is the first hour in which old agents are refused.
func (p *play) window(ctx context.Context) error {
	p.tell("The first hour begins: sign-ins through old agents are refused until 11:00.")
	reached := p.service.Seen("POST /login/authvalidate")
	first := p.one(ctx, p.old, refused)
	if first.became != refused {
		return fmt.Errorf("nothing that follows can be told: %w", first.err)
	}
	p.reads(first, "01632 960002")
	if now := p.service.Seen("POST /login/authvalidate"); now != reached {
		p.wrong("a sign-in that was refused reached the service")
	}
	words, err := p.lanyard("replay", first.code, "--journal", p.path("journal"))
	if err != nil {
		return err
	}
	p.tell("The person rings the desk and reads out the code: lanyard replay '%s' --journal %s", first.code, p.path("journal"))
	told, _, _ := strings.Cut(words, "For the national desk")
	for line := range strings.Lines(strings.TrimSpace(told)) {
		p.more("%s", strings.TrimRight(line, "\n"))
	}
	p.more("…")
	if !strings.Contains(words, "Decision "+strings.ReplaceAll(first.code, "-", "")+": block") || !strings.Contains(words, "Sign-in at 10:0") {
		p.wrong("the desk is not told that it was refused")
	}
	if err := p.shows(ctx, "Sign-ins that fall short are refused now.", "agent-intervals/first-hour", "Invented Surgery; ring 01632 960002"); err != nil {
		return err
	}
	p.must(map[*actor]string{p.old: refused, p.new: in})
	return p.until(ctx, "10:04")
}

// three are people of a pharmacy: one gives up, one takes another computer, one has
// the agent updated.
func (p *play) three(ctx context.Context) error {
	for _, a := range []*actor{p.gone, p.moved, p.late} {
		p.one(ctx, a, refused)
	}
	p.must(map[*actor]string{p.old: refused, p.new: in})
	if err := p.until(ctx, "10:09"); err != nil {
		return err
	}
	p.one(ctx, p.free, in)
	p.one(ctx, p.mends, in)
	p.must(map[*actor]string{p.old: refused, p.new: in})
	return p.until(ctx, "10:15")
}

// budget lets the crowd on: so many of one organisation that its lock-out budget is
// used up.
func (p *play) budget(ctx context.Context) error {
	p.tell("%d wards of the hospital sign in at once; more than %d of one organisation may not be locked out in an hour.", len(p.crowd), crowdLimit)
	out := 0
	for i, a := range p.crowd {
		want := warned
		if i < crowdLimit {
			want = refused
		}
		got := a.signIn(ctx)
		a.last = got.became
		switch {
		case got.became != want:
			p.wrong("%s is %s; as number %d of the hospital it must be %s. %v", a.name, got.became, i+1, want, got.err)
		case i == 0 || i == crowdLimit:
			p.became(got)
		}
		if got.became == refused {
			out++
		}
	}
	p.tell("%d of the hospital were refused, and the budget gave way: its block is a warning. Who was refused tries again.", out)
	for _, a := range p.crowd[:crowdLimit] {
		if got := a.signIn(ctx); got.became != warned {
			p.wrong("%s is %s on trying again; it must be %s. %v", a.name, got.became, warned, got.err)
		}
	}
	err := p.state(ctx, "the budget of the hospital alone is used up", func(s *standinState) bool {
		tripped := map[string]bool{}
		for _, o := range s.Budget.Organisations {
			tripped[o.Organisation] = o.Tripped
		}
		return tripped[hospital] && !tripped[practice] && !tripped[pharmacy]
	})
	if err != nil {
		return err
	}
	if err := p.shows(ctx, "refused now, but not where the lock-out budget is used up: 1 organisation", "Used up since 10:", "Ring Invented Hospital IT, 01632 960001"); err != nil {
		return err
	}
	p.tell("The surgery is another organisation: its old agent stays refused.")
	p.must(map[*actor]string{p.old: refused, p.new: in})
	return p.until(ctx, "10:30")
}

// held holds all blocks.
func (p *play) held(ctx context.Context) error {
	if err := p.signal(ctx, hold, "all blocks are held"); err != nil {
		return err
	}
	p.tell("Somebody holds all blocks (SIGUSR1): everybody is let in, with a warning.")
	if err := p.state(ctx, "blocks are held", func(s *standinState) bool { return s.Plan.Hold != nil }); err != nil {
		return err
	}
	if err := p.shows(ctx, "Blocks are due now, but only warn: all blocks are held."); err != nil {
		return err
	}
	p.one(ctx, p.old, warned)
	p.must(map[*actor]string{p.old: warned, p.new: in})
	return p.until(ctx, "10:40")
}

// givenBack gives the plan back.
func (p *play) givenBack(ctx context.Context) error {
	if err := p.signal(ctx, release, "releases the hold"); err != nil {
		return err
	}
	p.tell("The hold ends (SIGUSR2), and the plan holds as it did. The hospital's budget is still used up.")
	p.one(ctx, p.old, refused)
	p.one(ctx, p.crowd[0], warned)
	p.must(map[*actor]string{p.old: refused, p.new: in})
	return p.until(ctx, "11:00")
}

// signal tells the gate something, and waits until it says so.
func (p *play) signal(ctx context.Context, s os.Signal, says string) error {
	ctx, cancel := context.WithTimeout(ctx, eventWait)
	defer cancel()
	if err := p.gate.Signal(s); err != nil {
		return fmt.Errorf("sending the gate a signal: %w", err)
	}
	_, err := p.gate.Await(ctx, says)
	return err
}

// after is when the hour is over.
func (p *play) after(ctx context.Context) error {
	p.tell("The hour is over.")
	if err := p.shows(ctx, "No block is due now."); err != nil {
		return err
	}
	p.one(ctx, p.old, warned)
	for _, a := range p.crowd {
		if got := a.signIn(ctx); got.became != warned {
			p.wrong("%s is %s after the hour; it must be %s. %v", a.name, got.became, warned, got.err)
		}
	}
	p.must(map[*actor]string{p.old: warned, p.new: in})
	return p.until(ctx, "11:03")
}

// report shows what is left of it all.
func (p *play) report(ctx context.Context) error {
	s, err := p.gate.State(ctx)
	if err != nil {
		return err
	}
	n := s.SinceStart
	p.tell("The live page http://%s/ counts %d sign-ins let in, %d warned (%d of them would have been refused) and %d refused.",
		p.gate.Admin, n.Allowed, n.Warned, n.Weakened, n.Blocked)
	if n.Blocked == 0 || n.Weakened == 0 || n.Allowed == 0 {
		p.wrong("the live page has not counted what happened: %+v", n)
	}
	waits, cancel := context.WithTimeout(ctx, eventWait)
	defer cancel()
	if _, err := p.gate.Await(waits, "the report of agent-intervals/first-hour is "); err != nil {
		return fmt.Errorf("the gate makes no report by itself: %w", err)
	}
	if err := p.shows(ctx, "Report of the last window:", "2025-07-08T0900Z-identity-agent.html"); err != nil {
		return err
	}
	args := []string{
		"gate", "report", "--journal", p.path("journal"), "--notice", p.notice, "--estate", p.path("estate"),
		"--window", "agent-intervals/first-hour", "--at", p.now().Format("2006-01-02T15:04"),
	}
	if _, err := p.lanyard(append(args, "--out", p.path("report.html"))...); err != nil {
		return err
	}
	text, err := p.lanyard(args...)
	if err != nil {
		return err
	}
	p.tell("The report, which is also %s:", p.path("report.html"))
	for line := range strings.Lines(text) {
		p.more("%s", strings.TrimRight(line, "\n"))
	}
	for _, want := range []string{
		"9 devices were refused", "7 are back, 2 have not come back.", "Foretold 16, blocked 9.",
		"on the same device, with other sign-in software", "PC-RXC-01", "01632 960003",
	} {
		if !strings.Contains(text, want) {
			p.wrong("the report does not say %q", want)
		}
	}
	return nil
}

// goOn lets both agents sign in until the context ends: somebody has seen enough.
func (p *play) goOn(ctx context.Context) {
	p.want = nil
	for ctx.Err() == nil {
		_ = p.pass(ctx, p.now().Add(time.Hour))
	}
}
