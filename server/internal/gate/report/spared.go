package report

import (
	"slices"

	"github.com/lanyard-id/lanyard/server/internal/gate/decision"
)

// reasons are why a block only warned, in the order in which they are told. The
// last stands for those that a newer program may give.
var reasons = [...]struct {
	reason decision.Reason
	words  string
}{
	{decision.Held, "all blocks were held"},
	{decision.Unarmed, "nobody had approved the files"},
	{decision.ClockDoubted, "the clock of the machine was in doubt"},
	{decision.BudgetAll, "too many were locked out, in several organisations"},
	{decision.Budget, "too many of the organisation were locked out"},
	{decision.Unkept, "it could not be written to the journal"},
	{"other", "for a reason that this program does not know"},
}

// spare takes an attempt that the window would have refused, and only warned.
func (m *maker) spare(a *attempt) {
	i := slices.IndexFunc(reasons[:], func(r struct {
		reason decision.Reason
		words  string
	}) bool {
		return string(r.reason) == a.weakened
	})
	if i < 0 {
		i = len(reasons) - 1
	}
	m.spared[i].attempts++
	who := m.identities.add(a.key, false)
	if who == nil {
		if a.unit != decision.Unproven {
			m.strange.notFollowed++
		}
		return
	}
	if who.spared&(1<<i) == 0 {
		who.spared |= 1 << i
		m.spared[i].who.add(who.unit, 1)
	}
}

// tally counts attempts and whose they are.
type tally struct {
	attempts int
	who      Units
}
