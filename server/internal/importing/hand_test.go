package importing

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestReadByHand(t *testing.T) {
	mappings, err := ReadMap([][]string{{"Heading", "Column"}, {" Plastic ", "card", ""}, {"Place", ""}, {"", ""}, {"4", "parent"}, {"Agent", "identity-agent"}, {"Seen", "Last Seen"}}, []string{"identity-agent"})
	if diff := cmp.Diff([]Mapping{{"Plastic", "card"}, {"Place", ""}, {"4", "parent"}, {"Agent", "identity-agent"}, {"Seen", "Last Seen"}}, mappings); diff != "" || err != nil {
		t.Error(diff, err)
	}
	aliases, err := ReadProductAliases([][]string{{"Corporate Sign-in Tool", "identity-agent"}, {"corporate sign-in tool", "identity-agent"}, {"Other", "-"}})
	if diff := cmp.Diff(map[string]string{"corporate sign-in tool": "identity-agent", "other": "-"}, aliases); diff != "" || err != nil {
		t.Error(diff, err)
	}
	patterns, err := ReadPatterns([][]string{{"WARD-*", "RXX"}})
	if diff := cmp.Diff([]Pattern{{"WARD-*", "RXX"}}, patterns); diff != "" || err != nil {
		t.Error(diff, err)
	}
}

func TestReadByHandErrors(t *testing.T) {
	product := func(rows [][]string) error { _, err := ReadProductAliases(rows); return err }
	pattern := func(rows [][]string) error { _, err := ReadPatterns(rows); return err }
	mapping := func(rows [][]string) error { _, err := ReadMap(rows, []string{"identity-agent"}); return err }
	for _, test := range []struct {
		read func([][]string) error
		rows [][]string
		want string
	}{
		{product, [][]string{{"a", "identity-agent"}, {"A", "java"}}, `row 2: "A" is identity-agent in an earlier row`},
		{product, [][]string{{"a"}}, "row 1: 1 columns; write name,product"},
		{pattern, [][]string{{"a*", "RXX"}, {"", "RXX"}, {"b", ""}}, "row 2: pattern is empty; write pattern,organisation\nrow 3: organisation is empty"},
		{mapping, [][]string{{"", "card"}}, "row 1: heading is empty"},
		{mapping, [][]string{{"Number", "the card"}}, `row 1: there is no column "the card"`},
		{mapping, [][]string{{"Heading", "Column"}, {"Number", "cadr"}}, `row 2: there is no column "cadr"; write one as Lanyard's own exports head it`},
		{mapping, [][]string{{"Agent", "java"}, {"Place", "-"}}, "row 1: there is no column \"java\"; write one as Lanyard's own exports head it, such as device, card or organisation\nrow 2: there is no column \"-\""},
	} {
		if err := test.read(test.rows); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%v\ngot  %v\nwant %s", test.rows, err, test.want)
		}
	}
}

func TestNewErrors(t *testing.T) {
	set := testSet(t)
	if _, err := New(Options{Set: set, Dates: "de"}); err == nil || !strings.Contains(err.Error(), "say uk, us or iso") {
		t.Error(err)
	}
	if _, err := New(Options{Set: set, ProductAlias: map[string]string{"a": "agent"}}); err == nil || !strings.Contains(err.Error(), "its products are identity-agent, oberthur-middleware") {
		t.Error(err)
	}
}
