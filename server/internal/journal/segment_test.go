package journal

import (
	"bufio"
	"bytes"
	"os"
	"path/filepath"
	"slices"
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

func TestLinesThatAreNotWhole(t *testing.T) {
	whole, err := appendLine(nil, start, Entry{Code: code(1), Record: []byte(`{}`)}, false)
	if err != nil {
		t.Fatal(err)
	}
	long := bytes.Repeat([]byte{'x'}, 3*maxLineBytes)
	hole := make([]byte, 2*maxLineBytes+100)
	join := func(parts ...[]byte) []byte { return bytes.Join(parts, nil) }
	for _, tt := range []struct {
		text []byte
		want []string
	}{
		{bytes.Join([][]byte{long, whole}, []byte("\n")), []string{problemTooLong, ""}},
		{bytes.Join([][]byte{whole[:len(whole)-1], long}, []byte("\n")), []string{"", problemTorn}},
		{long[:maxLineBytes], []string{problemTorn}},
		{append(bytes.Clone(long[:maxLineBytes-1]), '\n'), []string{problemDamaged}},
		// Zeros at the end were written ahead, and those before a line are a hole.
		{hole, nil},
		{join(whole, hole), []string{""}},
		{join(whole, hole[:1]), []string{""}},
		{join(whole[:50], hole), []string{problemTorn}},
		{join(hole, whole), []string{problemHole, ""}},
		{join(hole[:1], whole, whole), []string{problemHole, "", ""}},
		{join(whole, hole[:5000], whole, hole), []string{"", problemHole, ""}},
		{join(hole, whole[:50], []byte("\n"), whole), []string{problemDamaged, ""}},
		{join(whole[:50], hole[:5000], whole), []string{problemDamaged, ""}},
		{join(whole[:50], hole[:5000], whole[1:]), []string{problemDamaged}},
	} {
		var got []string
		err := readLines(bufio.NewReaderSize(bytes.NewReader(tt.text), maxLineBytes),
			func(place, line) error { got = append(got, ""); return nil },
			func(_ place, problem string) { got = append(got, problem) })
		if err != nil || !slices.Equal(got, tt.want) {
			t.Errorf("%q, %v; want %q", got, err, tt.want)
		}
	}
}

// Whatever stands in a segment, every line is either whole or damaged, in
// order, and a whole line after it is found.
func FuzzReadLines(f *testing.F) {
	whole, err := appendLine(nil, start, Entry{Code: code(1), Record: []byte(`{"n":1}`)}, false)
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
		text = append(append(bytes.Clone(text), '\n'), whole...)
		next := func(p place) {
			if p.line != last+1 && p.line != last { // a hole, and the line behind it
				t.Errorf("line %d follows line %d", p.line, last)
			}
			last = p.line
			if p.offset > 0 && text[p.offset-1] != '\n' && text[p.offset-1] != 0 {
				t.Errorf("line %d begins in the middle, at byte %d", p.line, p.offset)
			}
			b, err := lineAt(bytes.NewReader(text), p.offset)
			if end := bytes.IndexByte(text[p.offset:], '\n'); end >= 0 && end < maxLineBytes && (err != nil || len(b) != end) {
				t.Errorf("the line at byte %d has %d bytes, %v; want %d", p.offset, len(b), err, end)
			}
		}
		reader.Reset(bytes.NewReader(text))
		err := readLines(reader, func(p place, l line) error {
			next(p)
			if len(l.code) != codeBytes || bytes.IndexByte(l.record, '\n') >= 0 {
				t.Errorf("line %d: %+v", p.line, l)
			}
			if string(l.code) == code(1) {
				found = p.line
			}
			return nil
		}, func(p place, _ string) { next(p) })
		if lines := bytes.Count(text, []byte("\n")); err != nil || last != lines || found != lines {
			t.Errorf("%d lines read, %v; the record was found in %d; want %d", last, err, found, lines)
		}
	})
}
