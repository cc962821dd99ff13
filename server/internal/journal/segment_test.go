package journal

import (
	"bufio"
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

func TestSegmentNames(t *testing.T) {
	dir := t.TempDir()
	want := []string{"00000002-2025-07-09.jsonl", "00000010-2025-07-08.jsonl", "00000011-2025-07-08.jsonl"}
	others := []string{
		"lock", "1-2025-07-08.jsonl", "00000001-2025-02-30.jsonl", "00000001-2025-07-08.json",
		"00000001-2025-07-08.jsonl.gz", "-0000001-2025-07-08.jsonl", "00000000-2025-07-08.jsonl", "+0000001-2025-07-08.jsonl", "00000001_2025-07-08.jsonl",
	}
	for _, name := range append(others, want[2], want[0], want[1]) {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	checkSegments(t, dir, want...)

	// The next one follows the highest number.
	j := open(t, dir)
	appendRecord(t, j, 0, start.AddDate(0, 0, 1))
	closeJournal(t, j)
	checkSegments(t, dir, append(want, "00000012-2025-07-09.jsonl")...)
}

func TestALineThatIsTooLong(t *testing.T) {
	whole, err := appendLine(nil, start, Entry{code(1), []byte(`{}`)})
	if err != nil {
		t.Fatal(err)
	}
	long := bytes.Repeat([]byte{'x'}, 3*maxLineBytes)
	for _, tt := range []struct {
		text []byte
		want []string
	}{
		{bytes.Join([][]byte{long, whole}, []byte("\n")), []string{problemTooLong, ""}},
		{bytes.Join([][]byte{whole[:len(whole)-1], long}, []byte("\n")), []string{"", problemTorn}},
		{long[:maxLineBytes], []string{problemTorn}},
		{append(bytes.Clone(long[:maxLineBytes-1]), '\n'), []string{problemDamaged}},
	} {
		var got []string
		err := readLines(bufio.NewReaderSize(bytes.NewReader(tt.text), maxLineBytes),
			func(int, line) { got = append(got, "") },
			func(_ int, problem string) { got = append(got, problem) })
		if err != nil || len(got) != len(tt.want) || got[0] != tt.want[0] || got[len(got)-1] != tt.want[len(got)-1] {
			t.Errorf("%q, %v; want %q", got, err, tt.want)
		}
	}
}

// Whatever stands in a segment, every line is either whole or damaged, in
// order, and a whole line after it is found.
func FuzzReadLines(f *testing.F) {
	whole, err := appendLine(nil, start, Entry{code(1), []byte(`{"n":1}`)})
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte{})
	f.Add(whole)
	f.Add(whole[:40])
	f.Add(append([]byte("x\n\n"), whole...))
	f.Add(append(make([]byte, 100), whole...))
	reader := bufio.NewReaderSize(nil, maxLineBytes)
	f.Fuzz(func(t *testing.T, text []byte) {
		last, found := 0, 0
		next := func(number int) {
			if number != last+1 {
				t.Errorf("line %d follows line %d", number, last)
			}
			last = number
		}
		text = append(append(bytes.Clone(text), '\n'), whole...)
		reader.Reset(bytes.NewReader(text))
		err := readLines(reader, func(number int, l line) {
			next(number)
			if len(l.code) != codeBytes || bytes.IndexByte(l.record, '\n') >= 0 {
				t.Errorf("line %d: %+v", number, l)
			}
			if string(l.code) == code(1) {
				found = number
			}
		}, func(number int, _ string) { next(number) })
		if lines := bytes.Count(text, []byte("\n")); err != nil || last != lines || found != lines {
			t.Errorf("%d lines read, %v; the record was found in %d; want %d", last, err, found, lines)
		}
	})
}
