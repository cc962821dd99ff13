package predicate

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/fact"
)

// cond is a condition: its text, what it means in a world without choices, and
// the attributes that it reads.
type cond struct {
	text  string
	eval  func(*world, elements) kleene
	reads []string
}

// elements holds the elements of the lists being walked.
type elements map[string]any

var ops = []string{"==", "!=", "<", "<=", ">", ">="}

// grammar draws conditions.
type grammar struct {
	has bool // with has(), which sees gaps
}

func (g grammar) draw(t *rapid.T, depth int) cond {
	if depth == 0 || rapid.IntRange(0, 3).Draw(t, "leaf") == 0 {
		return g.leaf(t)
	}
	kids := func(n int) (out []cond) {
		for range n {
			out = append(out, g.draw(t, depth-1))
		}
		return out
	}
	switch rapid.SampledFrom([]string{"&&", "||", "!", "?", "=="}).Draw(t, "connective") {
	case "&&":
		k := kids(2)
		return joined(k, "(%s && %s)", func(w *world, e elements) kleene { return min(k[0].eval(w, e), k[1].eval(w, e)) })
	case "||":
		k := kids(2)
		return joined(k, "(%s || %s)", func(w *world, e elements) kleene { return max(k[0].eval(w, e), k[1].eval(w, e)) })
	case "!":
		k := kids(1)
		return joined(k, "!(%s)", func(w *world, e elements) kleene { return -k[0].eval(w, e) })
	case "==":
		k := kids(1)
		return joined(k, "((%s) == false)", func(w *world, e elements) kleene { return -k[0].eval(w, e) })
	}
	k := kids(3)
	return joined(k, "(%s ? %s : %s)", func(w *world, e elements) kleene {
		switch k[0].eval(w, e) {
		case 1:
			return k[1].eval(w, e)
		case -1:
			return k[2].eval(w, e)
		}
		return 0
	})
}

func joined(kids []cond, format string, eval func(*world, elements) kleene) cond {
	c := cond{eval: eval}
	var texts []any
	for _, k := range kids {
		texts = append(texts, k.text)
		c.reads = append(c.reads, k.reads...)
	}
	slices.Sort(c.reads)
	c.reads = slices.Compact(c.reads)
	c.text = fmt.Sprintf(format, texts...)
	return c
}

func (g grammar) leaf(t *rapid.T) cond {
	var compared []fact.Attribute
	for _, a := range attributes {
		if !a.Identity && a.Type != fact.TypeApplicationList {
			compared = append(compared, a)
		}
	}
	kinds := []string{"attribute", "attribute", "attribute", "sum", "time", "installed", "status", "applications", "count", "literal"}
	if g.has {
		kinds = append(kinds, "has")
	}
	switch rapid.SampledFrom(kinds).Draw(t, "kind") {
	case "attribute":
		a := rapid.SampledFrom(compared).Draw(t, "attribute")
		if a.Type == fact.TypeTextList {
			return textList(t, a.Path(), func(w *world, _ elements) (string, bool) { return w.value(a.Path()) })
		}
		return comparisonOf(t, a)
	case "sum":
		return sum(t)
	case "time":
		return timeOf(t)
	case "installed":
		return installedOf(t)
	case "status":
		return statusOf(t)
	case "applications":
		return applicationsOf(t)
	case "count":
		n, op := rapid.IntRange(0, 3).Draw(t, "n"), rapid.SampledFrom(ops).Draw(t, "op")
		return cond{fmt.Sprintf("size(device.applications) %s %d", op, n), func(w *world, _ elements) kleene {
			if w.apps == nil || !w.appsComplete {
				return 0
			}
			return holds(compare(op, len(w.apps)-n))
		}, nil}
	case "has":
		a := rapid.SampledFrom(compared).Draw(t, "attribute")
		return cond{fmt.Sprintf("has(%s)", a.Path()), func(w *world, _ elements) kleene {
			_, known := w.value(a.Path())
			return holds(known)
		}, []string{a.Path()}}
	}
	b := rapid.Bool().Draw(t, "literal")
	return cond{fmt.Sprint(b), func(*world, elements) kleene { return holds(b) }, nil}
}

