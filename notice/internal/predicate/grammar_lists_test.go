package predicate

import (
	"fmt"
	"slices"
	"strings"

	"pgregory.net/rapid"
)

// textList asks something of a list of texts, which read finds: false where it
// is missing.
func textList(t *rapid.T, path string, read func(*world, elements) (string, bool)) cond {
	v := rapid.SampledFrom([]string{"a", "b", "epr", "cis1", "cis2"}).Draw(t, "element")
	n := rapid.IntRange(0, 2).Draw(t, "n")
	op := rapid.SampledFrom(ops).Draw(t, "op")
	known := func(test func([]string) kleene) func(*world, elements) kleene {
		return func(w *world, e elements) kleene {
			text, ok := read(w, e)
			if !ok {
				return 0
			}
			return test(elementsIn(text))
		}
	}
	var reads []string
	if !strings.HasPrefix(path, "a.") {
		reads = []string{path}
	}
	switch rapid.SampledFrom([]string{"includes", "size", "all", "exists", "index", "equals"}).Draw(t, "question") {
	case "includes":
		return cond{fmt.Sprintf("%q in %s", v, path), known(func(list []string) kleene { return holds(slices.Contains(list, v)) }), reads}
	case "size":
		return cond{fmt.Sprintf("%s.size() %s %d", path, op, n), known(func(list []string) kleene { return holds(compare(op, len(list)-n)) }), reads}
	case "index":
		return cond{fmt.Sprintf("%s[%d] == %q", path, n, v), known(func(list []string) kleene {
			if n >= len(list) {
				return 0
			}
			return holds(list[n] == v)
		}), reads}
	case "all":
		return cond{fmt.Sprintf("%s.all(u, u %s %q)", path, op, v), known(func(list []string) kleene {
			return holds(!slices.ContainsFunc(list, func(u string) bool { return !compare(op, strings.Compare(u, v)) }))
		}), reads}
	case "equals":
		return cond{fmt.Sprintf("%s == [%q]", path, v), known(func(list []string) kleene { return holds(slices.Equal(list, []string{v})) }), reads}
	}
	return cond{fmt.Sprintf("%s.exists(u, u.startsWith(%q))", path, v), known(func(list []string) kleene {
		return holds(slices.ContainsFunc(list, func(u string) bool { return strings.HasPrefix(u, v) }))
	}), reads}
}

func elementsIn(text string) []string {
	if text == "" {
		return nil
	}
	return strings.FieldsFunc(text, func(r rune) bool { return r == '|' || r == '+' })
}

// applicationsOf walks the applications, of which some may not be listed.
func applicationsOf(t *rapid.T) cond {
	all := rapid.Bool().Draw(t, "all")
	body := applicationOf(t)
	if rapid.Bool().Draw(t, "two questions") {
		one, other := body, applicationOf(t)
		body = joined([]cond{one, other}, "%s || %s", func(w *world, e elements) kleene { return max(one.eval(w, e), other.eval(w, e)) })
	}
	return walk(all, body)
}

func walk(all bool, body cond) cond {
	name := "exists"
	if all {
		name = "all"
	}
	return cond{fmt.Sprintf("device.applications.%s(a, %s)", name, body.text), func(w *world, e elements) kleene {
		if w.apps == nil {
			return 0
		}
		answer := kleene(-1)
		if all {
			answer = 1
		}
		for _, a := range w.apps {
			k := body.eval(w, elements{"a": a})
			if all {
				answer = min(answer, k)
			} else {
				answer = max(answer, k)
			}
		}
		// The tail that nobody listed may be anything.
		if !w.appsComplete && all {
			answer = min(answer, 0)
		} else if !w.appsComplete {
			answer = max(answer, 0)
		}
		return answer
	}, body.reads}
}

func applicationOf(t *rapid.T) cond {
	attribute := rapid.SampledFrom([]string{"id", "supplier", "protocols"}).Draw(t, "attribute of an application")
	read := func(_ *world, e elements) (string, bool) {
		v, ok := e["a"].(app)[attribute]
		return v, ok
	}
	if attribute == "protocols" {
		return textList(t, "a.protocols", read)
	}
	v, op := rapid.SampledFrom([]string{"a", "b", "epr"}).Draw(t, "value"), rapid.SampledFrom(ops).Draw(t, "op")
	return cond{fmt.Sprintf("a.%s %s %q", attribute, op, v), func(w *world, e elements) kleene {
		is, ok := read(w, e)
		if !ok {
			return 0
		}
		return holds(compare(op, strings.Compare(is, v)))
	}, nil}
}
