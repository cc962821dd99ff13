package importing

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/readiness"
)

// Options says what exports cannot say themselves. Only Set is needed.
type Options struct {
	Set *notice.Set // whose catalogues and card-types count
	At  time.Time   // the instant at which they count; zero: those of all revisions

	Zone *civil.Zone // of civil times; nil: that of the set
	Seen time.Time   // when all files were made; zero: each as its table says
	// Dates says how numeric dates are written: uk (the day first), us (the
	// month first), iso (not at all); "" leaves it to each file.
	Dates string

	Organisation string    // of devices, cards and people without one; "" = none
	Patterns     []Pattern // of the names of devices without an organisation; they come before Organisation

	ProductAlias map[string]string // as ReadProductAliases gives it
	Map          []Mapping

	// Complete and Partial are files whose lists of software are complete, or
	// not, whatever they look like: their names, with or without folder, or
	// "all" for every list of Intune, Configuration Manager and osquery.
	Complete, Partial []string

	MaxRejects int // how many rejects are kept, 0 = 10,000; all are counted
}

// Importer fills one estate.
type Importer struct {
	options  Options
	order    order
	zone     *civil.Zone
	utc      *civil.Zone
	estate   *estate.Estate
	products map[string]int // places in the estate's list of products, by id

	mu      sync.Mutex // for what follows; tables may be added side by side
	rejects rejects
	files   []placedFile
	near    map[string]*nearMiss
	agents  *agents

	identities identities
}

// New returns an importer for an empty estate.
func New(o Options) (*Importer, error) {
	i := &Importer{options: o, zone: o.Zone, products: map[string]int{}, near: map[string]*nearMiss{}, agents: &agents{}}
	var err error
	if i.utc, err = civil.LoadZone("UTC"); err != nil {
		return nil, err
	}
	if i.zone == nil {
		i.zone = cmp.Or(o.Set.Zone(), i.utc)
	}
	var known bool
	if i.order, known = orders[o.Dates]; !known {
		return nil, fmt.Errorf("dates are %q; say uk, us or iso", shorten(o.Dates, 40))
	}
	var ids []string
	for n, p := range o.Set.Products(o.At) {
		ids = append(ids, p.ID)
		i.products[p.ID] = n
	}
	for _, name := range slices.Sorted(maps.Keys(o.ProductAlias)) {
		if id := o.ProductAlias[name]; id != "-" && !slices.Contains(ids, id) {
			return nil, fmt.Errorf("the name %q cannot be the product %q, which no catalogue has; its products are %s, and - is none of them",
				shorten(name, 60), shorten(id, 40), strings.Join(ids, ", "))
		}
	}
	i.rejects.most = cmp.Or(o.MaxRejects, 10_000)
	i.estate = estate.New(i.zone, ids)
	return i, nil
}

// Add reads a table into the estate. With forced, a canonical kind, it is that,
// or what another export has in its stead: IntuneDevices for Devices. An error
// says that the table, or what follows the rows that were read, could not be
// read.
func (i *Importer) Add(t Table, forced Kind) error {
	t.keepHead()
	s, err := recognise(t, i.options.Map, forced)
	if err != nil {
		return fmt.Errorf("%s: %w", t.Name, err)
	}
	r := i.begin(t, s)
	if first, second, found := s.heading.twice(); found {
		r.note("columns %d and %d both are headed %q; the first is read", first+1, second+1, shorten(s.heading.written[second], 40))
	}
	if s.above > 1 {
		r.note("its headings are in row %d; what stands above them is not read", s.above)
	}
	err = formOf(s.kind).read(r)
	r.end(err)
	if err != nil {
		return fmt.Errorf("%s, after line %d: %w", t.Name, r.line, err)
	}
	return nil
}

// Account is how the reading went.
type Account struct {
	Files       []readiness.File
	Rejects     []readiness.Reject // the first of each file, in the order of the files
	RejectCount int                // all of them
	NearMisses  []readiness.NearMiss
	Joins       []readiness.Join
	Ambiguous   []readiness.Ambiguous
	Notes       []string // what was decided about more than one file
}

// Finish ends the filling and returns the estate. It is called once.
func (i *Importer) Finish() (*estate.Estate, Account) {
	agents := i.fillAgents()
	i.identities.tell(i.estate)
	i.estate.Join() // an organisation may come from another file about the same device
	i.assign()
	agents.end()
	i.estate.Finish()
	return i.estate, i.account()
}
