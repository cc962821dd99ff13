package predicate

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/fact"
)

// world is what is known of one subject, kept apart from Facts so that a second,
// slower evaluator can be written from the contract alone (reference_test.go).
type world struct {
	now    time.Time
	given  map[string]bool     // objects
	values map[string][]string // by attribute: the possible values as text; a list is one value, joined by |
	cells  map[string]install  // by product; absent here: nothing is known, unless complete
	claims map[string]install  // the same, as the sign-in itself says it
	noted  map[string]bool     // groups that are said to be missing
	apps   []app               // nil: not known
	// The software and the applications are all that there is.
	softwareComplete, appsComplete bool
}

type install struct {
	absent   bool
	versions []string
	plus     bool // one more, whose version is not known
}

func (i install) known() bool { return i.absent || i.plus || len(i.versions) > 0 }

func (i install) cell() fact.Cell {
	var cell fact.Cell
	if i.absent {
		cell = fact.Absent()
	}
	for _, v := range i.versions {
		cell = cell.With(version(v))
	}
	if i.plus {
		cell = cell.WithUnversioned()
	}
	return cell
}

type app map[string]string // id, supplier, protocols (joined by +); a missing key is missing

func (w *world) clone() *world {
	c := *w
	c.given, c.values, c.cells, c.claims, c.noted, c.apps = map[string]bool{}, map[string][]string{}, map[string]install{}, map[string]install{}, map[string]bool{}, nil
	for k := range w.noted {
		c.noted[k] = true
	}
	for k, v := range w.claims {
		v.versions = slices.Clone(v.versions)
		c.claims[k] = v
	}
	for k, v := range w.given {
		c.given[k] = v
	}
	for k, v := range w.values {
		c.values[k] = slices.Clone(v)
	}
	for k, v := range w.cells {
		v.versions = slices.Clone(v.versions)
		c.cells[k] = v
	}
	for _, a := range w.apps {
		copied := app{}
		for k, v := range a {
			copied[k] = v
		}
		c.apps = append(c.apps, copied)
	}
	if w.apps != nil && c.apps == nil {
		c.apps = []app{}
	}
	return &c
}

// pools are the values that facts and conditions are made of: few, so that they
// meet.
var pools = map[fact.Type][]string{
	fact.TypeText:     {"active", "lost", "activ", "a", "b", ""},
	fact.TypeInt:      {"4", "5", "6", "8", "9"},
	fact.TypeVersion:  {"1", "1.5", "2", "2.0.0", "2.4.5.0-1", "2.4.10", "3"},
	fact.TypeTLS:      {"SSLv3", "1.0", "1.1", "1.2", "1.3"},
	fact.TypeTime:     {"2025-06-30T11:00:00Z", "2025-07-08T11:00:00Z", "2025-07-08T12:00:00Z", "2025-10-06T11:00:00Z", "2026-01-01T00:00:00Z"},
	fact.TypeTextList: {"", "a", "b", "a|b", "b|epr|a"},
}

var cardTypes = map[string][]string{"Gemplus": {"4", "5", "6"}, "Oberthur": {"8"}}

func poolOf(path string) []string {
	switch path {
	case "card.type":
		return []string{"Gemplus", "Oberthur", "PIV"}
	case "client.product":
		return []string{"agent", "middleware"}
	case "client.status":
		return []string{"old", "new", "odd"}
	}
	return pools[named(path).Type]
}

var products = []string{"agent", "middleware"}

var cellPool = []install{
	{}, {absent: true}, {plus: true}, {versions: []string{"1"}}, {versions: []string{"3"}},
	{versions: []string{"2.4.10"}}, {versions: []string{"1", "3"}}, {versions: []string{"1.5"}, plus: true},
}

// drawWorld makes a world with gaps.
func drawWorld(t *rapid.T) *world {
	w := &world{now: noon, given: map[string]bool{}, values: map[string][]string{}, cells: map[string]install{}, claims: map[string]install{}, noted: map[string]bool{}}
	for _, o := range objects {
		w.given[o.Name] = rapid.Bool().Draw(t, "given "+o.Name)
	}
	for _, a := range attributes {
		if !w.given[a.Object] || a.Type == fact.TypeApplicationList || rapid.IntRange(0, 2).Draw(t, a.Path()+"?") == 0 {
			if a.ClosedWorld && rapid.Bool().Draw(t, "noted "+a.Path()) {
				w.noted[a.Path()] = true
			}
			continue
		}
		pool := poolOf(a.Path())
		n := 1
		if a.Several || a.Path() == "client.version" {
			n = rapid.IntRange(1, 3).Draw(t, "possible values")
		}
		for len(w.values[a.Path()]) < n {
			v := rapid.SampledFrom(pool).Draw(t, a.Path())
			w.values[a.Path()] = append(w.values[a.Path()], v)
		}
	}
	if w.given["device"] {
		for _, p := range products {
			if rapid.Bool().Draw(t, "cell?") {
				w.cells[p] = rapid.SampledFrom(cellPool).Draw(t, p)
			}
			if rapid.IntRange(0, 3).Draw(t, "claim?") == 0 {
				w.claims[p] = rapid.SampledFrom(cellPool).Draw(t, "claimed "+p)
			}
		}
		w.softwareComplete = rapid.Bool().Draw(t, "complete software")
		w.appsComplete = rapid.Bool().Draw(t, "complete applications")
		if rapid.Bool().Draw(t, "applications?") {
			w.apps = []app{}
			for range rapid.IntRange(0, 3).Draw(t, "applications") {
				w.apps = append(w.apps, drawApp(t))
			}
		}
	}
	return w
}

