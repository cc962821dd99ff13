package live

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// factRow is a line of what is told about the gate itself. Bad ones stand out.
type factRow struct {
	Name, Value string
	Bad         bool
}

// viewFacts tells of the gate's health, line by line.
func viewFacts(st *State) []factRow {
	var rows []factRow
	add := func(bad bool, of, format string, args ...any) {
		rows = append(rows, factRow{of, fmt.Sprintf(format, args...), bad})
	}
	if c := st.Clock; c != nil {
		switch off := time.Duration(c.OffBy); {
		case c.Doubt != "":
			add(true, "Clock", "%s", sentence(c.Doubt))
		case off.Abs() >= time.Second && !c.Rehearsal:
			add(false, "Clock", "sound; the machine’s is %s away from it", off.Abs().Round(time.Second))
		default:
			add(false, "Clock", "sound")
		}
	}
	if j := st.Journal; j != nil {
		switch {
		case j.Dir == "":
			add(true, "Journal", "nothing is kept")
		case !j.Writable:
			add(true, "Journal", "cannot be written: %s", sentence(j.Why))
		default:
			add(j.Brief, "Journal", "%s kept in %s, %s not yet safe from a loss of power, %s without detail",
				several(j.Kept, "decision", "decisions"), j.Dir, thousands(natural(j.Unsynced)), thousands(j.DetailDropped))
			room := bytesOf(j.Bytes) + " used"
			if j.Reserve > 0 {
				room += ", " + bytesOf(j.Reserve) + " in reserve"
			}
			if j.FreeBytes >= 0 {
				room += ", " + bytesOf(j.FreeBytes) + " free on its disk"
			}
			add(false, "Room for the journal", "%s", room)
		}
	}
	if d := st.Door; d != nil {
		viewDoor(d, add)
	}
	if p := st.Pager; p != nil {
		switch {
		case p.To == "":
			add(false, "Pages", "nobody is paged: no webhook is named")
		default:
			add(p.Trouble != "" || p.Lost > 0, "Pages to "+p.To, "%s delivered, %s waiting, %s given up", thousands(p.Delivered), thousands(natural(p.Waiting)), thousands(p.Lost))
		}
	}
	if st.Budget != nil && st.Budget.Proven != nil {
		p := st.Budget.Proven
		add(p.Full > 0 || p.Problem != "", "Proven in the last 7 days", "%d people, %d devices, %d addresses", p.People, p.Devices, p.Addresses)
	}
	for _, c := range st.Certificates {
		add(time.Duration(c.Left) < expiresSoon, "Certificate "+c.Use, "%s, until %s", c.Subject, told(c.NotAfter, st.At))
	}
	for e := range eventCount {
		if n := st.Recent[e.key()]; n > 0 {
			add(e.isPressing(), eventsAs[e].words, "%s in the last 5 minutes, %s since the start", thousands(n), thousands(st.Events[e.key()]))
		}
	}
	for _, o := range outcomeNames {
		if n := st.Outcomes[o]; n > 0 {
			add(false, "Sign-ins that the service "+outcomeWords[o], "%s since the start", thousands(n))
		}
	}
	for _, r := range reasons {
		if n := st.Weakened[string(r)]; n > 0 {
			add(false, "Spared because "+reasonWords[string(r)], "%s since the start", thousands(n))
		}
	}
	var rooms []string
	full := st.Room.Full
	for _, n := range st.Room.Names {
		rooms = append(rooms, fmt.Sprintf("%s of %s %s", thousands(uint64(n.Rows)), thousands(uint64(n.Most)), n.Of))
		full = full || n.Other > 0
	}
	if len(rooms) > 0 {
		add(full, "Counted by name", "%s; by second %s of %s", list(rooms, len(rooms)), thousands(uint64(st.Room.Steps)), thousands(uint64(st.Room.MostSteps)))
	}
	add(false, "Counted since", "%s", told(st.Started, st.At))
	add(false, "Version", "%s", st.Version)
	return rows
}

// viewDoor tells of connections.
func viewDoor(d *Door, add func(bad bool, of, format string, args ...any)) {
	add(false, "Connections", "%s open, %s of them in a handshake, %s idle; %s by old TLS since the start",
		thousands(natural(d.Open)), thousands(natural(d.Greeting)), thousands(natural(d.Idle)), thousands(d.OldTLS))
	var away []string
	for _, why := range slices.Sorted(maps.Keys(d.Away)) {
		if n := d.Away[why]; n > 0 {
			away = append(away, label(why)+" "+thousands(n))
		}
	}
	if len(away) > 0 {
		add(false, "Turned away before a request", "%s", strings.Join(away, ", "))
	}
}

var outcomeWords = map[string]string{"unsaid": "answered without saying", "accepted": "accepted", "denied": "denied"}

// reasonWords are the reasons of package decision in words.
var reasonWords = map[string]string{
	"held": "all blocks were held", "unarmed": "the plan was not armed", "clock-doubted": "the clock was doubted",
	"budget-all": "the budget of all was used up", "budget": "the organisation’s budget was used up",
	"unkept": "they could not be kept", other: "there is another reason",
}
