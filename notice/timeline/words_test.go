package timeline

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/notices"
)

func TestOptionsThatMakeNoRange(t *testing.T) {
	n := read(t, "intervals.yaml")
	tests := []struct {
		name string
		o    Options
		want string
	}{
		{"backwards", Options{From: at(t, "2025-08-02T00:00"), Until: at(t, "2025-08-01T00:00")}, "give an until that is later than from"},
		{"empty", Options{From: at(t, "2025-08-01T00:00"), Until: at(t, "2025-08-01T00:00")}, "give an until that is later than from"},
		{"after all", Options{From: at(t, "2100-08-01T00:00")}, "give both from and until"},
		{"before all", Options{Until: at(t, "1990-08-01T00:00")}, "give both from and until"},
		{"no year of ours", Options{From: time.Date(-5, 1, 1, 0, 0, 0, 0, time.UTC), Until: at(t, "2025-08-01T00:00")}, "give years from 1970 to 2200"},
	}
	for _, test := range tests {
		for _, write := range []func(io.Writer, *notice.Notice, Options) error{Words, SVG} {
			var b bytes.Buffer
			err := write(&b, n, test.o)
			if err == nil || !strings.Contains(err.Error(), test.want) || b.Len() > 0 {
				t.Errorf("%s: %v, and %d bytes; want %q and none", test.name, err, b.Len(), test.want)
			}
		}
	}
}

type fullDisk struct{}

var errFull = errors.New("the disk is full")

func (fullDisk) Write([]byte) (int, error) { return 0, errFull }

func TestWriterThatFails(t *testing.T) {
	n := read(t, "intervals.yaml")
	if err := Words(fullDisk{}, n, Options{}); !errors.Is(err, errFull) {
		t.Errorf("Words: %v", err)
	}
	if err := SVG(fullDisk{}, n, Options{}); !errors.Is(err, errFull) {
		t.Errorf("SVG: %v", err)
	}
}

// TestShippedNotices tells every notice that ships, in every way.
func TestShippedNotices(t *testing.T) {
	for _, name := range notices.Names() {
		f, err := notices.Files().Open(name)
		if err != nil {
			t.Fatal(err)
		}
		src, err := io.ReadAll(f)
		if err != nil {
			t.Fatal(err)
		}
		n := parse(t, string(src))
		first, last := reachOf(n)
		for _, o := range []Options{{}, {At: first.Add(time.Hour)}, {From: first, Until: last.Add(time.Hour)}} {
			checkWords(t, n, o)
			checkSVG(t, n, o)
		}
	}
}

// checkWords holds what every text must be: of lines that fit, unless one word
// does not, and of no character that steers a terminal.
func checkWords(t testing.TB, n *notice.Notice, o Options) string {
	t.Helper()
	var b strings.Builder
	if err := Words(&b, n, o); err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(b.String(), "\n") {
		longest := 0
		for _, word := range strings.Fields(line) {
			longest = max(longest, utf8.RuneCountInString(word))
		}
		if utf8.RuneCountInString(line) > width && longest < width-20 {
			t.Errorf("a line is longer than %d: %q", width, line)
		}
		if strings.HasSuffix(line, " ") {
			t.Errorf("a line ends with a space: %q", line)
		}
		if i := strings.IndexFunc(line, func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) }); i >= 0 {
			t.Errorf("a line has a control character: %q", line)
		}
	}
	return b.String()
}

func TestManyWindowsAreFewWords(t *testing.T) {
	n := planned(t, `id: all, on: [Mon, Tue, Wed, Thu, Fri, Sat, Sun], minutes: "00-10", first: 2025-02-01, last: 2026-01-31`)
	if spans := len(n.Windows[0].Spans); spans < 8000 {
		t.Fatalf("there are %d windows only", spans)
	}
	if lines := strings.Count(checkWords(t, n, Options{At: at(t, "2025-06-01T12:05")}), "\n"); lines > 80 {
		t.Errorf("%d lines", lines)
	}
}

func TestTextFromElsewhereCannotSteerATerminal(t *testing.T) {
	n := planned(t, `date: 2025-07-08, from: "10:00", until: "11:00"`)
	n.Title = "red \x1b[31m and \u202eback\nand a new line"
	n.Requirements[0].Title = "\x07\u2067"
	n.Requirements[0].Phases[1].Said = "\x1b]0;title\x07"
	words := checkWords(t, n, Options{})
	if want := "red \ufffd[31m and \ufffdback and a new line\n"; !strings.HasPrefix(words, want) {
		t.Errorf("the title is %q, want %q", words[:len(want)], want)
	}
}
