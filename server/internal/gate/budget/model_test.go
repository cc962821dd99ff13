package budget

import (
	"fmt"
	"math/bits"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/server/internal/gate/decision"
	"github.com/lanyard-id/lanyard/server/internal/gate/proven"
)

// slowCount is a count with its trip, told as the documentation tells it.
type slowCount struct {
	crowd  slowCrowd
	limit  int
	open   bool
	since  time.Time
	ended  bool      // a window has ended since it opened
	lookAt time.Time // not before this; zero: at any time
}

const slowPer = time.Hour

// closable: it was open long enough, and no look held it open.
func (c *slowCount) closable(now time.Time) bool {
	return c.open && (c.ended || now.Sub(c.since) >= 24*time.Hour) && !now.Before(c.lookAt)
}

func (c *slowCount) isOpen(now time.Time) bool {
	n, _ := c.crowd.count(now.UnixNano())
	return c.open && (n >= c.limit || !c.closable(now))
}

// before is what happens when somebody is about to be refused, before they count.
func (c *slowCount) before(now time.Time) {
	n, _ := c.crowd.count(now.UnixNano())
	switch {
	case !c.closable(now):
	case n < c.limit:
		*c = slowCount{crowd: c.crowd, limit: c.limit}
	default:
		c.lookAt = now.Add(slowPer)
	}
}

func (c *slowCount) trip(now time.Time) {
	c.open, c.since, c.ended, c.lookAt = true, now, false, time.Time{}
}

func (c *slowCount) windowEnded(now time.Time) {
	c.ended, c.lookAt = true, time.Time{}
	if n, _ := c.crowd.count(now.UnixNano()); n < c.limit {
		*c = slowCount{crowd: c.crowd, limit: c.limit}
	}
}

// Whatever happens in whatever order, the budget says what the model says.
func TestModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const limit, all = 3, 7
		d := newDesk(tb{}, Limits{Organisation: limit, All: all, Organisations: 2, Networks: 2})
		d.askEvery = 0
		now := start
		newCount := func(limit int) *slowCount {
			return &slowCount{limit: limit, crowd: slowCrowd{per: int64(slowPer)}}
		}
		organisations := map[string]*slowCount{}
		whole := newCount(all)
		marks := map[string]proven.Mark{}
		mark := func(name string) proven.Mark {
			if _, ok := marks[name]; !ok {
				marks[name] = proven.Mark(len(marks) + 1)
			}
			return marks[name]
		}
		vouchers := map[string]string{} // of devices and addresses, by name and site
		provenAt := map[string]bool{}   // people by name and site

		t.Repeat(map[string]func(*rapid.T){
			"sign in": func(t *rapid.T) {
				person, device, site := rapid.IntRange(1, 9).Draw(t, "person"), rapid.IntRange(1, 9).Draw(t, "device"), rapid.IntRange(1, 3).Draw(t, "site")
				id := Identity{Person: fmt.Sprint("p", person), Device: fmt.Sprint("d", device), Address: host(site, person)}
				d.prove(id, now)
				provenAt[fmt.Sprint(id.Person, "@", site)] = true
				vouchers[fmt.Sprint(id.Device, "@", site)] = id.Person
				vouchers[id.Address.String()] = id.Person
			},
			"": func(t *rapid.T) { // between the others: what is said without counting
				for organisation, c := range organisations {
					want := decision.Reason("")
					switch {
					case whole.isOpen(now):
						want = decision.BudgetAll
					case c.isOpen(now):
						want = decision.Budget
					}
					if got := d.Weakened(organisation, now); got != want {
						t.Fatalf("%q at %v is weakened by %q, want %q", organisation, now, got, want)
					}
				}
				s := d.Status(now)
				for _, o := range s.Organisations {
					c := organisations[o.Code]
					n, units := c.crowd.count(now.UnixNano())
					if o.Used != n || o.People != units[decision.ByPerson] || o.Devices != units[decision.ByDevice] || o.Since.IsZero() == c.isOpen(now) {
						t.Fatalf("%+v, want %d %v, open %v", o, n, units, c.isOpen(now))
					}
				}
				if n, _ := whole.crowd.count(now.UnixNano()); s.All.Used != n {
					t.Fatalf("%d in all, want %d", s.All.Used, n)
				}
			},
			"refuse": func(t *rapid.T) {
				site := rapid.IntRange(1, 3).Draw(t, "site")
				id := Identity{Organisation: rapid.SampledFrom([]string{"A", "B", "C", ""}).Draw(t, "organisation"), Address: host(site, rapid.IntRange(1, 9).Draw(t, "address"))}
				if n := rapid.IntRange(0, 9).Draw(t, "person"); n > 0 {
					id.Person = fmt.Sprint("p", n)
				}
				if n := rapid.IntRange(0, 9).Draw(t, "device"); n > 0 {
					id.Device = fmt.Sprint("d", n)
				}
				var p proven.Proof
				if provenAt[fmt.Sprint(id.Person, "@", site)] {
					p = proven.Proof{Unit: decision.ByPerson, Mark: mark(id.Person), Voucher: mark(id.Person)}
				} else if by := vouchers[fmt.Sprint(id.Device, "@", site)]; by != "" {
					p = proven.Proof{Unit: decision.ByDevice, Mark: mark(id.Device), Voucher: mark(by)}
				} else if by := vouchers[id.Address.String()]; by != "" {
					p = proven.Proof{Unit: decision.ByAddress, Mark: mark(id.Address.String()), Voucher: mark(by)}
				}
				c := organisations[id.Organisation]
				if c == nil {
					c = newCount(limit)
				}
				want := decision.Reason("")
				if p.Unit == decision.Unproven {
					switch {
					case whole.isOpen(now):
						want = decision.BudgetAll
					case c.isOpen(now):
						want = decision.Budget
					}
				}
				got, unit := d.Standing(id, now)
				if p.Unit != decision.Unproven {
					organisations[id.Organisation] = c
					c.before(now)
					c.crowd.add(p, proven.NetworkOf(id.Address), now.UnixNano())
					if n, _ := c.crowd.count(now.UnixNano()); !c.open && n > limit {
						c.trip(now)
					}
					whole.before(now)
					whole.crowd.add(p, proven.NetworkOf(id.Address), now.UnixNano())
					n, _ := whole.crowd.count(now.UnixNano())
					if _, agreed := d.agree(now.UnixNano()); !whole.open && n > all && agreed {
						whole.trip(now)
					}
					switch {
					case whole.open:
						want = decision.BudgetAll
					case c.open:
						want = decision.Budget
					}
				}
				if got != want || unit != p.Unit {
					t.Fatalf("%+v at %v: %q by %v, want %q by %v", id, now, got, unit, want, p.Unit)
				}
			},
			"window ends": func(t *rapid.T) {
				d.WindowEnded(now)
				for _, c := range organisations {
					if c.open {
						c.windowEnded(now)
					}
				}
				if whole.open {
					whole.windowEnded(now)
				}
			},
			"pass": func(t *rapid.T) {
				now = now.Add(time.Duration(rapid.IntRange(0, 40).Draw(t, "minutes")) * time.Minute)
			},
			"pass long": func(t *rapid.T) {
				if rapid.IntRange(0, 5).Draw(t, "seldom") == 0 {
					now = now.Add(time.Duration(rapid.IntRange(1, 30).Draw(t, "hours")) * time.Hour)
					clear(provenAt) // a week may pass; who is proven is package proven's affair
					clear(vouchers)
					d.store, d.Budget.proven = nil, freshStore()
					d.store = d.Budget.proven
					marks = map[string]proven.Mark{}
					for _, c := range organisations {
						c.crowd.list = nil
					}
					whole.crowd.list = nil
					now = now.Add(2 * time.Hour) // so that nobody is left who had other marks
				}
			},
			"reset": func(t *rapid.T) {
				if rapid.IntRange(0, 5).Draw(t, "seldom") > 0 {
					return
				}
				if rapid.Bool().Draw(t, "all") {
					d.ResetAll("somebody", now)
					clear(organisations)
					whole = newCount(all)
					return
				}
				d.Reset("A", "somebody", now)
				delete(organisations, "A")
			},
		})
	})
}

