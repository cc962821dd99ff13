package notice

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/test/draw"
)

// instants are some of a plan, and one just after each.
func (p plan) instants(n int) []time.Time {
	var out []time.Time
	for i := range n {
		at := p.instant(fmt.Sprint("at ", i))
		out = append(out, at, at.Add(1))
	}
	return out
}

// subject is what is known of one, as a sign-in writes it: by object and key.
type subject map[string]map[string]any

func (p plan) subject() subject {
	var s map[string]any
	if err := json.Unmarshal([]byte(p.signIn(p.first)), &s); err != nil {
		p.Fatal(err)
	}
	delete(s, "at")
	out := subject{}
	for object, keys := range s {
		out[object] = keys.(map[string]any)
	}
	return out
}

// facts reads a subject.
func (p plan) facts(s subject) *Facts {
	all := map[string]any{"at": p.first}
	for object, keys := range s {
		all[object] = keys
	}
	line, err := json.Marshal(all)
	if err != nil {
		p.Fatal(err)
	}
	var in SignIn
	if err := in.Read(line, p.zone); err != nil || len(in.Rejects) > 0 {
		p.Fatalf("%s: %v %v", line, err, in.Rejects)
	}
	return &in.Facts
}

// parts puts a finding together as an estate check does.
func parts(r Rule, f *Facts, at time.Time) Finding {
	return r.Finding(r.Outcome(f, at), r.Exempt(f, at), r.InForce(f, at), r.Pause(f, at))
}

// TestRulesFindWhatJudgeFinds holds what is put together from the parts of a rule
// to what judging at once says.
func TestRulesFindWhatJudgeFinds(t *testing.T) {
	seen := map[string]int{}
	draw.Until(t, func() string {
		return draw.Lacking(seen, 1, "not-applicable", "met", "unmet", "unknown", "exempt", "paused", "places")
	}, func(t *rapid.T) {
		p := drawPlan(t)
		set, src := p.set()
		s := p.subject()
		f := p.facts(s)
		var v Verdict
		for _, at := range p.instants(6) {
			set.Judge(f, UseAny, at, &v)
			rules := set.Rules(at)
			if len(rules) != len(v.Findings) {
				t.Fatalf("%d rules and %d findings at %v\n%s", len(rules), len(v.Findings), at, src)
			}
			for i, r := range rules {
				got, want := parts(r, f, at), v.Findings[i]
				if got != want {
					t.Fatalf("at %v of %v\n got %+v\nwant %+v\n%s", at, s, got, want, src)
				}
				if why, other := set.Why(f, &Verdict{At: at}, &got), set.Why(f, &v, &want); why != other {
					t.Fatalf("why is %q, and judged at once %q", why, other)
				}
				seen[want.Result.String()]++
				if want.Paused {
					seen["paused"]++
				}
				if r.Places(at) {
					seen["places"]++
				}
			}
		}
	})
}

// projection is all that a rule may see of a subject at an instant, as its reads
// tell. It is made of what was written, not of the facts that it became.
func (p plan) projection(s subject, reads RuleReads, oldest time.Time, cuts func(fact.Attribute) []time.Time) string {
	var b strings.Builder
	age := func(object string) string {
		seen, ok := s[object]["seen"].(string)
		if !ok || oldest.IsZero() {
			return ""
		}
		at, err := time.Parse(time.RFC3339, seen)
		if err != nil {
			p.Fatal(err)
		}
		if at.Before(oldest) {
			return " old"
		}
		return ""
	}
	for _, o := range reads.Objects {
		fmt.Fprintf(&b, "%s %v\n", o, s[o.String()] != nil)
	}
	for _, a := range reads.Attributes {
		value := s[a.Object][a.Name]
		if text, ok := value.(string); ok && a.Type == fact.TypeTime {
			v, err := ParseValue(&a, text, p.zone)
			if err != nil {
				p.Fatal(err)
			}
			at, _ := v.Instant()
			value = placeAmong(cuts(a), at)
		}
		fmt.Fprintf(&b, "%s %v%s\n", a.Path(), value, age(a.Object))
	}
	software, _ := s["device"]["software"].(map[string]any)
	for _, product := range reads.Products {
		fmt.Fprintf(&b, "%s %v %v%s\n", product, software[product], s["device"]["inventory"], age("device"))
	}
	if reads.Applications {
		fmt.Fprintf(&b, "applications %v %v%s\n", s["device"]["applications"], s["device"]["inventory"], age("device"))
	}
	return b.String()
}

// placeAmong is 0 before the first cut, 1 at it, 2 behind it, and so on.
func placeAmong(cuts []time.Time, at time.Time) int {
	place := 0
	for _, c := range cuts {
		if order := at.Compare(c); order >= 0 {
			place += 1 + order
		}
	}
	return place
}

