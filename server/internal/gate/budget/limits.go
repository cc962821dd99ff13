package budget

import (
	"fmt"
	"time"
)

// Limits say how many may be locked out. A field that is zero has its default;
// the issue asks for limits and names none, so the defaults are ours.
type Limits struct {
	// Organisation is how many distinct people, else devices, else addresses may
	// be locked out of one organisation within Per; the next one opens it. 1 to
	// 100,000; 50.
	Organisation int
	// All is the same for everybody together; beyond it, and if Organisations and
	// Networks agree, all opens. 1 to 1,000,000; 1,000.
	All int
	// Per is the time over which is counted. It slides. 1 minute to 24 hours; 1 hour.
	Per time.Duration
	// Organisations is how many organisations must be open, and Networks from how
	// many networks their people must come, before all opens. At least 2, so that
	// nobody opens all from one place; 3 and 3.
	Organisations, Networks int
	// Unproven is how many refused attempts within Per, of which nothing is
	// proven, are worth a page. At least 1; 1,000.
	Unproven int
	// Reset is after how long an organisation may close again though no window
	// has ended, as for a block for good. At least Per; 24 hours.
	Reset time.Duration
}

// Defaults returns the limits that zero stands for.
func Defaults() Limits {
	return Limits{Organisation: 50, All: 1000, Per: time.Hour, Organisations: 3, Networks: 3, Unproven: 1000, Reset: 24 * time.Hour}
}

// WithDefaults returns the limits with every zero replaced.
func (l Limits) WithDefaults() Limits {
	d := Defaults()
	for _, pair := range []struct{ given, standard *int }{
		{&l.Organisation, &d.Organisation}, {&l.All, &d.All}, {&l.Organisations, &d.Organisations},
		{&l.Networks, &d.Networks}, {&l.Unproven, &d.Unproven},
	} {
		if *pair.given == 0 {
			*pair.given = *pair.standard
		}
	}
	if l.Per == 0 {
		l.Per = d.Per
	}
	if l.Reset == 0 {
		l.Reset = max(d.Reset, l.Per)
	}
	return l
}

// bounds of the limits.
const (
	mostOrganisation = 100_000
	mostAll          = 1_000_000
	leastPer         = time.Minute
	mostPer          = 24 * time.Hour
	leastAgreeing    = 2
)

// Check says what is wrong with limits, zeros replaced.
func (l Limits) Check() error {
	l = l.WithDefaults()
	switch {
	case l.Organisation < 1 || l.Organisation > mostOrganisation:
		return fmt.Errorf("the limit of an organisation is %d; it must be 1 to %d", l.Organisation, mostOrganisation)
	case l.All < 1 || l.All > mostAll:
		return fmt.Errorf("the limit of all is %d; it must be 1 to %d", l.All, mostAll)
	case l.Per < leastPer || l.Per > mostPer:
		return fmt.Errorf("the time over which is counted is %v; it must be %v to %v", l.Per, leastPer, mostPer)
	case l.Organisations < leastAgreeing || l.Networks < leastAgreeing:
		return fmt.Errorf("%d organisations from %d networks must agree; it must be at least %d of each, or one place could open all", l.Organisations, l.Networks, leastAgreeing)
	case l.Unproven < 1:
		return fmt.Errorf("the limit of unproven attempts is %d; it must be at least 1", l.Unproven)
	case l.Reset < l.Per:
		return fmt.Errorf("it closes again after %v; it must be at least the time over which is counted, %v", l.Reset, l.Per)
	}
	return nil
}

// legal brings limits that nobody checked within their bounds.
func (l Limits) legal() Limits {
	l = l.WithDefaults()
	l.Organisation = min(max(l.Organisation, 1), mostOrganisation)
	l.All = min(max(l.All, 1), mostAll)
	l.Per = min(max(l.Per, leastPer), mostPer)
	l.Organisations = max(l.Organisations, leastAgreeing)
	l.Networks = max(l.Networks, leastAgreeing)
	l.Unproven = max(l.Unproven, 1)
	l.Reset = max(l.Reset, l.Per)
	return l
}

const (
	// beyondLimit is how many are counted exactly beyond a limit; "at least" is
	// said of more. It tells a bad hour from a very bad one and bounds memory.
	beyondLimit = 1000

	// mostCounted is how many are counted in all organisations together, about
	// 100 bytes each. The estate that the design plans for has 1.3 million
	// people; an hour in which half of them are locked out needs no finer count.
	mostCounted = 1_000_000

	// mostOrganisations is how many organisations are counted apart. The design
	// plans for 21,000. Where there is no room for one more it is counted with
	// those that have no organisation.
	mostOrganisations = 64 * shardOrganisations

	// shardOrganisations is how many of them one shard of 64 takes.
	shardOrganisations = 512

	// mostNameBytes is the longest code of an organisation that is taken for one.
	mostNameBytes = 128

	// askEvery is how often is asked whether several organisations agree, beside
	// each time when one more opens. Source: issue 4, "within a second".
	askEvery = int64(500 * time.Millisecond)

	// mostAsked is how many open organisations are looked at, to bound that work.
	mostAsked = 256

	// sweepEvery is how often room is looked for while there is none.
	sweepEvery = int64(time.Minute)

	// mostListed is how many organisations a status names.
	mostListed = 100
)
