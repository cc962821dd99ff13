package plan

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/notice"
)

// world is a folder of files, a clock, and a keeper of them.
type world struct {
	testing.TB
	dir   string
	now   time.Time
	files Files
	*Keeper
	told []Message
}

// The texts of an invented notice. On 8 July 2025 it blocks from 10:00 to 11:00.
const cardsNotice = `language: 1
notice: cards
revision: 1
published: 2025-06
zone: Europe/London
requirements:
  - id: series
    of: card
    title: Cards are new
    met: card.series >= 8
    phases:
      - {id: asked, from: 2025-06, action: warn}
      - {id: intervals, from: 2025-07, until: 2025-09, action: block, during: mornings}
windows:
  mornings:
    - {id: first, date: 2025-07-08, from: "10:00", until: "11:00"}
    - {id: second, date: 2025-07-15, from: "10:00", until: "12:00"}
pauses: {budget: 10d, gives: warn}
`

// strict is the same with a window more, just behind the first.
var strict = strings.Replace(cardsNotice, `    - {id: second`, `    - {id: more, date: 2025-07-08, from: "13:00", until: "14:00"}
    - {id: second`, 1)

// lax is the same with a shorter window.
var lax = strings.Replace(cardsNotice, `until: "11:00"`, `until: "10:45"`, 1)

// second is a revision with that window, published in the middle of the first.
var second = strings.NewReplacer("revision: 1", "revision: 2", "published: 2025-06\n", "published: 2025-07-08T10:20\n").Replace(lax)

const rxxExempt = `exemptions:
  - {organisation: RXX, from: 2025-07, until: 2025-08, owner: the desk, reason: a move}
`

const ryyExempt = `exemptions:
  - {organisation: RYY, from: 2025-07, until: 2025-08, owner: the desk, reason: a move}
`

// at is a time of day on 8 July 2025 in London.
func at(clock string) time.Time { return on("2025-07-08", clock) }

// on is a time in London's summer.
func on(day, clock string) time.Time {
	t, err := time.Parse("2006-01-02 15:04:05 -0700", day+" "+clock+" +0100")
	if err != nil {
		t, err = time.Parse("2006-01-02 15:04 -0700", day+" "+clock+" +0100")
	}
	if err != nil {
		panic(err)
	}
	return t
}

func newWorld(t testing.TB, now time.Time, files map[string]string) *world {
	t.Helper()
	w := &world{TB: t, dir: t.TempDir(), now: now}
	for name, text := range files {
		w.write(name, text)
	}
	return w
}

func (w *world) path(name string) string { return filepath.Join(w.dir, filepath.FromSlash(name)) }

// write puts a file in place as a deployment does: as a whole.
func (w *world) write(name, text string) {
	w.Helper()
	path := w.path(name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		w.Fatal(err)
	}
	if err := os.WriteFile(path+".new", []byte(text), 0o600); err != nil {
		w.Fatal(err)
	}
	if err := os.Rename(path+".new", path); err != nil {
		w.Fatal(err)
	}
}

func (w *world) remove(name string) {
	w.Helper()
	if err := os.Remove(w.path(name)); err != nil {
		w.Fatal(err)
	}
}

// open makes a keeper of the files, by the folders that they are in. Before, it is
// as if the process had been killed.
func (w *world) open() error {
	f := Files{Notices: []string{w.path("notices")}, State: w.path("state"), Armed: w.files.Armed}
	for _, other := range []struct {
		name string
		list *[]string
	}{{"exemptions", &f.Exemptions}, {"pauses", &f.Pauses}} {
		if _, err := os.Stat(w.path(other.name)); err == nil {
			*other.list = []string{w.path(other.name)}
		}
	}
	if w.files.Notices != nil {
		f.Notices = w.files.Notices
	}
	k, err := Open(f, func() time.Time { return w.now }, func(m Message) { w.told = append(w.told, m) })
	w.Keeper = k
	return err
}

// start opens a keeper that must be there, armed for what is there if asked.
func start(t testing.TB, now time.Time, armed bool, files map[string]string) *world {
	t.Helper()
	w := newWorld(t, now, files)
	if armed {
		w.write("armed", "sha256:"+strings.Repeat("0", 64)+"\n")
		w.files.Armed = w.path("armed")
		if err := w.open(); err != nil {
			t.Fatal(err)
		}
		w.write("armed", w.Current().Digest+"\n")
	}
	if err := w.open(); err != nil {
		t.Fatal(err)
	}
	if w.Current().Armed != armed {
		t.Fatalf("armed is %v: %s", w.Current().Armed, w.Current().Why)
	}
	w.told = nil
	return w
}

// settle looks at the files until a change of them is decided about.
func (w *world) settle() {
	w.Check()
	w.Check()
}

// saw reports whether a message says something.
func (w *world) saw(loud bool, words string) bool {
	return slices.ContainsFunc(w.told, func(m Message) bool { return m.Loud == loud && strings.Contains(m.Text, words) })
}

// expectTold fails where no message says something, and forgets all of them.
func (w *world) expectTold(loud bool, words string) {
	w.Helper()
	if !w.saw(loud, words) {
		w.Errorf("nobody is told %q (loud: %v), but:\n%s", words, loud, w.log())
	}
	w.told = nil
}

func (w *world) log() string {
	var b strings.Builder
	for _, m := range w.told {
		fmt.Fprintf(&b, "%v %s\n", m.Loud, m.Text)
	}
	return strings.ReplaceAll(b.String(), w.dir, "DIR")
}

// decide is what becomes of a sign-in with an old card.
func (w *world) decide(organisation string) string {
	w.Helper()
	return w.decideAt(w.now, organisation)
}

func (w *world) decideAt(now time.Time, organisation string) string {
	w.Helper()
	p := w.Current()
	var in notice.SignIn
	line := fmt.Sprintf(`{"at":%q,"card":{"series":6},"organisation":{"code":%q}}`, now.Format(time.RFC3339Nano), organisation)
	if err := in.Read([]byte(line), p.Set.Zone()); err != nil {
		w.Fatal(err)
	}
	var v notice.Verdict
	p.Set.Judge(&in.Facts, in.Use, in.At, &v)
	if v.Decision == notice.Block && w.Weakens(now) != "" {
		return "block, weakened: " + string(w.Weakens(now))
	}
	return v.Decision.Decision()
}

func (w *world) expect(organisation, want string) {
	w.Helper()
	if got := w.decide(organisation); got != want {
		w.Errorf("%s is decided %s, not %s\n%s", organisation, got, want, w.log())
	}
}
