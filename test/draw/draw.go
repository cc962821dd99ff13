package draw

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// rounds is how often a property is checked at the most. What comes up in one round
// of a hundred is missed by all of them in a run of three.
const rounds = 100

// Until checks a property, and checks it again until nothing is lacking of what it
// must have seen to show anything; lacking returns what is, or "". A test that counts
// after one check fails by chance where a kind is rare. After a hundred checks what
// is still lacking fails the test: what is drawn is too plain.
func Until(t *testing.T, lacking func() string, property func(*rapid.T)) {
	t.Helper()
	for range rounds {
		if rapid.Check(t, property); t.Failed() || lacking() == "" {
			return
		}
	}
	t.Errorf("after %d rounds of draws: %s", rounds, lacking())
}

// Lacking returns which kinds were counted less than so many times, or "".
func Lacking(counts map[string]int, least int, kinds ...string) string {
	var out []string
	for _, kind := range kinds {
		if n := counts[kind]; n < least {
			out = append(out, fmt.Sprintf("%s %d times", kind, n))
		}
	}
	if len(out) == 0 {
		return ""
	}
	return fmt.Sprintf("each must come up %d times, but %s", least, strings.Join(out, ", "))
}
