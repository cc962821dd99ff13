package sample

// application is a clinical system that people sign in to.
type application struct {
	id, name, supplier, protocols, email string
}

// applications of the estate, by place in the list.
var applications = []application{
	{"gp-record", "Invented GP Record", "Invented Supplier 1", "cis1" + separator + "cis2", "support.1@example.org"},
	{"pharmacy-pmr", "Invented Pharmacy Record", "Invented Supplier 2", "cis1", "support.2@example.org"},
	{"hospital-epr", "Invented Hospital Record", "Invented Supplier 3", "cis2", "support.3@example.org"},
	{"prescribing", "Invented Ward Prescribing", "Invented Supplier 3", "cis1", "support.3@example.org"},
	{"referrals", "Invented Referrals", "Invented Supplier 4", "cis2", "support.4@example.org"},
	{"dental-record", "Invented Dental Record", "Invented Supplier 5", "cis1", "support.5@example.org"},
	{"care-plan", "Invented Care Plans", "Invented Supplier 6", "cis2", ""},
	{"card-desk", "Invented Card Desk", "Invented Supplier 7", "cis1" + separator + "cis2", "support.7@example.org"},
	{"immunisation", "Invented Immunisation Register", "Invented Supplier 4", "", "support.4@example.org"},
}

// suite says which applications an organisation of each kind has, the main one
// first, by place in applications.
var suite = map[kind][]int{
	practice:       {0, 4, 8},
	pharmacy:       {1, 8},
	chain:          {1},
	pseudo:         {1},
	trust:          {2, 4, 7},
	hostTrust:      {7, 2},
	site:           {2, 3, 4},
	ward:           {2, 3},
	dentist:        {5},
	hospice:        {6, 3},
	careHome:       {6},
	localAuthority: {6, 4},
}

// installedApplications are those of device i, by place in applications.
// complete says that the list is known to be whole.
func (e *estate) installedApplications(i, owner int) (list []int, complete bool) {
	list, ok := suite[e.organisations[owner].kind]
	if !ok {
		list = suite[localAuthority]
	}
	draw := e.chance(ofApplications, i)
	return list[:1+draw.below(len(list))], draw.percent(60)
}
