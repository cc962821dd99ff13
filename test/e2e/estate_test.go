package e2e

import (
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/test/browser"
)

// The instant of the first question: a Tuesday, in the first window of the notice
// of 2025.
const (
	tuesday  = "2025-07-08T10:00"
	at       = "Tuesday 8 July 2025, 10:00"
	tomorrow = "2025-07-09"
)

// kind is what somebody has at hand.
type kind struct {
	name   string
	files  []string // of the made exports
	people string   // what is told about people is told from
	cards  bool     // cards are there to be replaced
	axe    bool     // the page is of another shape than those before it
}

// An IT team has an inventory, and what the Registration Authority and the
// national service gave it beside that.
var (
	around   = []string{"canonical/organisations.csv", "canonical/contacts.csv", "canonical/people.csv", "canonical/cards.csv", "canonical/signins.csv"}
	settling = []string{"alias.csv", "product-alias.csv", "organisation-patterns.csv"}
)

func beside(format string, files ...string) []string {
	var all []string
	for _, name := range append(files, settling...) {
		all = append(all, format+"/"+name)
	}
	return append(all, around...)
}

var kinds = []kind{
	{"canonical", []string{"canonical"}, "sign-ins", true, true},
	{"intune", beside("intune", "AppInvRawData.csv"), "sign-ins", true, false},
	{"intune zip", beside("intune-zip", "AppInvRawData.zip"), "sign-ins", true, false},
	{"configmgr", beside("configmgr", "v_Add_Remove_Programs.csv"), "sign-ins", true, false},
	{"osquery", beside("osquery", "osquery-programs.json"), "sign-ins", true, false},
	{"osquery log", beside("osquery-log", "osqueryd.results.log"), "sign-ins", true, false},
	{"intune without sign-ins", []string{"intune-zip", "intune-devices/DevicesWithInventory.csv", "canonical/people.csv"}, "users of devices", false, true},
	{"cim", []string{"cim"}, "holders of cards", true, true},
	{"cim as a workbook", []string{"cim-xlsx", "canonical/people.csv"}, "holders of cards", true, false},
	{"practices of ods", append([]string{"ods", "canonical/devices.csv"}, around[2:]...), "sign-ins", true, false},
}

// TestFromTheZip asks the two questions of a new user on exports of each kind:
// who cannot work on Tuesday at 10:00, and what do we do first? Which cards do I
// replace tomorrow?
func TestFromTheZip(t *testing.T) {
	chromium := browser.Start(t)
	lanyard := unpacked(t)
	exports := t.TempDir()
	for _, format := range []string{"canonical", "intune", "intune-zip", "intune-devices", "configmgr", "osquery", "osquery-log", "cim", "cim-xlsx", "ods"} {
		lanyard.run(t, "sample", "--devices", "120", "--seed", "3", "--at", "2025-07-08", "--format", format, "--out", filepath.Join(exports, format))
	}
	for _, k := range kinds {
		t.Run(k.name, func(t *testing.T) {
			folder := t.TempDir()
			args := []string{"check", "--at", tuesday}
			for _, name := range k.files {
				args = append(args, filepath.Join(exports, filepath.FromSlash(name)))
			}
			page, told := filepath.Join(folder, "answer.html"), filepath.Join(folder, "answer.json")
			lanyard.run(t, append(args, "--out", page)...)
			lanyard.run(t, append(args, "--out", told)...)
			a := readAnswer(t, told)
			if a.People.From != k.people {
				t.Errorf("told from %q, want %q", a.People.From, k.people)
			}
			for _, width := range []int64{1280, 390} {
				t.Run(fmt.Sprint(width), func(t *testing.T) {
					v := view{t, browser.Open(t, chromium, page, width)}
					v.asksWhoCannotWork(a)
					v.asksWhatToDoFirst(a)
					v.asksWhichCards(a, k.cards)
					if k.axe {
						browser.Violations(t, v.tab)
					}
				})
			}
		})
	}
}

// TestOnMonday asks on Monday who cannot work tomorrow at 10:00, when the next
// block begins.
func TestOnMonday(t *testing.T) {
	chromium := browser.Start(t)
	lanyard := unpacked(t)
	exports, folder := t.TempDir(), t.TempDir()
	lanyard.run(t, "sample", "--devices", "120", "--seed", "3", "--at", "2025-07-07", "--out", exports)
	page, told := filepath.Join(folder, "answer.html"), filepath.Join(folder, "answer.json")
	for _, out := range []string{page, told} {
		lanyard.run(t, "check", exports, "--at", "2025-07-07T09:00", "--out", out)
	}
	next := readAnswer(t, told).People.NextBlock
	if next == nil || next.Stranded == 0 {
		t.Fatal("the next block strands nobody")
	}
	for _, width := range []int64{1280, 390} {
		v := view{t, browser.Open(t, chromium, page, width)}
		first := v.first()
		for _, want := range []string{
			"The next block begins on " + at + ", tomorrow.",
			fmt.Sprintf("If nothing is done, it stops %d people", next.Stranded+next.Interrupted),
		} {
			if !strings.Contains(first, want) {
				t.Errorf("the page does not begin with %q:\n%s", want, first)
			}
		}
		v.lists("Cannot work as usual at the next block, "+at, *next)
	}
}

