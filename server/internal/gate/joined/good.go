package joined

import (
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/notice"
)

// goodness remembers the good devices of organisations for a minute each.
type goodness struct {
	mu sync.Mutex
	of map[int32]*goodDevices // by row of organisations
}

type goodDevices struct {
	minute int64
	once   sync.Once
	names  []string
}

func newGoodness() *goodness { return &goodness{of: map[int32]*goodDevices{}} }

// Good returns the names of at most max devices of an organisation that are known
// to be good, those used last first. Judge says whether the facts of a device, of
// the client that it has and of its last connection, as far as the files know
// them, are good, with nothing unknown that counts: it is called for the devices
// used last, until enough are good, at most once a minute for one organisation.
// The card is not among them, since the next person has another.
//
// At is the instant that judge is about. What was found holds for its minute, so
// a window that opens or shuts within one is seen in the next.
func (e *Estate) Good(organisation string, at time.Time, judge func(*notice.Facts) bool, max int) []string {
	if e.files == nil || max <= 0 {
		return nil
	}
	row := rowOf(e.files.Organisations.Table, organisation)
	if row < 0 || len(e.files.devices.of(row)) == 0 {
		return nil
	}
	g := e.good.at(row, at)
	g.once.Do(func() { g.names = e.lookForGood(row, judge) })
	return slices.Clone(g.names[:min(max, len(g.names))])
}

// Sound returns what Good may be asked with: whether, of all that a set requires of
// devices, clients and connections for a use at an instant, nothing is unknown and
// nothing asks for more than to be let in. One goroutine at a time may call it.
func Sound(set *notice.Set, use string, at time.Time) func(*notice.Facts) bool {
	var v notice.Verdict
	return func(f *notice.Facts) bool {
		set.Judge(f, use, at, &v)
		for i := range v.Findings {
			finding := &v.Findings[i]
			switch finding.Requirement.Of {
			case "device", "client", "connection":
				if finding.Result == notice.Unknown || finding.Asks != notice.Observe {
					return false
				}
			}
		}
		return true
	}
}

// at returns what is known of an organisation in a minute.
func (g *goodness) at(row int32, at time.Time) *goodDevices {
	minute := at.Unix() / 60
	g.mu.Lock()
	defer g.mu.Unlock()
	known := g.of[row]
	if known == nil || known.minute != minute {
		if len(g.of) >= maxOrganisations {
			clear(g.of)
		}
		known = &goodDevices{minute: minute}
		g.of[row] = known
	}
	return known
}

func (e *Estate) lookForGood(organisation int32, judge func(*notice.Facts) bool) (names []string) {
	x := e.files
	f := &notice.Facts{}
	devices := x.devices.of(organisation)
	for _, device := range devices[:min(len(devices), maxLookedAt)] {
		if len(names) == maxGood {
			break
		}
		f.Reset()
		x.tell(f, device, estate.EveryFact)
		x.tellOrganisation(f, organisation)
		e.tellClient(f, device)
		if name := strings.TrimSpace(x.nameOf(device)); judge(f) && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// tellClient tells of the client that a device has: that of its newest sign-in, in
// the version that was seen last, by that or by the inventory; else the only
// client that is installed. Its connection is that of the newest sign-in.
func (e *Estate) tellClient(f *notice.Facts, device int32) {
	x := e.files
	product, seen := "", estate.NoTime
	if x.SignIns.Len() > 0 {
		if i, ok := x.SignIns.ByDevice().Newest(int(device)); ok {
			seen = x.SignIns.At(i)
			if product = x.SignIns.Clients.Text(i); product != "" {
				x.SignIns.Versions.Tell(f, x.SignIns.Version(i))
			}
			if tls := x.SignIns.TLS(i); tls != 0 {
				x.SignIns.TLSVersions.Tell(f, tls)
				f.SeenAt(notice.Connection, estate.Instant(seen))
			}
		}
	}
	inventory := x.Software.Of(int(device))
	if product == "" {
		product = e.onlyClient(inventory)
	}
	if product == "" {
		return
	}
	f.Set(*clientProduct, notice.Text(product))
	if at := slices.Index(x.Software.Products(), product); at >= 0 {
		newest, known := x.Software.Known(inventory, at).Newest()
		if there := x.Software.Seen(int(device)); known && (seen == estate.NoTime || there >= seen) {
			f.Set(*clientVersion, notice.VersionOf(newest))
			seen = there
		}
	}
	if seen != estate.NoTime {
		f.SeenAt(notice.Client, estate.Instant(seen))
	}
}

// onlyClient returns the client that an inventory has, if it has one and no other.
func (e *Estate) onlyClient(inventory uint32) string {
	only := ""
	for _, product := range e.clients {
		switch {
		case e.files.Software.Known(inventory, product).Installed() != fact.True:
		case only != "":
			return ""
		default:
			only = e.files.Software.Products()[product]
		}
	}
	return only
}
