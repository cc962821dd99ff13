package journal

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestInvalidEntries(t *testing.T) {
	dir := t.TempDir()
	j := open(t, dir)
	defer closeJournal(t, j)
	largest := bytes.Repeat([]byte{'1'}, maxLineBytes-recordStart-sumLength-1)
	tests := []struct {
		code   string
		at     time.Time
		record []byte
		want   string
	}{
		{"", start, []byte(`{}`), `the code "" is not 11 letters and digits`},
		{"K7Q2M9XD4T", start, []byte(`{}`), "is not 11 letters and digits"},
		{"K7Q2M9XD4T66", start, []byte(`{}`), "is not 11 letters and digits"},
		{"k7q2m9xd4t6", start, []byte(`{}`), "is not 11 letters and digits"},
		{`K7Q2M"XD4T6`, start, []byte(`{}`), "is not 11 letters and digits"},
		{code(1), start, nil, "00000000001: the record is empty"},
		{code(1), start, []byte("{\n}"), "00000000001: the record is not one line"},
		{code(1), start, append(largest, '1'), "00000000001: the record has 4194220 bytes; at most 4194219"},
		{code(1), time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC), []byte(`{}`), "has no year of four digits"},
		{code(1), time.Date(-1, 1, 1, 0, 0, 0, 0, time.UTC), []byte(`{}`), "has no year of four digits"},
	}
	for _, tt := range tests {
		_, err := j.Append(tt.at, Entry{Code: tt.code, Record: tt.record})
		if !errors.Is(err, ErrInvalid) || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("Append(%q, %v, %d bytes): %v\nwant %s", tt.code, tt.at, len(tt.record), err, tt.want)
		}
		// One that is invalid keeps the others of its batch out, too.
		err = j.AppendBatch(tt.at, []Entry{{Code: code(2), Record: []byte(`{}`)}, {Code: tt.code, Record: tt.record}})
		if !errors.Is(err, ErrInvalid) {
			t.Errorf("AppendBatch: %v", err)
		}
	}
	checkCodes(t, dir, Damages{})
	if _, err := j.Append(start, Entry{Code: code(3), Record: largest}); err != nil {
		t.Error(err)
	}
	if got, err := Find(dir, code(3)); err != nil || !bytes.Equal(got.Record, largest) {
		t.Errorf("the largest record: %d bytes, %v; want %d", len(got.Record), err, len(largest))
	}
}

func TestABatchIsOneWrite(t *testing.T) {
	dir := t.TempDir()
	j := open(t, dir)
	disk := watch(j)
	var entries []Entry
	var want []string
	for n := range 1000 {
		entries = append(entries, Entry{Code: code(n), Record: fmt.Appendf(nil, `{"n":%d}`, n)})
		want = append(want, code(n))
	}
	if err := j.AppendBatch(start, entries); err != nil {
		t.Fatal(err)
	}
	if err := j.AppendBatch(start, nil); err != nil {
		t.Fatal(err)
	}
	if disk.writes.Load() != 1 || j.Unsynced() != 1000 {
		t.Errorf("%d writes, %d records not yet on the disk; want 1 and 1000", disk.writes.Load(), j.Unsynced())
	}
	closeJournal(t, j)
	if j.Unsynced() != 0 {
		t.Errorf("%d records not on the disk after Close", j.Unsynced())
	}
	checkCodes(t, dir, Damages{}, want...)
}