// literalOf writes a value of a pool as a condition does.
func literalOf(t fact.Type, v string) string {
	switch t {
	case fact.TypeInt:
		return v
	case fact.TypeVersion:
		return fmt.Sprintf("version(%q)", v)
	case fact.TypeTLS:
		return fmt.Sprintf("tls(%q)", v)
	case fact.TypeTime:
		return fmt.Sprintf("timestamp(%q)", v)
	}
	return strconv.Quote(v)
}

func comparisonOf(t *rapid.T, a fact.Attribute) cond {
	path, pool := a.Path(), poolOf(a.Path())
	v := rapid.SampledFrom(pool).Draw(t, "value")
	known := func(test func(string) bool) func(*world, elements) kleene {
		return func(w *world, _ elements) kleene {
			is, ok := w.value(path)
			if !ok {
				return 0
			}
			return holds(test(is))
		}
	}
	ways := []string{"op", "mirrored"}
	if a.Type != fact.TypeTime {
		ways = append(ways, "in")
	}
	if a.Type == fact.TypeText {
		ways = append(ways, "startsWith", "endsWith", "contains")
	}
	op := rapid.SampledFrom(ops).Draw(t, "op")
	switch way := rapid.SampledFrom(ways).Draw(t, "way"); way {
	case "op":
		return cond{fmt.Sprintf("%s %s %s", path, op, literalOf(a.Type, v)), known(func(is string) bool { return compare(op, orderOf(a.Type, is, v)) }), []string{path}}
	case "mirrored":
		return cond{fmt.Sprintf("%s %s %s", literalOf(a.Type, v), op, path), known(func(is string) bool { return compare(op, orderOf(a.Type, v, is)) }), []string{path}}
	case "in":
		values := rapid.SliceOfN(rapid.SampledFrom(pool), 0, 3).Draw(t, "values")
		var texts []string
		for _, v := range values {
			texts = append(texts, literalOf(a.Type, v))
		}
		if len(values) == 0 {
			return cond{path + " in []", func(*world, elements) kleene { return -1 }, []string{path}} // nothing is, so nothing is missing
		}
		return cond{fmt.Sprintf("%s in [%s]", path, strings.Join(texts, ", ")), known(func(is string) bool {
			return slices.ContainsFunc(values, func(v string) bool { return orderOf(a.Type, is, v) == 0 })
		}), []string{path}}
	default:
		test := map[string]func(string, string) bool{"startsWith": strings.HasPrefix, "endsWith": strings.HasSuffix, "contains": strings.Contains}[way]
		return cond{fmt.Sprintf("%s.%s(%q)", path, way, v), known(func(is string) bool { return test(is, v) }), []string{path}}
	}
}

// sum does arithmetic, which may fail: then the answer is unknown.
func sum(t *rapid.T) cond {
	sign := rapid.SampledFrom([]string{"+", "-", "*", "/", "%"}).Draw(t, "sign")
	by, than := rapid.IntRange(0, 3).Draw(t, "by"), rapid.IntRange(0, 10).Draw(t, "than")
	op := rapid.SampledFrom(ops).Draw(t, "op")
	// The series minus 8 may be the divisor, and 0.
	inverted := rapid.Bool().Draw(t, "inverted")
	text := fmt.Sprintf("card.series %s %d %s %d", sign, by, op, than)
	if inverted {
		text = fmt.Sprintf("24 %s (card.series - 8) %s %d", sign, op, than)
	}
	return cond{text, func(w *world, _ elements) kleene {
		is, ok := w.value("card.series")
		if !ok {
			return 0
		}
		left, _ := strconv.Atoi(is)
		right := by
		if inverted {
			left, right = 24, left-8
		}
		switch sign {
		case "+":
			left += right
		case "-":
			left -= right
		case "*":
			left *= right
		default:
			if right == 0 {
				return 0
			}
			if sign == "/" {
				left /= right
			} else {
				left %= right
			}
		}
		return holds(compare(op, left-than))
	}, []string{"card.series"}}
}

