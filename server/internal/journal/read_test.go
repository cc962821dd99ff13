package journal

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestReadByPosition(t *testing.T) {
	dir := t.TempDir()
	j := open(t, dir)
	var positions []Position
	sizes := []int{1, firstReadBytes - 200, firstReadBytes, 3*firstReadBytes + 17, 1 << 20, 7, maxRecordBytes - 8}
	for n, size := range sizes {
		p, err := j.Append(start.AddDate(0, 0, n/4), Entry{Code: code(n), Kind: Kind(n % 2), Record: fmt.Appendf(nil, `{"x":"%s"}`, strings.Repeat("x", size))})
		if err != nil {
			t.Fatal(err)
		}
		positions = append(positions, p)
	}
	if got := fmt.Sprint(positions[0], positions[4]); got != "00000001:0 00000002:0" {
		t.Errorf("positions are written %s", got)
	}
	for n, p := range positions {
		got, err := j.Read(p)
		if record := fmt.Sprintf(`{"x":"%s"}`, strings.Repeat("x", sizes[n])); string(got.Record) != record {
			t.Errorf("at %v stand %d bytes, want %d", p, len(got.Record), len(record))
		}
		got.Record = nil
		want := Found{
			Code: code(n), Kind: Kind(n % 2),
			At: start.AddDate(0, 0, n/4), Position: p, File: filepath.Join(dir, []string{"00000001-2025-07-08.jsonl", "00000002-2025-07-09.jsonl"}[n/4]),
		}
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("at %v: %v (-want +got)\n%.500s", p, err, diff)
		}
	}
	closeJournal(t, j)
	if got, err := Read(dir, positions[3]); err != nil || got.Code != code(3) {
		t.Errorf("after Close: %+v, %v", got, err)
	}

	for _, tt := range []struct {
		p    Position
		want error
	}{
		{Position{}, ErrNotFound},
		{Position{3, 0}, ErrNotFound},
		{Position{-1, 0}, ErrNotFound},
		{Position{1, -1}, ErrDamaged},
		{Position{1, 1}, ErrDamaged},
		{Position{1, positions[1].Offset - 1}, ErrDamaged},
		{Position{1, 1 << 40}, ErrDamaged},
	} {
		if got, err := Read(dir, tt.p); !errors.Is(err, tt.want) {
			t.Errorf("at %v: %+v, %v; want %v", tt.p, got, err, tt.want)
		}
	}
	if _, err := Read(filepath.Join(dir, "none"), Position{1, 0}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("in a folder that is not there: %v", err)
	}

	// A bit falls over, and the end is torn.
	path := filepath.Join(dir, "00000002-2025-07-09.jsonl")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	text[100] ^= 1
	if err := os.WriteFile(path, text[:len(text)-1], 0o600); err != nil {
		t.Fatal(err)
	}
	for _, p := range []Position{positions[4], positions[6]} {
		if _, err := Read(dir, p); !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), path) || !strings.Contains(err.Error(), p.String()) {
			t.Errorf("what is damaged at %v: %v", p, err)
		}
	}
	if got, err := Read(dir, positions[5]); err != nil || got.Code != code(5) {
		t.Errorf("between damaged lines: %+v, %v", got, err)
	}
}

func TestDetailsAreWithinTheirRecords(t *testing.T) {
	for _, tt := range []struct {
		e           Entry
		brief       bool
		want, wrong string
	}{
		{Entry{Record: []byte(`{"a":1}`), Detail: []byte(`,"b":2`)}, false, `{"a":1,"b":2}`, ""},
		{Entry{Record: []byte(`{"a":1}`), Detail: []byte(`,"b":2`)}, true, `{"a":1}`, ""},
		{Entry{Record: []byte(`7`)}, true, `7`, ""},
		{Entry{Record: []byte(`7`), Detail: []byte(`8`)}, false, "", "a detail goes into an object"},
		{Entry{Record: []byte(`7`), Detail: []byte(`8`)}, true, "", "a detail goes into an object"},
		{Entry{Record: []byte(`{}`), Detail: []byte("\n")}, false, "", "not one line"},
		{Entry{Record: []byte(`{}`), Detail: []byte("\n")}, true, "", "not one line"},
		{Entry{Record: []byte(`{}`), Detail: bytes.Repeat([]byte("x"), maxRecordBytes-1)}, false, "", "the record has 4194220 bytes; at most 4194219"},
		{Entry{Record: []byte(`{}`), Detail: bytes.Repeat([]byte("x"), maxRecordBytes-1)}, true, "{}", ""},
		{Entry{Record: []byte(`{}`), Kind: 2}, false, "", "there is no kind 2"},
	} {
		tt.e.Code = code(1)
		b, err := appendLine(nil, start, tt.e, tt.brief)
		if tt.wrong != "" {
			if !errors.Is(err, ErrInvalid) || !strings.Contains(err.Error(), tt.wrong) {
				t.Errorf("%.40s %.40s: %v, want %s", tt.e.Record, tt.e.Detail, err, tt.wrong)
			}
			continue
		}
		if l, ok := parseLine(bytes.TrimSuffix(b, []byte("\n"))); !ok || err != nil || string(l.record) != tt.want {
			t.Errorf("%.40s %.40s is read as %.80s, %v; want %s", tt.e.Record, tt.e.Detail, l.record, err, tt.want)
		}
	}
}
