package journal

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestLinesAreJSON(t *testing.T) {
	b, err := appendLine(nil, start, Entry{Code: "K7Q2M9XD4T6", Record: []byte(`{"decision":"warn"}`)}, false)
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatal(err)
	}
	delete(got, "crc32c")
	want := map[string]any{"code": "K7Q2M9XD4T6", "at": "2025-07-08T09:30:00.000Z", "record": map[string]any{"decision": "warn"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestAnyChangedByteIsNoticed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := Entry{
			Code:   rapid.StringMatching(`[0-9A-HJKMNP-TV-Z]{10}[0-9A-HJKMNP-TV-Z*~$=U]`).Draw(t, "code"),
			Record: []byte(rapid.StringMatching(`\{"[a-z]{0,40}":[0-9]{1,5}\}`).Draw(t, "record")),
		}
		at := time.UnixMilli(rapid.Int64Range(-62167219200000, 253402300799999).Draw(t, "at"))
		b, err := appendLine([]byte("before"), at, e, false)
		if err != nil {
			t.Fatal(err)
		}
		b = bytes.TrimSuffix(bytes.TrimPrefix(b, []byte("before")), []byte("\n"))
		l, ok := parseLine(b)
		if !ok || string(l.code) != e.Code || !bytes.Equal(l.record, e.Record) {
			t.Fatalf("%s is read as %+v, %t", b, l, ok)
		}
		if got, err := time.Parse(timeLayout, string(l.at)); err != nil || !got.Equal(at) {
			t.Fatalf("%s was written at %v, %v; want %v", b, got, err, at)
		}
		place := rapid.IntRange(0, len(b)-1).Draw(t, "place")
		b[place] ^= byte(rapid.IntRange(1, 255).Draw(t, "change"))
		if _, ok := parseLine(b); ok {
			t.Fatalf("%q is taken for whole", b)
		}
	})
}

// TestTimes writes them as their layout has them.
func TestTimes(t *testing.T) {
	for _, at := range []time.Time{
		time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(9999, 12, 31, 23, 59, 59, 999_999_999, time.UTC),
		time.Date(2025, 7, 8, 9, 30, 0, 0, time.UTC), time.Date(987, 11, 2, 13, 4, 5, 6_999_999, time.UTC), time.Unix(0, 0).UTC(),
	} {
		if got, want := string(appendTime([]byte("x"), at)), "x"+at.Format(timeLayout); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
