package live

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// budgetView is the lock-out budget.
type budgetView struct {
	Meters   []meterRow
	More     string // organisations that are not shown
	Unproven string
	Reset    *resetView // nil: nothing is open, or it cannot be closed from here
}

// resetView is the form that closes what a budget opened.
type resetView struct {
	Token string
	Of    []resetChoice
}

type resetChoice struct{ Value, Words string }

func (a *admin) viewReset(b *Budget) *resetView {
	if b == nil || a.sources.Reset == nil {
		return nil
	}
	v := &resetView{Token: a.token}
	if b.All.Tripped {
		v.Of = append(v.Of, resetChoice{"*", "All organisations"})
	}
	for _, o := range inOrder(b.Organisations) {
		if o.Tripped && len(v.Of) < mostTripped {
			v.Of = append(v.Of, resetChoice{"=" + o.Organisation, organisationName(o.Organisation)})
		}
	}
	if len(v.Of) == 0 {
		return nil
	}
	return v
}

// meterRow is how much of a budget is used.
type meterRow struct {
	Name, Text  string
	State       string // what follows, if it is used up
	Why         string // what else there is to say
	Used, Limit int
}

// mostMeters bounds the organisations that are shown, if they are not tripped.
const mostMeters = 12

func viewBudget(st *State) *budgetView {
	b := st.Budget
	if b == nil {
		return nil
	}
	v := &budgetView{Meters: []meterRow{st.meter("All organisations", &b.All)}}
	more := b.More
	for i, o := range inOrder(b.Organisations) {
		if i >= mostTripped || i >= mostMeters && !o.Tripped {
			more += len(b.Organisations) - i
			break
		}
		m := st.meter(st.called(o.Organisation), &o.Spent)
		if ring := st.Places[o.Organisation].ring(); o.Tripped && ring != "" {
			m.Why = strings.TrimSpace(m.Why + " Ring " + ring + ".")
		}
		v.Meters = append(v.Meters, m)
	}
	if more > 0 {
		v.More = several(uint64(more), "organisation", "organisations")
	}
	v.Unproven = several(natural(b.Unproven.Used), "refusal", "refusals") + " within the hour of nobody who is known"
	if b.Unproven.Limit > 0 {
		v.Unproven += "; above " + thousands(natural(b.Unproven.Limit)) + " somebody is paged"
	}
	v.Unproven += ". They never open the gate."
	return v
}

func (st *State) meter(of string, s *Spent) meterRow {
	limit := max(1, s.Limit)
	m := meterRow{Name: of, Used: min(max(0, s.Used), limit), Limit: limit,
		Text: fmt.Sprintf("%s%s of %s %s", atLeast(s.AtLeast), thousands(natural(s.Used)), thousands(natural(s.Limit)), s.Unit)}
	if s.Tripped {
		m.State = "Used up since " + told(s.Since, st.At) + ": blocks only warn."
		if !s.Until.IsZero() {
			m.State += " They come back at " + told(s.Until, st.At) + " if no more are locked out."
		}
	}
	m.Why = sentence(s.Why)
	return m
}

// organisationName is the name of an organisation, where people read it.
func organisationName(code string) string {
	if code == "" {
		return "no known organisation"
	}
	return label(code)
}

// organisationsTripped is how many organisations have used up their budget.
func (b *Budget) organisationsTripped() (n int) {
	for i := range b.Organisations {
		if b.Organisations[i].Tripped {
			n++
		}
	}
	return max(n, b.Tripped)
}

func atLeast(is bool) string {
	if is {
		return "at least "
	}
	return ""
}

// inOrder puts tripped budgets first, then those nearest to their limit.
func inOrder(all []SpentHere) []SpentHere {
	share := func(s *SpentHere) float64 { return float64(s.Used) / float64(max(1, s.Limit)) }
	all = slices.Clone(all)
	slices.SortStableFunc(all, func(a, b SpentHere) int {
		return cmp.Or(cmp.Compare(oneIf(b.Tripped), oneIf(a.Tripped)), cmp.Compare(share(&b), share(&a)), cmp.Compare(a.Organisation, b.Organisation))
	})
	return all
}

// natural is a count that is never below none, whatever a source tells.
func natural(n int) uint64 { return uint64(max(0, n)) }
