package predicate

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"cel.dev/cel-go/common/types"

	"github.com/lanyard-id/lanyard/fact"
)

// conditionsIn lists the conditions of a golden file.
func conditionsIn(t testing.TB, path string) (out []string) {
	t.Helper()
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(file)) {
		if source, ok := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "> "); ok {
			out = append(out, source)
		}
	}
	return out
}

// Whatever is written as a condition: it compiles within the bound on work, or
// each fault is told at a place inside, with what to do, and without the words
// of the library.
func FuzzCompile(f *testing.F) {
	for _, path := range []string{"testdata/faults.txt", "testdata/why.txt"} {
		for _, source := range conditionsIn(f, path) {
			f.Add(source)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, faults := Compile(text, scope)
		if (p == nil) == (len(faults) == 0) {
			t.Fatalf("%q: %v and %v", text, p, faults)
		}
		for i, fault := range faults {
			checkFault(t, text, fault)
			if i > 0 && fault.Offset < faults[i-1].Offset {
				t.Errorf("%q: faults are out of order: %v", text, faults)
			}
			if m := jargon.FindString(fault.What + " " + fault.Mend); m != "" && !jargon.MatchString(text) && !strings.ContainsAny(text, "@%_") {
				t.Errorf("%q: %q in %v", text, m, fault)
			}
		}
		if p == nil {
			return
		}
		if n := cost(p.ast, p.ast.Expr()); n > MaxCost {
			t.Errorf("%q may take %d steps", text, n)
		}
		f := &Facts{}
		f.At(noon, nil, time.Time{})
		p.Judge(f)
		p.Why(f)
		p.Cuts(f, func(time.Time) {})
	})
}

// Every unmet finding names a value: for any condition and any facts, what is
// said of an answer that is false or unknown names a fact that the condition
// reads with its value, or says that it is not known.
func FuzzWhy(f *testing.F) {
	for _, source := range conditionsIn(f, "testdata/why.txt") {
		for _, facts := range []string{"", "\x01\x02\x03\x04\x05\x06\x07\x08\x09\x10\x11\x12\x13\x14", "Lorem ipsum dolor sit amet, consectetur adipisici elit, sed eiusmod tempor"} {
			f.Add(source, []byte(facts))
		}
	}
	for _, source := range []string{
		`[card.series].exists(x, x > 3) && false`, `device.applications.exists(a, a.protocols.exists(p, p == card.type))`,
		`(device.uses.exists(u, u == "x") ? 1 : 2) == 1`, `[[1, 2][0], card.series].all(n, n > 4)`, `false && card.series == 1`,
		`device.uses.all(u, device.groups.exists(g, size(g) == size(u)) == true)`, `card.groups + ["x"] == device.uses`,
		`(card.groups + device.uses).exists(g, g in ["a"] && card.series > 3)`, `[card.type][0].contains("x")`, `-card.series > -3`,
		`device.applications.exists(a, false)`, `device.uses.all(u, false)`, `device.uses.exists(u, u in device.groups)`,
		`device.applications[0].protocols[1] == "x"`, `card.expires > now ? false : card.issued > now`, `(card.issued > now) == false`,
	} {
		f.Add(source, []byte("\x07\x00\x21\x0a\x0b\x0c\x0d\x0e\x0f"))
	}
	f.Fuzz(func(t *testing.T, text string, bytes []byte) {
		p, _ := Compile(text, scope)
		if p == nil {
			return
		}
		facts := factsFrom(bytes)
		answer := p.Judge(facts)
		why := p.Why(facts)
		for _, reason := range slices.Concat(why, p.Evidence(facts)) {
			if reason == "" || strings.ContainsFunc(reason, func(r rune) bool { return !unicode.IsPrint(r) }) {
				t.Errorf("%q: not a sentence: %q", text, reason)
			}
		}
		if again := p.Judge(facts); again != answer {
			t.Errorf("%q is %v, and %v after saying why", text, answer, again)
		}
		readsFacts := p.Footprint.Slots != 0 || len(p.Footprint.Products) > 0 || p.Footprint.Now
		if answer != fact.True && (len(why) == 0 || readsFacts && !namesAValue(p, facts, why)) {
			t.Errorf("%q is %v, and why names no value: %q", text, answer, why)
		}
	})
}

