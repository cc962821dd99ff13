package evidence

import (
	"testing"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"pgregory.net/rapid"
)

// TestTimesAndTexts are written as their layout and as JSON has them.
func TestTimesAndTexts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zone := time.FixedZone("", rapid.IntRange(-24*3600+60, 24*3600-60).Draw(t, "zone"))
		at := time.Unix(rapid.Int64Range(-1e11, 4e11).Draw(t, "second"), rapid.Int64Range(0, 999_999_999).Draw(t, "nanosecond")).In(zone)
		if got, want := string(appendTime([]byte("x"), at)), "x"+at.Format(timeLayout); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
		text := rapid.OneOf(rapid.String(), rapid.StringMatching("[ -~\x7f]*")).Draw(t, "text")
		want, _ := jsontext.AppendQuote(nil, text)
		if got := quote(nil, text); string(got) != string(want) {
			t.Errorf("got %s, want %s", got, want)
		}
	})
}
