package sample

import (
	"bufio"
	"fmt"
	"io"
)

// excusedNotice is the shipped notice whose requirements the exemptions and
// pauses name.
const excusedNotice = "care-identity-2025"

const (
	devicesPerExemption = 2000
	leastExemptions     = 6
	mostExemptions      = 500
)

// writeExemptions lists exemptions of organisations, devices, cards and a group.
// Some have ended, some will.
func (e *estate) writeExemptions(w io.Writer) (int, error) {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "# Exemptions from %s, invented.\nexemptions:\n", excusedNotice)
	count := min(max(e.devices/devicesPerExemption, leastExemptions), mostExemptions)
	for n := range count {
		draw := e.chance(ofExcuse, n)
		requirement, key, value, more, reason := "identity-agent", "device", deviceID(draw.below(e.devices)), "", "Runs an infusion system that its supplier has not released for the new agent."
		switch n % 4 {
		case 1:
			all := e.byKind[practice]
			key, value = "organisation", e.codeOf(all.first+draw.below(all.count))
			requirement, reason = "oberthur-middleware", "Moves to another building; computers are replaced there."
		case 2:
			number, _ := e.cardNumber(draw.below(e.cards))
			requirement, key, value, reason = "card-series", "card", number, "Holder is on long leave and gets a new card on return."
		case 3:
			requirement, key, value, more, reason = "tls", "group", "vdi-image", ", effect: warn", "Images are rebuilt once a quarter."
		}
		from := e.today + day(draw.between(-200, 20))
		fmt.Fprintf(b, "  - {requirement: %s, %s: %q, from: %s, until: %s, owner: %s, reason: %q%s}\n",
			requirement, key, value, from, from+day(draw.between(60, 380)), numbered("Test Manager ", draw.below(900)+1, 6), reason, more)
	}
	return count, b.Flush()
}

// writePauses lists pauses that the notice grants: no longer than three days,
// within the budget of each organisation.
func (e *estate) writePauses(w io.Writer) (int, error) {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "# Pauses of %s, invented.\npauses:\n", excusedNotice)
	rows := 0
	for _, k := range []kind{trust, practice} {
		all := e.byKind[k]
		for n := range min(all.count, 2) {
			draw := e.chance(ofExcuse, all.first+n)
			from := e.today + day(draw.between(-10, 30))
			requirement := ""
			if n == 1 {
				requirement = "requirement: tls, "
			}
			fmt.Fprintf(b, "  - {organisation: %s, %sfrom: %s, until: %s, by: Test Manager %06d, reason: %q}\n",
				e.codeOf(all.first+n), requirement, from, from+day(draw.between(1, 3)), draw.below(900)+1, "Opens a new department that week.")
			rows++
		}
	}
	return rows, b.Flush()
}
