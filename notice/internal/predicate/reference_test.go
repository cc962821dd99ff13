package predicate

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/fact"
)

// The reference evaluator: what the contract says, with nothing of the library
// and nothing of Facts. It knows a world with texts, and conditions as functions
// that grammar_test.go builds together with their text.

// kleene is a truth: -1 false, 0 unknown, +1 true. And is the least, or the
// greatest, not the opposite.
type kleene int

func holds(b bool) kleene {
	if b {
		return 1
	}
	return -1
}

func (k kleene) truth() fact.Truth { return [3]fact.Truth{fact.False, fact.Unknown, fact.True}[k+1] }

// possible returns the possible values of an attribute as the contract has them:
// card-types narrow the series, and groups are a closed world.
func (w *world) possible(path string) []string {
	values := distinctTexts(w.values[path])
	if path == "card.series" {
		allowed := cardTypes[first(w.values["card.type"])]
		switch {
		case allowed == nil:
		case len(values) == 0:
			return allowed
		default:
			return slices.DeleteFunc(values, func(v string) bool { return !slices.Contains(allowed, v) })
		}
	}
	a := named(path)
	if len(values) == 0 && a.ClosedWorld && w.given[a.Object] && !w.noted[path] {
		return []string{""}
	}
	return values
}

func first(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[0]
}

// distinctTexts drops values that mean the same, such as versions 2 and 2.0.0.
func distinctTexts(values []string) []string {
	var out []string
	for _, v := range values {
		if !slices.ContainsFunc(out, func(o string) bool { return o == v || isVersion(o) && isVersion(v) && numbers(o) == numbers(v) }) {
			out = append(out, v)
		}
	}
	return out
}

func isVersion(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

// numbers reads the numbers of a version: at most eight, missing ones 0.
func numbers(v string) (out [8]int) {
	v, _, _ = strings.Cut(v, "-")
	for i, n := range strings.Split(v, ".") {
		out[i], _ = strconv.Atoi(n)
	}
	return out
}

func compareVersions(a, b string) int {
	x, y := numbers(a), numbers(b)
	return slices.Compare(x[:], y[:])
}

// value is the value of an attribute in a world without choices: false where it
// is missing.
func (w *world) value(path string) (string, bool) {
	possible := w.possible(path)
	if path == "client.status" && len(possible) == 0 {
		s := w.status()
		return s, s != ""
	}
	if len(possible) == 0 {
		return "", false
	}
	return possible[0], true
}

// status is that of the client where none is given.
func (w *world) status() string {
	if first(w.values["client.product"]) != "agent" || len(w.values["client.version"]) == 0 {
		return ""
	}
	return agentStatus(w.values["client.version"][0])
}

func agentStatus(v string) string {
	switch {
	case compareVersions(v, "2") < 0:
		return "old"
	case compareVersions(v, "3") >= 0:
		return "new"
	}
	return ""
}

// cell is what is known of a product: by what was seen, and by what the sign-in
// says beside it.
func (w *world) cell(product string) install {
	c, listed := w.cells[product]
	if !listed && w.softwareComplete {
		c = install{absent: true}
	}
	d := w.claims[product]
	switch {
	case !d.known() || c.absent && d.absent:
		return c
	case !c.known() || len(c.versions) == 0 && !c.absent && !d.absent:
		return d
	case c.absent || d.absent:
		return install{}
	}
	var shared []string
	for _, v := range c.versions {
		if slices.ContainsFunc(d.versions, func(w string) bool { return compareVersions(v, w) == 0 }) {
			shared = append(shared, v)
		}
	}
	if c.plus || len(shared) == len(d.versions) && !(d.plus && len(shared) > 0 && len(c.versions) <= len(d.versions)) {
		return c
	}
	return install{versions: shared, plus: true}
}

// productStatus is the status of the newest version of a product.
func (w *world) productStatus(product string) (string, bool) {
	c := w.cell(product)
	if c.absent || c.plus || len(c.versions) == 0 || product != "agent" {
		return "", false
	}
	s := agentStatus(slices.MaxFunc(c.versions, compareVersions))
	return s, s != ""
}

// judge answers by trying all combinations of the possible values of the
// attributes that a condition reads.
func (w *world) judge(c cond) fact.Truth {
	worlds := []*world{w}
	for _, path := range c.reads {
		if path == "client.status" {
			for _, from := range []string{"client.product", "client.version"} {
				worlds = split(worlds, from)
			}
		}
		worlds = split(worlds, path)
	}
	if len(worlds) > MaxCombinations {
		return fact.Unknown
	}
	answer := c.eval(worlds[0], nil)
	for _, each := range worlds[1:] {
		if c.eval(each, nil) != answer {
			return fact.Unknown
		}
	}
	return answer.truth()
}

func split(worlds []*world, path string) []*world {
	var out []*world
	for _, w := range worlds {
		possible := w.possible(path)
		if len(possible) < 2 {
			out = append(out, w)
			continue
		}
		for _, v := range possible {
			one := w.clone()
			one.values[path] = []string{v}
			out = append(out, one)
		}
	}
	return out
}

// compare applies an operator to the order of two values.
func compare(op string, order int) bool {
	return map[string]bool{
		"==": order == 0, "!=": order != 0, "<": order < 0, "<=": order <= 0, ">": order > 0, ">=": order >= 0,
	}[op]
}

// orderOf compares two texts by the type of an attribute.
func orderOf(t fact.Type, a, b string) int {
	switch t {
	case fact.TypeInt:
		x, _ := strconv.Atoi(a)
		y, _ := strconv.Atoi(b)
		return cmp.Compare(x, y)
	case fact.TypeVersion:
		return compareVersions(a, b)
	case fact.TypeTLS:
		return cmp.Compare(slices.Index(pools[fact.TypeTLS], a), slices.Index(pools[fact.TypeTLS], b))
	case fact.TypeTime:
		x, _ := time.Parse(time.RFC3339, a)
		y, _ := time.Parse(time.RFC3339, b)
		return x.Compare(y)
	}
	return strings.Compare(a, b)
}