func drawApp(t *rapid.T) app {
	a := app{}
	for _, field := range [][]string{{"id", "a", "b", "epr"}, {"supplier", "a", "b", ""}, {"protocols", "", "cis1", "cis2", "cis1+cis2"}} {
		if rapid.IntRange(0, 2).Draw(t, "gap") > 0 {
			a[field[0]] = rapid.SampledFrom(field[1:]).Draw(t, "application."+field[0])
		}
	}
	return a
}

// fill fills some of the gaps of a world, and contradicts nothing in it.
func fill(t *rapid.T, w *world) *world {
	f := w.clone()
	chance := func(label string) bool { return rapid.Bool().Draw(t, "fill "+label) }
	for _, a := range attributes {
		path := a.Path()
		// Groups of a given object that lists none are known, and none.
		isGap := !(a.ClosedWorld && w.given[a.Object] && !w.noted[path])
		possible := w.possible(path)
		switch {
		case a.Type == fact.TypeApplicationList || !chance(path):
		case len(possible) > 1:
			f.values[path] = []string{rapid.SampledFrom(possible).Draw(t, "narrowed "+path)}
		case len(possible) == 0 && isGap && len(w.values[path]) == 0:
			f.given[a.Object] = true
			f.values[path] = []string{rapid.SampledFrom(poolOf(path)).Draw(t, "filled "+path)}
		}
	}
	if len(w.possible("card.type")) == 0 && len(f.possible("card.series")) == 0 {
		delete(f.values, "card.type") // it would contradict the series
	}
	if _, given := w.values["client.status"]; !given && len(w.values["client.version"]) > 0 && first(w.values["client.product"]) == "agent" {
		delete(f.values, "client.status") // the catalogue tells it
	}
	f.given["device"] = f.given["device"] || chance("device")
	if f.given["device"] {
		// What is seen later may contradict what the sign-in says.
		f.softwareComplete = f.softwareComplete || len(w.claims) == 0 && chance("complete software")
		for _, p := range products {
			cell, listed := w.cells[p]
			switch _, claimed := w.claims[p]; {
			case claimed || !chance(p):
			case listed && cell.plus:
				cell.plus = false
				cell.versions = append(slices.Clone(cell.versions), rapid.SampledFrom(pools[fact.TypeVersion]).Draw(t, "version of "+p))
				f.cells[p] = cell
			case !cell.known() && (listed || !w.softwareComplete):
				f.cells[p] = rapid.SampledFrom(cellPool).Draw(t, "cell of "+p)
			}
		}
		if f.apps == nil && chance("applications") {
			f.apps = []app{}
		}
		for i := range f.apps {
			more := drawApp(t)
			for k, v := range f.apps[i] {
				more[k] = v
			}
			f.apps[i] = more
		}
		if f.apps != nil && !w.appsComplete {
			for range rapid.IntRange(0, 2).Draw(t, "further applications") {
				f.apps = append(f.apps, drawApp(t))
			}
			f.appsComplete = chance("complete applications")
		}
	}
	return f
}

// facts makes Facts of a world.
func (w *world) facts() *Facts {
	f := &Facts{}
	w.into(f)
	return f
}

func (w *world) into(f *Facts) {
	for o, given := range w.given {
		if object, ok := ObjectNamed(o); ok && given {
			f.Give(object)
		}
	}
	for path, texts := range w.values {
		a := named(path)
		values := make([]Value, len(texts))
		for i, text := range texts {
			values[i] = valueOf(a, text)
		}
		if len(values) == 1 {
			f.Set(a, values[0])
		} else {
			f.SetSeveral(a, values)
		}
	}
	for p, c := range w.cells {
		f.SetSoftware(p, c.cell())
	}
	for p, c := range w.claims {
		f.ClaimSoftware(p, c.cell())
	}
	for path := range w.noted {
		f.Note(named(path), "nobody knows")
	}
	if w.softwareComplete {
		f.SetComplete()
		f.applicationsComplete = false
	}
	if w.appsComplete {
		f.SetApplicationsComplete()
	}
	if w.apps != nil {
		list := make([]Application, len(w.apps))
		for i, a := range w.apps {
			for k, v := range a {
				attribute := named("application." + k)
				if attribute.Type == fact.TypeTextList {
					v = strings.ReplaceAll(v, "+", "|")
				}
				list[i].Set(attribute, valueOf(attribute, v))
			}
		}
		f.SetApplications(list)
	}
	f.At(w.now, generations{}, time.Time{})
}

func valueOf(a fact.Attribute, text string) Value {
	switch a.Type {
	case fact.TypeInt:
		n, err := strconv.Atoi(text)
		if err != nil {
			panic(err)
		}
		return Int(n)
	case fact.TypeVersion:
		return VersionOf(version(text))
	case fact.TypeTLS:
		v, err := fact.ParseTLS(text)
		if err != nil {
			panic(err)
		}
		return TLSOf(v)
	case fact.TypeTime:
		at, err := time.Parse(time.RFC3339, text)
		if err != nil {
			panic(err)
		}
		return Instant(at)
	case fact.TypeTextList:
		if text == "" {
			return List(nil)
		}
		return List(strings.Split(text, "|"))
	}
	return Text(text)
}
