package report

import (
	"bytes"
	"fmt"
	"io"
	"runtime"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/notice"
)

// heap is how much memory is in use.
func heap() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// crowd scans as a journal of so many attempts that were refused, by so many
// people at as many devices, and of the same in each of the weeks before.
func crowd(o *Options, attempts, people int, atTheEnd func()) Scan {
	// One record, in which names are filled in: writing each anew would take longer
	// than reading them.
	const name, code = "#########", "####"
	record := func(done string, a notice.Action) []byte {
		e := event{
			at: o.From, person: "555" + name, device: "INVENTED-PC-" + name, card: "06" + name, organisation: "R" + code,
			product: "identity-agent", version: "2.3.2.0", done: done, findings: []notice.Told{unmet("identity-agent", a)},
		}
		return e.record()
	}
	blocked, warned := record("block", notice.Block), record("warn", notice.Warn)
	return func(from, until time.Time, each func(code string, at time.Time, isSequel bool, record []byte) error) error {
		step, whole := time.Hour/time.Duration(attempts), blocked
		if from.Before(o.From) {
			whole = warned
		}
		filled := make([]byte, len(whole))
		for n := range attempts {
			copy(filled, whole)
			fill(filled, name, n%people)
			fill(filled, code, n%people%1000)
			if err := each(fmt.Sprintf("K%09d*", n), from.Add(time.Duration(n)*step), false, filled); err != nil {
				return err
			}
		}
		if !from.Before(o.From) {
			atTheEnd()
		}
		return nil
	}
}

// fill writes a number over each place of a record.
func fill(record []byte, place string, n int) {
	digits := fmt.Appendf(nil, "%0*d", len(place), n)
	for rest := record; ; {
		i := bytes.Index(rest, []byte(place))
		if i < 0 {
			return
		}
		copy(rest[i:], digits)
		rest = rest[i+len(place):]
	}
}

// TestMemoryOfACrowd: 300,000 attempts of 100,000 people, who were all foretold by a
// week, fit in 200 MB, the report with everybody who never came back as well.
func TestMemoryOfACrowd(t *testing.T) {
	o := options()
	o.Weeks = 1
	before := heap()
	var gathered int64
	r, err := Make(o, crowd(&o, 300_000, 100_000, func() { gathered = heap() - before }))
	if err != nil {
		t.Fatal(err)
	}
	if r.Blocked.Attempts != 300_000 || r.Blocked.Who.People != 100_000 || len(r.Away) != 100_000 || r.Preview.ForetoldBlocked.People != 100_000 || r.Strange.NotFollowed != 0 {
		t.Fatalf("%+v, %d away", r.Blocked, len(r.Away))
	}
	made := heap() - before
	t.Logf("%d MB to make it, %d MB with the report", gathered>>20, made>>20)
	if most := int64(200_000_000); gathered > most || made > most {
		t.Errorf("%d bytes to make it, %d with the report", gathered, made)
	}
	for _, form := range []func(io.Writer) error{r.WriteHTML, r.WriteText, r.WriteCSV, r.WriteJSON} {
		if err := form(io.Discard); err != nil {
			t.Error(err)
		}
	}
	runtime.KeepAlive(r)
}

// TestCrowdsAreBounded: a crowd that invents a name for each attempt, in the window
// and before it, is counted and not followed without end; neither pushes out the
// other.
func TestCrowdsAreBounded(t *testing.T) {
	for _, tt := range []struct {
		name                                      string
		before, in                                int
		notForetold, notFollowed, foretold, other int
	}{
		{"before", 500, 100, 400, 0, 100, 0},
		{"in the window", 100, 500, 0, 200, 100, 200},
		{"both", 500, 500, 400, 200, 100, 200},
	} {
		o := options()
		o.Weeks = 1
		scan := func(from, until time.Time, each func(code string, at time.Time, isSequel bool, record []byte) error) error {
			n := tt.in
			if from.Before(o.From) {
				n = tt.before
			}
			return crowd(&o, n, n, func() {})(from, until, each)
		}
		r, err := makeBounded(o, scan, bounds{refused: 200, foretold: 100})
		if err != nil {
			t.Fatal(err)
		}
		p := &r.Preview
		if r.Strange.NotForetold != tt.notForetold || r.Strange.NotFollowed != tt.notFollowed || p.ForetoldBlocked.Total() != tt.foretold || p.NotForetold.Total() != tt.other || r.Blocked.Attempts != tt.in {
			t.Errorf("%s: %+v, %+v, %+v", tt.name, r.Strange, r.Preview, r.Blocked)
		}
	}
}