func TestSegmentsFollowDayAndSize(t *testing.T) {
	const (
		first  = "00000001-2025-07-08.jsonl"
		second = "00000002-2025-07-08.jsonl"
		third  = "00000003-2025-07-09.jsonl"
		fourth = "00000004-2025-07-08.jsonl"
		fifth  = "00000005-2025-07-07.jsonl"
	)
	dir := t.TempDir()
	j, err := Open(dir, Options{SegmentBytes: 150}) // reached by two lines
	if err != nil {
		t.Fatal(err)
	}
	steps := []struct {
		at   time.Time
		want string
	}{
		{start, first},
		{time.Date(2025, 7, 9, 0, 30, 0, 0, time.FixedZone("BST", 3600)), first}, // the 8th in UTC
		{start, second}, // the first is full
		{time.Date(2025, 7, 9, 0, 0, 0, 0, time.UTC), third},    // a new day
		{time.Date(2025, 7, 8, 23, 0, 0, 0, time.UTC), third},   // an hour before it is still of it
		{time.Date(2025, 7, 8, 23, 30, 0, 0, time.UTC), fourth}, // full again
		{start.AddDate(0, 0, -1), fifth},                        // a clock that was set back by a day
	}
	var codes []string
	for n, step := range steps {
		appendRecord(t, j, n, step.at)
		codes = append(codes, code(n))
		if found, err := Find(dir, code(n)); err != nil || found.File != filepath.Join(dir, step.want) {
			t.Errorf("record %d is in %s, %v; want %s", n, found.File, err, step.want)
		}
	}
	closeJournal(t, j)
	checkSegments(t, dir, first, second, third, fourth, fifth)
	checkCodes(t, dir, Damages{}, codes...)
}

// Each call to the disk fails in turn, alone and together with the next. What
// was acknowledged is there afterwards, and nothing else, unless a write and
// the cutting off after it both failed.
func TestEveryCallFails(t *testing.T) {
	failed := 0
	for first := int64(1); ; first++ {
		reached := false
		for calls := int64(1); calls <= 2; calls++ {
			dir := memory(t)
			j, err := Open(dir, Options{SegmentBytes: 800})
			if err != nil {
				t.Fatal(err)
			}
			disk := watch(j)
			disk.fail(first-1, calls)
			var acknowledged []string
			for n := range 10 {
				// A long write and a short one by turns, no two lines alike.
				var batch []Entry
				for i := range 1 + 3*(n%2) {
					batch = append(batch, Entry{Code: code(10*n + i), Record: fmt.Appendf(nil, `{"x":"%s"}`, strings.Repeat("x", 7*n))})
				}
				err := j.AppendBatch(start, batch)
				if err == nil {
					for _, e := range batch {
						acknowledged = append(acknowledged, e.Code)
					}
				} else {
					var write *WriteError
					if stats := j.Stats(); stats.Unkept == 0 {
						t.Errorf("call %d: nothing counts as not kept", first)
					}
					if !errors.As(err, &write) || !errors.Is(err, syscall.ENOSPC) || !strings.HasPrefix(write.File, dir) {
						t.Errorf("call %d: %v", first, err)
					}
					failed++
				}
				if n%4 == 3 {
					j.sync()
				}
			}
			syncErr := j.Err()
			var unsynced *SyncError
			if err := j.Close(); err != nil && !errors.As(err, &unsynced) || syncErr != nil && err == nil {
				t.Errorf("call %d: Close: %v, before it %v", first, err, syncErr)
			}
			reached = reached || disk.calls.Load() >= first

			codes, damaged := readCodes(t, dir)
			if calls == 1 && len(codes) != len(acknowledged) {
				t.Errorf("calls %d to %d: %d records, %d acknowledged", first, first+calls-1, len(codes), len(acknowledged))
			}
			for _, c := range acknowledged {
				if codes[c] != 1 {
					t.Errorf("calls %d to %d: %s is there %d times", first, first+calls-1, c, codes[c])
				}
			}
			// What is torn is the end of its segment, or it could hide a record.
			if damaged.Count > int(calls)-1 || damaged.Count == 1 && damaged.First[0].Problem != problemTorn {
				t.Errorf("calls %d to %d: %+v", first, first+calls-1, damaged)
			}
			closeJournal(t, open(t, dir))
		}
		if !reached {
			break
		}
	}
	if failed < 10 {
		t.Errorf("only %d appends failed: the faults do not reach them", failed)
	}
}
