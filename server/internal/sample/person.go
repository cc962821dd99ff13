package sample

import "strings"

// role is what a person does.
type role int

const (
	nurse role = iota
	doctor
	assistant
	administrator
	receptionist
	pharmacist
	dispenser
	dentalSurgeon
	carer
	socialWorker
	engineer
	registrationAgent
)

// roles says what people.csv calls each role, and how many of a hundred may
// prescribe.
var roles = [...]struct {
	title      string
	prescribes int
}{
	nurse:             {"Nurse", 12},
	doctor:            {"Doctor", 97},
	assistant:         {"Healthcare Assistant", 0},
	administrator:     {"Administrator", 0},
	receptionist:      {"Receptionist", 0},
	pharmacist:        {"Pharmacist", 35},
	dispenser:         {"Dispenser", 0},
	dentalSurgeon:     {"Dentist", 90},
	carer:             {"Carer", 0},
	socialWorker:      {"Social Worker", 0},
	engineer:          {"Engineer", 0},
	registrationAgent: {"Registration Agent", 0},
}

// staff says who works where.
var staff = map[kind]weighted[role]{
	trust:          {{30, nurse}, {18, doctor}, {14, assistant}, {26, administrator}, {3, pharmacist}, {6, engineer}, {3, registrationAgent}},
	hostTrust:      {{20, nurse}, {10, doctor}, {30, administrator}, {20, engineer}, {20, registrationAgent}},
	site:           {{38, nurse}, {20, doctor}, {20, assistant}, {15, administrator}, {4, pharmacist}, {3, receptionist}},
	ward:           {{52, nurse}, {16, doctor}, {28, assistant}, {4, administrator}},
	practice:       {{34, doctor}, {22, nurse}, {24, receptionist}, {14, administrator}, {4, pharmacist}, {2, registrationAgent}},
	pharmacy:       {{45, pharmacist}, {55, dispenser}},
	chain:          {{40, pharmacist}, {50, administrator}, {10, engineer}},
	pseudo:         {{80, pharmacist}, {20, dispenser}},
	dentist:        {{50, dentalSurgeon}, {25, nurse}, {25, receptionist}},
	hospice:        {{45, nurse}, {15, doctor}, {30, assistant}, {10, administrator}},
	careHome:       {{15, nurse}, {80, carer}, {5, administrator}},
	localAuthority: {{75, socialWorker}, {25, administrator}},
	itProvider:     {{80, engineer}, {20, administrator}},
}

// office is the staff of every other organisation.
var office = weighted[role]{{85, administrator}, {10, engineer}, {5, registrationAgent}}

// jack is the person with a role in forty organisations.
const (
	jack      = 0
	jackRoles = 40
)

// person is one, with the organisations where they have a role, their own first.
type person struct {
	role       role
	prescribes bool
	locum      bool
	roles      []int // organisations, as numbers; used again for the next person
}

// person tells who number p is.
func (e *estate) person(p int, into *person) {
	home := e.home(p)
	k := e.organisations[home].kind
	jobs, ok := staff[k]
	if !ok {
		jobs = office
	}
	draw := e.chance(ofPerson, p)
	into.role = jobs.draw(&draw)
	into.prescribes = draw.percent(roles[into.role].prescribes)
	into.locum = k == pseudo || into.role == doctor && k == practice && draw.percent(6)
	into.roles = append(into.roles[:0], home)
	if p == jack {
		into.role, into.prescribes, into.locum = pharmacist, true, true
		for n := 1; n < jackRoles; n++ {
			into.roles = append(into.roles, (home+n*len(e.organisations)/jackRoles)%len(e.organisations))
		}
		return
	}
	more := e.chance(ofRoles, p)
	switch {
	case k == pseudo:
		e.add(into, &more, pharmacy, more.between(0, 3))
	case into.locum:
		e.add(into, &more, practice, more.between(1, 4))
	case more.oneIn(30):
		e.add(into, &more, k, 1)
	}
}

// add gives a person roles in neighbours of one kind.
func (e *estate) add(p *person, draw *chance, k kind, count int) {
	all := e.byKind[k]
	start := draw.below(all.count)
	for n := range min(count, all.count) {
		next := all.first + (start+n)%all.count
		if next != p.roles[0] {
			p.roles = append(p.roles, next)
		}
	}
}

// groups is the cell of people.csv.
func (p *person) groups() string {
	var in []string
	if p.prescribes {
		in = append(in, "prescriber")
	}
	if p.locum {
		in = append(in, "locum")
	}
	if p.role == registrationAgent {
		in = append(in, "registration-authority")
	}
	return strings.Join(in, separator)
}

// separator stands between the values of one cell.
const separator = ";"

// personID is twelve digits, as the Care Identity Service numbers its users; the
// first four show that it is invented.
func personID(p int) string { return numbered("9999", p+1, 8) }

// name is that of person number.
func (p *person) name(number int) string {
	return numbered("Test "+roles[p.role].title+" ", number+1, 6)
}

// email is that of person number, "" for one in fifty.
func (e *estate) email(p *person, number int) string {
	draw := e.chance(ofIdentity, number)
	if draw.oneIn(50) {
		return ""
	}
	title := strings.ReplaceAll(strings.ToLower(roles[p.role].title), " ", ".")
	return numbered("test."+title+".", number+1, 6) + "@example.org"
}
