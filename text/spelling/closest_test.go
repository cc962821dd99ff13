package spelling

import (
	"strings"
	"testing"
)

func TestClosest(t *testing.T) {
	words := []string{"requirements", "revision", "of", "until", "met"}
	for written, want := range map[string]string{
		"requirement": "requirements", "requiremetns": "requirements", "revisoin": "revision",
		"unitl": "until", "mte": "met", "mets": "met", "fo": "of", "if": "of", "x": "", "": "", "phases": "",
		strings.Repeat("é", 1000): "",
	} {
		if got := Closest(written, words); got != want {
			t.Errorf("closest to %q is %q, want %q", written, got, want)
		}
	}
}
