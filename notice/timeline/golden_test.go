package timeline

import (
	"bytes"
	"flag"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/notice"
)

var update = flag.Bool("update", false, "write the golden files anew")

// read parses a notice of testdata.
func read(t testing.TB, name string) *notice.Notice {
	t.Helper()
	src, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return parse(t, string(src))
}

func parse(t testing.TB, src string) *notice.Notice {
	t.Helper()
	n, problems := notice.Parse("notice.yaml", []byte(src))
	if n == nil {
		t.Fatal(problems)
	}
	return n
}

// at reads a civil time of London; the zero time from "".
func at(t testing.TB, text string) time.Time {
	t.Helper()
	if text == "" {
		return time.Time{}
	}
	instant, _, err := civil.ParseInstant(text, london(t))
	if err != nil {
		t.Fatal(err)
	}
	return instant
}

func london(t testing.TB) *civil.Zone {
	t.Helper()
	z, err := civil.LoadZone("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func TestGolden(t *testing.T) {
	tests := []struct {
		golden, notice  string
		write           func(io.Writer, *notice.Notice, Options) error
		at, from, until string
		today           string
	}{
		{golden: "intervals.txt", notice: "intervals.yaml", write: Words},
		{golden: "intervals-window.txt", notice: "intervals.yaml", write: Words, at: "2025-07-08T10:30"},
		{golden: "intervals-evening.txt", notice: "intervals.yaml", write: Words, at: "2025-08-25T18:30"},
		{golden: "intervals-august.txt", notice: "intervals.yaml", write: Words, from: "2025-08-01T00:00", until: "2025-10-02T00:00"},
		{golden: "intervals-night.txt", notice: "intervals.yaml", write: Words, at: "2025-07-16T00:00", from: "2025-07-16T00:00", until: "2025-07-17T12:00"},
		{golden: "corners.txt", notice: "corners.yaml", write: Words, at: "2026-04-20T08:00"},
		{golden: "corners-before.txt", notice: "corners.yaml", write: Words, at: "2026-01-01T08:00", until: "2026-03-02T00:00"},
		{golden: "corners-since-april.txt", notice: "corners.yaml", write: Words, from: "2026-04-01T00:00"},
		{golden: "intervals.svg", notice: "intervals.yaml", write: SVG, today: "2025-07-20T10:00"},
		{golden: "intervals-weeks.svg", notice: "intervals.yaml", write: SVG, today: "2026-01-01T00:00", from: "2025-08-18T00:00", until: "2025-10-02T00:00"},
		{golden: "intervals-day.svg", notice: "intervals.yaml", write: SVG, today: "2025-08-05T10:00", from: "2025-08-05T00:00", until: "2025-08-06T00:00"},
		{golden: "corners.svg", notice: "corners.yaml", write: SVG},
	}
	for _, test := range tests {
		t.Run(test.golden, func(t *testing.T) {
			var got bytes.Buffer
			o := Options{At: at(t, test.at), From: at(t, test.from), Until: at(t, test.until), Today: at(t, test.today)}
			if err := test.write(&got, read(t, test.notice), o); err != nil {
				t.Fatal(err)
			}
			golden := filepath.Join("testdata", test.golden)
			if *update {
				if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got.String()); diff != "" {
				t.Errorf("%s; run with -update if this is meant (-want +got)\n%s", golden, diff)
			}
		})
	}
}