// tb is a testing.TB that a budget is made with inside a property.
type tb struct{ testing.TB }

func (tb) Helper()           {}
func (tb) Fatal(args ...any) { panic(fmt.Sprint(args...)) }

func freshStore() *proven.Store {
	s, err := proven.Open("", start)
	if err != nil {
		panic(err)
	}
	return s
}

// Who agrees, by trying every set of organisations: no network is decisive for two
// of those who speak.
func TestAgreementModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const limit = 3
		d := newDesk(tb{}, Limits{Organisation: limit, All: 1_000_000, Organisations: 2, Networks: 2})
		counts := map[string]map[int]int{} // people of an organisation by site
		n := 0
		for range rapid.IntRange(1, 40).Draw(t, "people") {
			n++
			organisation := rapid.SampledFrom([]string{"A", "B", "C", "D", "E", ""}).Draw(t, "organisation")
			site := rapid.IntRange(1, 5).Draw(t, "site")
			d.refuse(d.prove(person(n, site, organisation), start), start)
			if counts[organisation] == nil {
				counts[organisation] = map[int]int{}
			}
			counts[organisation][site]++
		}
		var decisive []uint // sets of sites
		single := true
		for organisation, sites := range counts {
			sum, set := 0, uint(0)
			for _, from := range sites {
				sum += from
			}
			for site, from := range sites {
				if sum-from <= limit {
					set |= 1 << site
				}
			}
			if organisation != "" && sum > limit {
				decisive = append(decisive, set)
				single = single && bits.OnesCount(set) <= 1
			}
		}
		best := 0
		for choice := range uint(1) << len(decisive) {
			var taken uint
			ok := true
			for i, set := range decisive {
				if choice>>i&1 == 1 {
					ok = ok && taken&set == 0
					taken |= set
				}
			}
			if ok {
				best = max(best, bits.OnesCount(choice))
			}
		}
		a, agreed := d.agree(start.UnixNano())
		if a.organisations > best || single && a.organisations != best {
			t.Fatalf("%d organisations agree, want %d: %v", a.organisations, best, counts)
		}
		if agreed != (a.organisations >= 2 && a.networks >= 2) {
			t.Fatalf("agreed %v: %+v", agreed, a)
		}
		// Whoever holds all the people of one site and nothing else is one voice.
		if agreed && slices.ContainsFunc([]uint{1, 2, 3, 4, 5}, func(site uint) bool {
			for _, set := range decisive {
				if set != 1<<site {
					return false
				}
			}
			return true
		}) {
			t.Fatalf("one site agreed with itself: %v", counts)
		}
	})
}