// likeness draws a subject that is like another in some of its facts.
func (p plan) likeness(s subject) subject {
	other := p.subject()
	out := subject{}
	for _, object := range []string{"card", "client", "device", "organisation"} {
		source := s
		if p.one("object "+object, "same", "same", "same", "same", "other") == "other" {
			source = other
		}
		if source[object] == nil {
			continue
		}
		out[object] = maps.Clone(source[object])
		for key := range maps.Keys(source[object]) {
			if p.one("key "+object+"."+key, "same", "same", "other") == "other" {
				delete(out[object], key)
				if v, ok := other[object][key]; ok {
					out[object][key] = v
				}
			}
		}
	}
	return out
}

// TestAlikeIsJudgedAlike holds outcomes and actions to what rules say that they
// read: two subjects that are alike in it have the same.
func TestAlikeIsJudgedAlike(t *testing.T) {
	outcomes, forces, times := 0, 0, 0
	draw.Until(t, func() string {
		if outcomes == 0 || forces == 0 || times == 0 {
			return fmt.Sprintf("%d pairs of alike subjects, %d with other times, %d of alike places", outcomes, times, forces)
		}
		return ""
	}, func(t *rapid.T) {
		p := drawPlan(t)
		set, src := p.set()
		a := p.subject()
		b := p.likeness(a)
		f, g := p.facts(a), p.facts(b)
		for _, at := range p.instants(6) {
			for _, r := range set.Rules(at) {
				told := func() string { return fmt.Sprintf("at %v\n%v\n%v\n%s", at, a, b, src) }
				alike := func(reads RuleReads, cuts func(fact.Attribute, time.Time) []time.Time) bool {
					cutsOf := func(attribute fact.Attribute) []time.Time { return cuts(attribute, at) }
					return p.projection(a, reads, r.Oldest(at), cutsOf) == p.projection(b, reads, r.Oldest(at), cutsOf)
				}
				if alike(r.Reads(), r.TimeCuts) && !same(a, b) {
					outcomes++
					if a["card"]["expires"] != b["card"]["expires"] {
						times++
					}
					if x, y := r.Outcome(f, at), r.Outcome(g, at); x != y {
						t.Fatalf("%v and %v %s", x, y, told())
					}
				}
				subject := r.Requirement().Of
				if given := (a[subject] != nil) == (b[subject] != nil); given && alike(r.WhereReads(), r.WhereTimeCuts) {
					forces++
					if x, y := r.InForce(f, at), r.InForce(g, at); x != y {
						t.Fatalf("%v and %v %s", x, y, told())
					}
				} else if x, y := r.InForce(f, at), r.InForce(g, at); given && !r.Places(at) && x != y {
					t.Fatalf("no place counts, and %v and %v %s", x, y, told())
				}
			}
		}
	})
}

func same(a, b subject) bool { return fmt.Sprint(a) == fmt.Sprint(b) }

// TestExcusedAreAllThatAreExcused finds nobody excused whom no list names.
func TestExcusedAreAllThatAreExcused(t *testing.T) {
	excused := 0
	draw.Until(t, func() string {
		if excused == 0 {
			return "nobody was excused"
		}
		return ""
	}, func(t *rapid.T) {
		p := drawPlan(t)
		set, src := p.set()
		f := p.facts(p.subject())
		named := func(x Excused) (exempt, paused bool) {
			organisations := f.Within()
			for _, id := range []struct {
				object, name string
				list         *[]string
			}{{"card", "number", &x.Cards}, {"device", "id", &x.Devices}, {"person", "id", &x.People}} {
				a, _ := fact.Lookup(id.object, id.name)
				value, ok := f.Get(a).Text()
				exempt = exempt || ok && slices.Contains(*id.list, value)
			}
			code, _ := fact.Lookup("organisation", "code")
			if own, ok := f.Get(code).Text(); ok {
				organisations = append(slices.Clone(organisations), own)
			}
			for _, o := range organisations {
				exempt = exempt || slices.Contains(x.Organisations, o)
				paused = paused || slices.Contains(x.Paused, o)
			}
			f.Groups(func(group string) { exempt = exempt || slices.Contains(x.Groups, group) })
			return exempt || x.Everybody, paused
		}
		for _, at := range p.instants(6) {
			for _, r := range set.Rules(at) {
				e, pause := r.Exempt(f, at), r.Pause(f, at)
				for _, x := range []Excused{set.Excused(), r.Excused(at)} {
					exempt, paused := named(x)
					if e != nil && !exempt || pause != nil && !paused {
						t.Fatalf("at %v %+v leaves out %+v %+v\n%s", at, x, e, pause, src)
					}
				}
				if e != nil && pause != nil {
					excused++
				}
			}
		}
	})
}
