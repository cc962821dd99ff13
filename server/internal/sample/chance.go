package sample

// chance is a stream of numbers that look random and depend on nothing but where
// it starts: the SplitMix64 generator. Source: Steele, Lea and Flood, Fast
// Splittable Pseudorandom Number Generators, OOPSLA 2014.
type chance uint64

// A topic keeps what is drawn about one thing from moving with what is drawn
// about another: a new draw about cards changes no device.
type topic uint64

const (
	ofWeight topic = iota + 1
	ofOrganisation
	ofBaseline
	ofStandard
	ofPerson
	ofRoles
	ofPairs
	ofSignIns
	ofDeviceKind
	ofSystem
	ofSeen
	ofSoftware
	ofInventory
	ofApplications
	ofPrograms
	ofCard
	ofStatus
	ofSeries
	ofNumber
	ofHolder
	ofIdentity
	ofWrong
	ofOutcome
	ofExcuse
	ofGUID
	ofPostcode
)

const golden = 0x9e3779b97f4a7c15

// chance is what decides one topic about subject number i.
func (e *estate) chance(t topic, i int) chance {
	return chance(mix(mix(e.seed+golden*uint64(t)) + golden*uint64(i)))
}

func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

func (c *chance) next() uint64 {
	*c += golden
	return mix(uint64(*c))
}

// below is a number from 0 to n-1; n is at least 1. Its bias, n in 2^32, shows in
// no sample.
func (c *chance) below(n int) int {
	return int(c.next() >> 32 * uint64(n) >> 32)
}

// between is a number from low to high, both included.
func (c *chance) between(low, high int) int { return low + c.below(high-low+1) }

// oneIn is true once in n times.
func (c *chance) oneIn(n int) bool { return c.below(n) == 0 }

// percent is true in so many of a hundred cases.
func (c *chance) percent(share int) bool { return c.below(100) < share }

// weighted is a list of values, of which each is drawn as often as its weight
// says.
type weighted[T any] []weightedOne[T]

type weightedOne[T any] struct {
	weight int
	value  T
}

func (w weighted[T]) draw(c *chance) T {
	total := 0
	for i := range w {
		total += w[i].weight
	}
	at := c.below(total)
	for i := range w {
		if at -= w[i].weight; at < 0 {
			return w[i].value
		}
	}
	panic("a weighted list of no weight") // unreachable: every list of the package has some
}
