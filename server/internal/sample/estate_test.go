package sample

import (
	"bytes"
	"cmp"
	"testing"
	"time"
)

// testAt is the day of the estates in tests: in the notice's first window.
var testAt = time.Date(2025, time.July, 8, 10, 0, 0, 0, time.UTC)

// testEstate is one of which a test asks without writing it all.
func testEstate(t testing.TB, o Options) *estate {
	t.Helper()
	o.Seed = cmp.Or(o.Seed, 1)
	if o.At.IsZero() {
		o.At = testAt
	}
	o, err := o.complete()
	if err != nil {
		t.Fatal(err)
	}
	return newEstate(o)
}

// content is what a file of the estate holds, by its name.
func content(t testing.TB, e *estate, name string) []byte {
	t.Helper()
	for _, f := range e.files(Options{Formats: []Format{All}, Faulty: true}) {
		if f.name == name {
			var b bytes.Buffer
			if _, err := f.write(e, &b); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			return b.Bytes()
		}
	}
	t.Fatalf("no format has a file %s", name)
	return nil
}
