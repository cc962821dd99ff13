package text

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// planShape has one of everything.
var planShape = MapShape{
	Name: "a plan", Doc: "What is planned.",
	Keys: []Key{
		{Name: "name", Required: true, Shape: ScalarShape{Name: "an id", Pattern: regexp.MustCompile(`^[a-z-]+$`), Plain: []string{"boolean"}, Mend: "write letters"}},
		{Name: "count", Shape: ScalarShape{Name: "a count", Pattern: regexp.MustCompile(`^[1-9][0-9]?$`), Plain: []string{"integer"}, Min: 1, Max: 99}, Doc: "How many."},
		{Name: "action", Shape: ScalarShape{Name: "an action", Enum: []string{"observe", "warn", "block"}}},
		{Name: "note", Shape: ScalarShape{Empty: true, Plain: []string{"number", "boolean"}}},
		{Name: "overnight", Shape: ScalarShape{Name: "true or false", Enum: []string{"true", "false"}}},
		{Name: "date", Shape: ScalarShape{Name: "a date", Pattern: regexp.MustCompile(`^[0-9-]+$`), Elsewhere: true}},
		{Name: "days", Shape: ListShape{Of: ScalarShape{Name: "a day", Enum: []string{"Mon", "Tue"}}, Min: 1}},
		{Name: "due", Shape: EitherShape{Scalar: ScalarShape{Name: "a word"}, Map: MapShape{Name: "a due date", Keys: []Key{{Name: "on", Required: true, Shape: ScalarShape{}}}}}},
		{Name: "levels", Shape: DictShape{Name: "a table of levels", Keys: ScalarShape{Name: "a level", Pattern: regexp.MustCompile(`^[a-z]+$`)}, Of: ScalarShape{}}},
	},
	Rules: []Rule{
		{If: "action", Needs: []string{"count"}, Excludes: []string{"note"}},
		{OneOf: []string{"days", "date"}},
		{AnyOf: []string{"due", "levels"}, Elsewhere: true},
	},
}

func TestCheck(t *testing.T) {
	for _, test := range []struct {
		src  string
		want []string
		fits bool
	}{
		{"name: a\ndate: 2025\ndue: x\nx-mine: {a: [b]}\n", nil, true},
		{"name: a\ndays: [Mon]\nlevels: {a: b, x-1: [c]}\nnote:\novernight: 'true'\n", nil, true},
		{"name: a\ndate: x\ndue: x\n", nil, false},
		{"name: a\ndate: 2025\n", nil, false},
		{"name: A\ncuont: 1\ndate: 1\n", []string{
			`f:1:7: "A" is not an id; write letters`,
			`f:2:1: "cuont" is not a key of a plan; did you mean count? Keys of your own begin with x-`,
		}, false},
		{"[a]\n", []string{`f:1:1: a plan is needed here, and this is a list; write it as keys with values`}, false},
		{"date: 1\nentirely-different: 1\n", []string{
			"f:1:1: a plan needs the key name; add `name:` with an id",
			`f:2:1: "entirely-different" is not a key of a plan; its keys are name, count, action, note, overnight, date, days, due, levels; keys of your own begin with x-`,
		}, false},
		{"name:\ncount: 100\naction: blok\nnote: x\ndays: []\ndate: 1\n", []string{
			"f:1:6: nothing is written here; write an id, or take it out",
			`f:2:8: "100" is not a count; write a count`,
			`f:3:9: "blok" is not an action; did you mean block? It is observe, warn or block`,
			"f:4:1: a plan has both action and note; keep one of them",
			"f:5:7: this list is empty; write a day in it, or take it out",
			"f:6:1: a plan has both days and date; keep one of them",
		}, false},
		{"name: [a]\naction: warn\ndays: Mon\ndue: [a]\nlevels: {A: {b: c}}\n", []string{
			"f:1:7: an id is needed here, and this is a list; write an id",
			"f:2:1: a plan has action without count; add count",
			`f:3:7: a list is needed here, and this is a text; write its items in brackets, or each on a line of its own behind "- "`,
			"f:4:6: a word or a due date is needed here, and this is a list; write a word or a due date",
			`f:5:10: "A" is not a level; write a level`,
			"f:5:13: a text is needed here, and this is a map; write a text",
		}, false},
		{"name: a\n", []string{"f:1:1: a plan has none of days, date; add days or date"}, false},
		{"name: a\ndays: [Mon, Monday, {}]\ndue: {no: x}\nlevels:\n", []string{
			`f:2:13: "Monday" is not a day; write Mon or Tue`,
			"f:2:21: a day is needed here, and this is a map; write a day",
			"f:3:6: a due date needs the key on; add `on:` with a text",
			`f:3:7: "no" is not a key of a due date; did you mean on? Keys of your own begin with x-`,
			"f:4:8: nothing is written here; write a table of levels, or take it out",
		}, false},
	} {
		root, problems := Parse("f", []byte(test.src))
		if len(problems) > 0 {
			t.Fatalf("%q: %v", test.src, problems)
		}
		if diff := cmp.Diff(test.want, lines(Check(root, planShape))); diff != "" {
			t.Errorf("%q: -want +got:\n%s", test.src, diff)
		}
		if got := Fits(root, planShape); got != test.fits {
			t.Errorf("%q: fits %v, want %v", test.src, got, test.fits)
		}
	}
}

// TestCheckBeforeSyntaxError asks for nothing that may stand behind the error.
func TestCheckBeforeSyntaxError(t *testing.T) {
	root, problems := Parse("f", []byte("cuont: 1\ndue: {no: x}\ndays:\n  - Mon\n  - Wed\n\tname: a\n"))
	got := lines(append(problems, Check(root, planShape)...))
	want := []string{
		"f:6:1: a tab stands where the indentation decides, in what opens at 5:5; indent with spaces",
		`f:1:1: "cuont" is not a key of a plan; did you mean count? Keys of your own begin with x-`,
		"f:2:6: a due date needs the key on; add `on:` with a text",
		`f:2:7: "no" is not a key of a due date; did you mean on? Keys of your own begin with x-`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestCheckIsBounded(t *testing.T) {
	root, _ := Parse("f", []byte("days:\n"+strings.Repeat("- - x\n", 2*maxProblems)))
	if got := len(Check(root, planShape)); got != maxProblems+1 {
		t.Errorf("%d problems, want %d", got, maxProblems+1)
	}
	if got := Check(nil, planShape); len(got) > 0 {
		t.Errorf("a tree that is not there has problems: %v", got)
	}
}

func ExampleCheck() {
	shape := MapShape{Name: "a window", Keys: []Key{
		{Name: "from", Required: true, Shape: ScalarShape{Name: "a time"}},
		{Name: "until", Required: true, Shape: ScalarShape{Name: "a time"}},
	}}
	root, _ := Parse("plan.yaml", []byte("from: 10:00\nuntill: 11:00\n"))
	for _, p := range Check(root, shape) {
		fmt.Println(p)
	}
	// Output:
	// plan.yaml:1:1: a window needs the key until; add `until:` with a time
	// plan.yaml:2:1: "untill" is not a key of a window; did you mean until? Keys of your own begin with x-
}