// timeOf compares a time with one that moves, or now with a fixed one. All are
// in summer or far from a change of clocks, so that package time will do.
func timeOf(t *rapid.T) cond {
	op := rapid.SampledFrom(ops).Draw(t, "op")
	hours := rapid.SampledFrom([]int{0, 1, -1, 24, -48}).Draw(t, "hours")
	shift := ""
	if hours > 0 {
		shift = fmt.Sprintf(` + duration("%dh")`, hours)
	} else if hours < 0 {
		shift = fmt.Sprintf(` - duration("%dh")`, -hours)
	}
	days := rapid.SampledFrom([]int{0, 1, 90, -8, 177}).Draw(t, "days")
	right := map[string]func(*world) time.Time{
		"now": func(w *world) time.Time { return w.now },
		fmt.Sprintf("in_days(%d)", days): func(w *world) time.Time {
			l := w.now.In(london.Location())
			return time.Date(l.Year(), l.Month(), l.Day()+days, l.Hour(), l.Minute(), l.Second(), l.Nanosecond(), london.Location())
		},
		`date("2025-07-08")`:       func(*world) time.Time { return time.Date(2025, 7, 7, 23, 0, 0, 0, time.UTC) },
		`date("2026-01")`:          func(*world) time.Time { return time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC) },
		`date("2025-07-08T13:00")`: func(*world) time.Time { return noon },
	}
	names := make([]string, 0, len(right))
	for n := range right {
		names = append(names, n)
	}
	slices.Sort(names)
	against := rapid.SampledFrom(names).Draw(t, "against")
	left := rapid.SampledFrom([]string{"card.issued", "card.expires", "card.last_used", "device.last_seen", "now"}).Draw(t, "left")
	c := cond{text: fmt.Sprintf("%s%s %s %s", left, shift, op, against), eval: func(w *world, _ elements) kleene {
		at := w.now
		if left != "now" {
			text, ok := w.value(left)
			if !ok {
				return 0
			}
			at, _ = time.Parse(time.RFC3339, text)
		}
		return holds(compare(op, at.Add(time.Duration(hours)*time.Hour).Compare(right[against](w))))
	}}
	if left != "now" {
		c.reads = []string{left}
	}
	return c
}

func installedOf(t *rapid.T) cond {
	p := rapid.SampledFrom(products).Draw(t, "product")
	ranges := map[string]func(string) bool{
		"":         func(string) bool { return true },
		">=2":      func(v string) bool { return compareVersions(v, "2") >= 0 },
		"<2":       func(v string) bool { return compareVersions(v, "2") < 0 },
		"=1":       func(v string) bool { return compareVersions(v, "1") == 0 },
		"!=1":      func(v string) bool { return compareVersions(v, "1") != 0 },
		">=2,<2.5": func(v string) bool { return compareVersions(v, "2") >= 0 && compareVersions(v, "2.5") < 0 },
	}
	within := rapid.SampledFrom([]string{"", ">=2", "<2", "=1", "!=1", ">=2,<2.5"}).Draw(t, "range")
	text := fmt.Sprintf("installed(%q)", p)
	if within != "" {
		text = fmt.Sprintf("installed(%q, %q)", p, within)
	}
	return cond{text, func(w *world, _ elements) kleene {
		c := w.cell(p)
		switch {
		case !c.known():
			return 0
		case c.absent:
			return -1
		case slices.ContainsFunc(c.versions, ranges[within]), c.plus && within == "":
			return 1
		case c.plus:
			return 0
		}
		return -1
	}, nil}
}

func statusOf(t *rapid.T) cond {
	p := rapid.SampledFrom(products).Draw(t, "product")
	v := rapid.SampledFrom(poolOf("client.status")).Draw(t, "status")
	negated := rapid.Bool().Draw(t, "negated")
	text := fmt.Sprintf("status(%q) in [%q]", p, v)
	if negated {
		text = fmt.Sprintf("status(%q) != %q", p, v)
	}
	return cond{text, func(w *world, _ elements) kleene {
		is, ok := w.productStatus(p)
		if !ok {
			return 0
		}
		return holds((is == v) != negated)
	}, nil}
}
