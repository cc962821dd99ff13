package predicate

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"

	"github.com/lanyard-id/lanyard/fact"
)

// counted is a list that counts how often an element is looked at.
type counted struct {
	traits.Lister
	looks *int
}

func (c counted) Get(i ref.Val) ref.Val {
	*c.looks++
	return c.Lister.Get(i)
}

// A condition just below the bound takes no more steps than were counted when it
// was checked, over the longest lists that there can be; one just above it does
// not compile.
func TestWorkIsBounded(t *testing.T) {
	walk := func(questions int) string {
		var each []string
		for i := range questions {
			each = append(each, fmt.Sprintf("p != %q", fmt.Sprint(i)))
		}
		return "device.applications.all(a, a.protocols.all(p, " + strings.Join(each, " && ") + "))"
	}
	if _, faults := Compile(walk(5), scope); len(faults) != 1 || faults[0] != tooMuchWork {
		t.Errorf("five questions of each protocol: %v", faults)
	}
	p, faults := Compile(walk(4), scope)
	if p == nil {
		t.Fatal(faults)
	}
	if p.Cost > MaxCost || p.Cost < MaxCost*9/10 {
		t.Errorf("%d steps are not just below %d", p.Cost, MaxCost)
	}

	looks := 0
	count := func(v Value) Value { return Value{counted{v.val.(traits.Lister), &looks}} }
	protocols := make([]string, MaxListed)
	for i := range protocols {
		protocols[i] = "protocol"
	}
	list := make([]Application, MaxApplications)
	for i := range list {
		list[i].Set(named("application.protocols"), count(List(protocols)))
	}
	f := &Facts{}
	f.SetApplications(list)
	f.SetComplete()
	f.Set(deviceApplications, count(f.Get(deviceApplications)))
	f.At(noon, nil, time.Time{})
	if got := p.Judge(f); got != fact.True {
		t.Errorf("the whole of the lists: %v", got)
	}
	if want := MaxApplications + MaxApplications*MaxListed; looks != want {
		t.Errorf("%d elements were looked at, want %d", looks, want)
	}
	// Of each protocol: four questions, three times and, and two for the walk.
	if atLeast := MaxApplications * MaxListed * (4 + 3 + 2); p.Cost < atLeast {
		t.Errorf("%d steps were counted, and %d taken", p.Cost, atLeast)
	}
}

func TestCost(t *testing.T) {
	for source, want := range map[string]int{
		`true`:                                            0,
		`card.series >= 8`:                                2,
		`!(card.series in [4, 5])`:                        6, // not, in, the attribute, the list and its two elements
		`"a" in card.groups`:                              2 + MaxListed,
		`size(card.groups) > 1`:                           3 + MaxListed,
		`card.groups == ["a", "b"]`:                       3 + MaxListed + 2,
		`installed("agent", ">= 1")`:                      1,
		`device.uses.all(u, u != "a")`:                    2 + MaxListed*(1+2),
		`(card.groups + device.uses).exists(g, g == "a")`: 1 + (3 + 2*MaxListed) + 2*MaxListed*(1+2),
		`(has(card.type) ? card.groups : ["a"]).exists(g, g == "a")`:             1 + (1 + 1 + 1 + 1 + 2*MaxListed + 1 - MaxListed) + MaxListed*(1+2),
		`device.applications.all(a, a.id != "x")`:                                2 + 1 + 1 + MaxApplications*(2+2),
		`device.applications.all(a, device.applications.exists(b, b.id == "x"))`: MaxCost + 1,
	} {
		p, _ := Compile(source, scope)
		if p == nil {
			if want <= MaxCost {
				t.Errorf("%s does not compile", source)
			}
			continue
		}
		if p.Cost != want {
			t.Errorf("%s takes %d steps, want %d", source, p.Cost, want)
		}
	}
}

// An application has room for each attribute that the table gives it.
func TestApplicationsHaveRoom(t *testing.T) {
	n := 0
	for _, a := range attributes {
		if objectOf(&a) != ApplicationObject {
			continue
		}
		if a.Slot != applicationID.Slot+n {
			t.Errorf("%s does not stand with its like", a.Path())
		}
		n++
		var app Application
		app.Set(a, Value{types.String("x")})
		if app.get(a.Slot) == nil {
			t.Errorf("there is no room for %s", a.Path())
		}
	}
	if n != applicationAttributes {
		t.Errorf("an application has %d attributes, and room for %d", n, applicationAttributes)
	}
	var app Application
	app.Set(cardSeries, Int(8)) // is ignored
	if app != (Application{}) {
		t.Errorf("%v", app)
	}
}