// namesAValue reports whether reasons name a value of a fact that a condition
// reads, or a fact that is not known.
func namesAValue(p *Predicate, f *Facts, why []string) bool {
	said := strings.Join(why, "\n")
	tell := teller{p: p, facts: f}
	product, _ := f.value(clientProduct.Slot).(types.String)
	for _, lack := range []string{"not known", "may be incomplete", "too long ago", "the notice does not list"} {
		if strings.Contains(said, lack) {
			return true
		}
	}
	for slot, a := range attributes {
		if (p.Footprint.Slots|p.Footprint.Elements)&(1<<slot) == 0 || f.value(slot) == nil && objectOf(&a) != ApplicationObject {
			continue
		}
		noun := tell.name(&a)
		if objectOf(&a) == ApplicationObject {
			noun = nouns[slot] // of the element that was named
		}
		switch {
		case strings.Contains(said, noun+" is empty"), a.Identity && strings.Contains(said, noun+" is known"),
			strings.Contains(said, "number of ") && strings.Contains(said, noun):
			return true
		case a.Type == fact.TypeTextList || a.Type == fact.TypeApplicationList:
			if strings.Contains(said, noun+" are ") || strings.Contains(said, noun+" include ") {
				return true
			}
		case slot == clientStatus.Slot && strings.Contains(said, tell.product(string(product))+" "):
			return true
		case objectOf(&a) == ApplicationObject:
			if strings.Contains(said, noun+" is ") || strings.Contains(said, "application ") {
				return true
			}
		}
		for _, v := range f.possible(slot) {
			shown := tell.shown(&a, v)
			if a.Type == fact.TypeTLS && strings.Contains(said, shown) || strings.Contains(said, noun+" is ") && strings.Contains(said, shown) {
				return true
			}
		}
	}
	for _, product := range p.Footprint.Products {
		if strings.Contains(said, tell.product(product)+" ") {
			return true
		}
	}
	return p.Footprint.Now && (strings.Contains(said, "it is ") || strings.Contains(said, "days from now is") || strings.Contains(said, "days ago is"))
}

// factsFrom makes facts of any bytes: each tells of one attribute or product,
// and texts are cut from the bytes themselves.
func factsFrom(bytes []byte) *Facts {
	f := &Facts{}
	oldest := time.Time{}
	next := func() int {
		if len(bytes) == 0 {
			return 0
		}
		b := bytes[0]
		bytes = bytes[1:]
		return int(b)
	}
	text := func() string {
		n := min(next()%9, len(bytes))
		s := string(bytes[:n])
		bytes = bytes[n:]
		return s
	}
	for len(bytes) > 0 {
		switch kind := next(); kind % 8 {
		case 0:
			f.Give(Object(next()) % objectCount)
		case 1:
			set := f.SetSoftware
			if kind/8%2 == 1 {
				set = f.ClaimSoftware
			}
			set(products[next()%len(products)], cell([]string{"", "-", "+", "1", "1;+", "3", "2.5;1"}[next()%7]))
		case 2:
			if next()%2 == 0 {
				f.SetComplete()
			} else {
				f.SetApplicationsComplete()
			}
		case 3:
			list := make([]Application, next()%8)
			for i := range list {
				if next()%3 > 0 {
					list[i].Set(applicationID, Text(text()))
				}
				if next()%3 > 0 {
					list[i].Set(named("application.protocols"), List([]string{"cis1", text()}))
				}
			}
			f.SetApplications(list)
		case 4:
			f.SeenAt(Object(next())%objectCount, noon.Add(-time.Duration(next())*time.Hour))
			oldest = noon.Add(-100 * time.Hour)
		case 5:
			f.Note(attributes[next()%len(attributes)], "the file says two things")
		default:
			a := attributes[next()%len(attributes)]
			var values []Value
			for range 1 + kind/8%3 {
				switch pool := poolOf(a.Path()); a.Type {
				case fact.TypeApplicationList:
				case fact.TypeText:
					values = append(values, Text(text()))
				default:
					values = append(values, valueOf(a, pool[next()%len(pool)]))
				}
			}
			switch {
			case len(values) > 1 && a.Type != fact.TypeTextList:
				f.SetSeveral(a, values)
			case len(values) > 0:
				f.Set(a, values[0])
			}
		}
	}
	f.At(noon, generations{}, oldest)
	return f
}
