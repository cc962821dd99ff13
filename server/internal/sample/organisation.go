package sample

// kind is a kind of organisation.
type kind int

const (
	national kind = iota
	integratedCareBoard
	subICB
	trust
	hostTrust // runs IT and registration for others, and is nobody's parent
	site
	ward
	practice
	chain // of pharmacies
	pharmacy
	dentist
	hospice
	careHome
	localAuthority
	itProvider
	pseudo // FFFFF, where staff of several pharmacies hold their roles
	kindCount
)

// everywhere is the organisation code of those who work at several pharmacies.
// Source: Community Pharmacy England, Smartcard model changes and rights
// extension.
const everywhere = "FFFFF"

// kinds says of each kind what organisations.csv calls it, how many there are
// and how large they are. The least numbers make every kind appear in the
// smallest estate; the shares are of 10,000 organisations, and practices are
// what is left.
var kinds = [kindCount]struct {
	word    string
	letter  byte // second of the code; no code of the estate begins otherwise than with Z, but everywhere
	name    string
	digits  int // of the number in the name
	least   int
	share   int
	devices int // weight of one organisation among all
	people  int // the same
}{
	national:            {"national", 'N', "Invented National Body", 0, 1, 0, 40, 30},
	integratedCareBoard: {"icb", 'B', "Invented Integrated Care Board", 2, 2, 20, 120, 110},
	subICB:              {"sub-icb", 'S', "Invented Sub-ICB Location", 3, 3, 50, 40, 40},
	trust:               {"trust", 'T', "Invented Trust", 2, 2, 100, 500, 500},
	hostTrust:           {"trust", 'H', "Invented Host Trust", 2, 1, 6, 150, 150},
	site:                {"site", 'U', "Invented Hospital Site", 4, 4, 500, 240, 260},
	ward:                {"ward", 'W', "Invented Ward", 4, 12, 2700, 25, 60},
	practice:            {"gp", 'P', "Invented Practice", 4, 0, 0, 16, 15},
	chain:               {"pharmacy-chain", 'C', "Invented Pharmacy Company", 3, 2, 80, 15, 12},
	pharmacy:            {"pharmacy", 'F', "Invented Pharmacy", 4, 10, 2400, 5, 6},
	dentist:             {"dental", 'D', "Invented Dental Practice", 4, 3, 600, 3, 3},
	hospice:             {"hospice", 'O', "Invented Hospice", 3, 1, 100, 12, 14},
	careHome:            {"care-home", 'R', "Invented Care Home", 4, 3, 400, 3, 5},
	localAuthority:      {"local-authority", 'L', "Invented Borough Council", 3, 1, 70, 60, 50},
	itProvider:          {"it-provider", 'I', "Invented IT Provider", 2, 2, 20, 40, 30},
	pseudo:              {"pseudo", 'F', "Pharmacy staff at several sites", 0, 1, 0, 0, 0},
}

// none stands where an organisation has no other.
const none = -1

// organisation is one, with its place in the estate's numbering of devices and
// people: those of one organisation stand together.
type organisation struct {
	kind         kind
	code, name   string
	group        string
	parent       int // the organisations here are numbers or none
	itProvider   int
	registration int
	devices      span
	people       span
}

// span is a run of numbers.
type span struct{ first, count int }

// organise makes the organisations and gives each its share of devices and
// people.
func (e *estate) organise(count int) {
	first := 0
	for k := range kindCount {
		n := max(kinds[k].least, count*kinds[k].share/10_000)
		if k == practice {
			n = count
			for other := range kindCount {
				if other != practice {
					n -= max(kinds[other].least, count*kinds[other].share/10_000)
				}
			}
		}
		e.byKind[k] = span{first, n}
		first += n
	}
	e.organisations = make([]organisation, 0, first)
	for k := range kindCount {
		for n := range e.byKind[k].count {
			e.organisations = append(e.organisations, e.organisation(k, n))
		}
	}
	devices := e.weights(func(k kind) int { return kinds[k].devices })
	apportion(e.devices, devices, func(i int, s span) { e.organisations[i].devices = s })
	people := e.weights(func(k kind) int { return kinds[k].people })
	people[e.byKind[pseudo].first] = sum(people) / 70 // who belongs to no single place
	apportion(e.people, people, func(i int, s span) { e.organisations[i].people = s })
}

// organisation is number n of its kind.
func (e *estate) organisation(k kind, n int) organisation {
	i := e.byKind[k].first + n
	o := organisation{kind: k, name: kinds[k].name, parent: none, itProvider: none, registration: none}
	o.code = numbered("Z"+string(kinds[k].letter), n+1, 4)
	if k == pseudo {
		o.code = everywhere
	}
	if kinds[k].digits > 0 {
		o.name = numbered(o.name+" ", n+1, kinds[k].digits)
	}
	draw := e.chance(ofOrganisation, i)
	if draw.oneIn(12) {
		o.group = "pilot"
	}
	// Neighbours in the numbering have one parent, as they have in life.
	of := func(parents kind) int {
		p := e.byKind[parents]
		return p.first + n*p.count/e.byKind[k].count
	}
	o.itProvider, o.registration = of(itProvider), of(hostTrust)
	switch k {
	case subICB:
		o.parent = of(integratedCareBoard)
	case integratedCareBoard, pseudo:
		o.parent = e.byKind[national].first
	case trust, hostTrust:
		o.parent, o.itProvider, o.registration = of(integratedCareBoard), i, i
	case site, ward:
		o.itProvider, o.registration = of(trust), of(trust)
		o.parent = o.itProvider
		if k == ward && !draw.oneIn(10) {
			o.parent = of(site)
			o.itProvider = e.organisations[o.parent].itProvider
			o.registration = o.itProvider
		}
	case practice:
		o.parent = of(subICB)
	case pharmacy:
		o.parent = of(integratedCareBoard)
		if draw.percent(60) {
			o.parent = of(chain)
			o.itProvider = o.parent
		}
	case dentist, hospice, careHome:
		o.parent = of(integratedCareBoard)
	case chain:
		o.itProvider = i
	case itProvider:
		o.itProvider, o.registration = none, none
	}
	return o
}

// weights is how large each organisation is: half to twice what is usual for its
// kind.
func (e *estate) weights(of func(kind) int) []int {
	weights := make([]int, len(e.organisations))
	for i := range weights {
		draw := e.chance(ofWeight, i)
		weights[i] = of(e.organisations[i].kind) * draw.between(50, 200)
	}
	return weights
}

// apportion divides count by weights, in order and without a rest.
func apportion(count int, weights []int, give func(i int, s span)) {
	total, before := sum(weights), 0
	for i, w := range weights {
		first := count * before / total
		before += w
		give(i, span{first, count*before/total - first})
	}
}

func sum(numbers []int) int {
	total := 0
	for _, n := range numbers {
		total += n
	}
	return total
}