// asksWhoCannotWork looks for who cannot work on Tuesday at 10:00.
func (v view) asksWhoCannotWork(a answer) {
	v.Helper()
	first := v.first()
	if !strings.Contains(first, "As of "+at) {
		v.Errorf("the page does not begin with its instant:\n%s", first)
	}
	stopped := a.People.Stranded + a.People.Interrupted
	// Of cards alone it is known that they work on this day; they are blocked later.
	begin := "Everybody of whom enough is known can work on " + at
	if a.People.From != "holders of cards" {
		begin = fmt.Sprintf("%d people cannot work as usual on %s", stopped, at)
		if a.People.Stranded == 0 || a.People.Interrupted == 0 {
			v.Fatalf("the made estate has %d stranded and %d interrupted people", a.People.Stranded, a.People.Interrupted)
		}
	}
	if !strings.Contains(first, begin) {
		v.Errorf("the page does not begin with %q:\n%s", begin, first)
	}
	rows := v.table("Who cannot work")
	if len(rows) == 0 {
		v.Fatal("there is no table of who can work")
	}
	var counts []string
	for _, n := range []int{a.People.Working, a.People.Interrupted, a.People.Stranded, a.People.Unknown} {
		counts = append(counts, strconv.Itoa(n))
	}
	if diff := cmp.Diff(counts, rows[0][2:]); diff != "" {
		v.Errorf("working, interrupted, stranded, unknown (-answer +page)\n%s", diff)
	}
	v.lists("Cannot work as usual, "+at, a.People)
}

// lists looks for those who cannot work as usual, by name, below a heading.
func (v view) lists(heading string, p people) {
	v.Helper()
	var want [][2]string
	for _, p := range p.List {
		how := "Interrupted"
		if p.Stranded {
			how = "Stranded"
		}
		name := p.Name
		if name == "" {
			name = p.Person
		}
		want = append(want, [2]string{name, how})
	}
	var got [][2]string
	for _, row := range v.table(heading) {
		name, _, _ := strings.Cut(row[0], "\n")
		got = append(got, [2]string{name, row[2]})
	}
	if diff := cmp.Diff(want, got); diff != "" || len(want) != p.Stranded+p.Interrupted {
		v.Errorf("%s: %d people are listed of %d (-answer +page)\n%s", heading, len(want), p.Stranded+p.Interrupted, diff)
	}
}

// asksWhatToDoFirst looks for what to do first, and for whom it helps.
func (v view) asksWhatToDoFirst(a answer) {
	v.Helper()
	steps := v.steps("What to do first")
	if len(a.Tasks) == 0 || len(steps) != min(5, len(a.Tasks)) {
		v.Fatalf("%d things to do are shown of %d", len(steps), len(a.Tasks))
	}
	for i, step := range steps {
		if step[0] != a.Tasks[i].Say {
			v.Errorf("number %d is %q, want %q", i+1, step[0], a.Tasks[i].Say)
		}
		if n := a.Tasks[i].People; n > 0 && !slices.ContainsFunc(step, func(line string) bool { return strings.Contains(line, fmt.Sprintf("unblocks %d p", n)) }) {
			v.Errorf("number %d does not say that it unblocks %d people: %q", i+1, n, step)
		}
	}
	if a.Tasks[0].People > 0 && !strings.Contains(v.first(), a.Tasks[0].Say) {
		v.Errorf("the page does not begin with %q", a.Tasks[0].Say)
	}
}

// asksWhichCards looks for the cards of tomorrow.
func (v view) asksWhichCards(a answer, some bool) {
	v.Helper()
	want := a.Cards.on(tomorrow)
	if some != (len(want) > 0) {
		v.Fatalf("%d cards are for tomorrow", len(want))
	}
	if !some {
		if got := v.headed("Replace "); got != "" {
			v.Errorf("there are no cards, and the page says %q", got)
		}
		return
	}
	const heading = "Replace tomorrow, Wednesday 9 July 2025"
	if got := v.headed("Replace "); got != heading {
		v.Errorf("the heading is %q, want %q", got, heading)
	}
	if diff := cmp.Diff(want, column(v.table(heading), 1)); diff != "" {
		v.Errorf("tomorrow's cards (-answer +page)\n%s", diff)
	}
	var all []string
	for _, job := range a.Cards.Next {
		all = append(all, job.Card)
	}
	if diff := cmp.Diff(all, column(v.table("Smartcards to replace, in order of need"), 1)); diff != "" || len(all) != a.Cards.Replace {
		v.Errorf("the cards in order of need (-answer +page)\n%s", diff)
	}
}
