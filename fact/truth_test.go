package fact

import "testing"

// The tables are those of Kleene's strong logic.
func TestTruth(t *testing.T) {
	values := []Truth{False, Unknown, True}
	and := [][]Truth{{False, False, False}, {False, Unknown, Unknown}, {False, Unknown, True}}
	or := [][]Truth{{False, Unknown, True}, {Unknown, Unknown, True}, {True, True, True}}
	not := []Truth{True, Unknown, False}
	for i, a := range values {
		if got := a.Not(); got != not[i] {
			t.Errorf("not %v = %v, want %v", a, got, not[i])
		}
		for j, b := range values {
			if got := a.And(b); got != and[i][j] {
				t.Errorf("%v and %v = %v, want %v", a, b, got, and[i][j])
			}
			if got := a.Or(b); got != or[i][j] {
				t.Errorf("%v or %v = %v, want %v", a, b, got, or[i][j])
			}
		}
	}
	if TruthOf(true) != True || TruthOf(false) != False || Truth(0) != Unknown {
		t.Error("a bool is True or False, and nothing is Unknown")
	}
}
