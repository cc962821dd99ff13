package gate

import (
	"slices"
	"testing"
	"time"
)

func TestStrangersDoNotFillTheLog(t *testing.T) {
	var c Complaints
	var said []string
	at := time.Date(2025, 7, 8, 10, 0, 0, 0, time.UTC)
	tell := func(after time.Duration) {
		c.Tell(at.Add(after), func(words string) { said = append(said, words) }, "refused")
	}
	for range 1000 {
		tell(0)
	}
	tell(999 * time.Millisecond)
	tell(time.Second)
	tell(2 * time.Second)
	tell(-time.Hour) // the clock of the machine was set back
	if want := []string{"refused", "refused (1000 more like it were not written)", "refused", "refused"}; !slices.Equal(said, want) {
		t.Errorf("%q", said)
	}
}
