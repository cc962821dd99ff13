package attempt

import (
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"testing"
)

// TestKnownAgents asks about more User-Agents than are remembered, each twice: what
// is remembered is what the rules find.
func TestKnownAgents(t *testing.T) {
	rules := []agent{{match: regexp.MustCompile(`Agent/([0-9.]+)`)}, {match: regexp.MustCompile(`old`)}, {match: regexp.MustCompile(`never`)}}
	var k knownRules
	for range 2 {
		for i := range 3 * knownAgents {
			text := fmt.Sprintf("Agent/%d.0", i)
			if i%3 == 0 {
				text += " old" + strings.Repeat(" and long", i%100)
			}
			for range 2 {
				got := k.find(rules, text)
				for j, rule := range rules {
					if want := rule.match.FindStringSubmatchIndex(text); !reflect.DeepEqual(got[j], want) {
						t.Fatalf("%q, rule %d: %v, want %v", text, j, got[j], want)
					}
				}
			}
		}
	}
	for i := range k.places {
		if is := k.places[i].Load(); is != nil && len(is.text) > maxKnownAgent {
			t.Errorf("a User-Agent of %d bytes is remembered", len(is.text))
		}
	}
}
