package mend

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/host"
)

// Step is one change with how it stands.
type Step struct {
	Change
	Was State
}

// Prepared is a mend that is ready to be shown and applied. Without steps there is
// nothing to do.
type Prepared struct {
	Mend
	Steps []Step
}

// Prepare looks what a mend would change on a machine of which that was seen. What
// stands already as it should is left out.
func Prepare(m Mend, h *host.Host, machine Machine) (*Prepared, error) {
	changes, err := m.Plan(h)
	if err != nil {
		return nil, fmt.Errorf("%s cannot be mended here: %w", m.ID, err)
	}
	slices.SortStableFunc(changes, func(a, b Change) int { return cmp.Compare(a.about(), b.about()) })
	p := &Prepared{Mend: m}
	for _, c := range changes {
		was, err := machine.Look(c)
		if err != nil {
			return nil, fmt.Errorf("%s cannot be mended here: looking at %s: %w", m.ID, c.about(), err)
		}
		if !was.Same(c.To) {
			p.Steps = append(p.Steps, Step{c, was})
		}
	}
	return p, nil
}

// String says all that would happen, a line each.
func (p *Prepared) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", p.Title)
	for _, s := range p.Steps {
		fmt.Fprintf(&b, "  %s\n    now %s; then %s\n", s.about(), s.words(s.Was), s.words(s.To))
	}
	if p.Effect != "" {
		fmt.Fprintf(&b, "  %s\n", p.Effect)
	}
	if p.Rights {
		fmt.Fprintf(&b, "  It needs an administrator's rights.\n")
	}
	return b.String()
}

// Apply makes the changes, each written into the log before it is made. If one fails
// those before it are put back. It is [ErrUntouched] while another process mends, and
// where something does not stand any more as it did when the mend was prepared, since
// then it was shown otherwise.
func (p *Prepared) Apply(machine Machine, log *Log, at time.Time) error {
	return log.alone(func() error {
		for _, s := range p.Steps {
			now, err := machine.Look(s.Change)
			if err != nil {
				return fmt.Errorf("%w: looking at %s: %w", ErrUntouched, s.about(), err)
			}
			if !now.Same(s.Was) {
				return fmt.Errorf("%w: %s is other than it was shown: %s; run this again to see how it is", ErrUntouched, s.about(), s.words(now))
			}
		}
		return p.apply(machine, log, at)
	})
}

func (p *Prepared) apply(machine Machine, log *Log, at time.Time) error {
	run := log.next()
	for i, s := range p.Steps {
		e := Entry{Run: run, Mend: p.ID, At: at, Step: i, Change: s.Change, Was: s.Was}
		if err := log.append(e); err != nil {
			return errors.Join(fmt.Errorf("nothing more was changed, because it could not be logged: %w", err), undoRun(machine, log, run, at))
		}
		made, err := machine.Set(s.Change, s.To)
		if err != nil {
			return errors.Join(fmt.Errorf("changing %s: %w", s.about(), err), undoRun(machine, log, run, at))
		}
		if len(made) > 0 {
			e.Was.Made = made
			if err := log.append(e); err != nil {
				return errors.Join(fmt.Errorf("it could not be logged: %w", err), undoRun(machine, log, run, at))
			}
		}
	}
	return nil
}
