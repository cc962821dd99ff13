package notices_test

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/notices"
)

var update = flag.Bool("update", false, "write the golden files")

// story judges the sign-ins of story/signins.jsonl.
type story struct {
	t         *testing.T
	zone      *civil.Zone
	revisions []*notice.Notice
	devices   []string
	lines     map[string]string // device to JSON without at
}

func newStory(t *testing.T) *story {
	t.Helper()
	s := &story{t: t, lines: map[string]string{}}
	for _, name := range notices.Names() {
		if !strings.HasPrefix(name, "care-identity-2025-") {
			continue
		}
		src, err := fs.ReadFile(notices.Files(), name)
		if err != nil {
			t.Fatal(err)
		}
		n, problems := notice.Parse(name, src)
		if n == nil {
			t.Fatal(problems)
		}
		s.revisions = append(s.revisions, n)
	}
	s.zone = s.revisions[0].Zone
	f, err := os.Open("story/signins.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		var in struct{ Device struct{ ID string } }
		if err := json.Unmarshal(lines.Bytes(), &in); err != nil {
			t.Fatal(err)
		}
		s.devices = append(s.devices, in.Device.ID)
		s.lines[in.Device.ID] = lines.Text()
	}
	return s
}

// decide judges a sign-in at a civil time by what was known then, and by all
// revisions: the two must agree, for no revision changes what lies behind it.
func (s *story) decide(device, at string) string {
	s.t.Helper()
	var in notice.SignIn
	line := strings.Replace(s.lines[device], "{", `{"at":"`+at+`",`, 1)
	if err := in.Read([]byte(line), s.zone); err != nil {
		s.t.Fatalf("%s: %v", line, err)
	}
	var answers []string
	for _, o := range []notice.Options{{AsKnown: in.At}, {}} {
		set, problems := notice.NewSet(s.revisions, o)
		if set == nil {
			s.t.Fatal(problems)
		}
		var v notice.Verdict
		set.Judge(&in.Facts, in.Use, in.At, &v)
		answers = append(answers, v.Decision.Decision())
	}
	if answers[0] != answers[1] {
		s.t.Errorf("%s at %s: %s as known then, %s by all revisions", device, at, answers[0], answers[1])
	}
	return answers[0]
}

// TestStory follows every device through every day from June to October 2025.
func TestStory(t *testing.T) {
	s := newStory(t)
	var out bytes.Buffer
	fmt.Fprintf(&out, "%-21s", "")
	for _, d := range s.devices {
		fmt.Fprintf(&out, " %-14s", d)
	}
	out.WriteString("\n")
	for day := (civil.Date{Year: 2025, Month: time.June, Day: 1}); day.Month < time.November; day = day.AddDays(1) {
		for _, clock := range []string{"08:45", "10:30", "15:30"} {
			row := &strings.Builder{}
			fmt.Fprintf(row, "%s %.3s %s ", day, day.Weekday(), clock)
			for _, d := range s.devices {
				fmt.Fprintf(row, " %-14s", s.decide(d, day.String()+"T"+clock))
			}
			fmt.Fprintln(&out, strings.TrimRight(row.String(), " "))
		}
	}
	const golden = "story/days.txt"
	if *update {
		if err := os.WriteFile(golden, out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), out.String()); diff != "" {
		t.Errorf("the days differ from %s (run with -update if that is meant):\n%s", golden, diff)
	}
}

// TestInstants holds the program to answers that were worked out by hand.
func TestInstants(t *testing.T) {
	s := newStory(t)
	f, err := os.Open("story/instants.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := map[string]int{}
	for i, name := range rows[0] {
		column[name] = i
	}
	for _, row := range rows[1:] {
		at, device, want := row[column["at"]], row[column["device"]], row[column["decision"]]
		if got := s.decide(device, at); got != want {
			t.Errorf("%s at %s: %s, want %s", device, at, got, want)
		}
	}
}
