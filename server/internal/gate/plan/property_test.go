package plan

import (
	"os"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/notice/revision"
	"github.com/lanyard-id/lanyard/test/draw"
)

// TestWhateverIsWritten changes files as people do, well and badly, while time
// goes by. At every check:
//
//   - while a window is open in what is in force, nobody is decided about more
//     strongly than before, but for warnings of exemptions that warn;
//   - who is excused by a file that excuses nobody less is excused at once, whatever
//     else waits or is broken;
//   - where nothing is broken and no window is open, what is in force is what the
//     files say, and it is armed only if its digest was approved, or if it was
//     weakened from one whose digest was.
func TestWhateverIsWritten(t *testing.T) {
	counts := map[string]int{}
	broken := strings.Replace(cardsNotice, "of: card", "of: cart", 1)
	warns := strings.Replace(rxxExempt, "reason: a move", "reason: a move, effect: warn", 1)
	later := strings.Replace(cardsNotice, "language: 1", "language: 2", 1)
	variants := map[string][]string{
		"notices/a.yaml":    {cardsNotice, cardsNotice, lax, strict, broken, later, ""},
		"notices/b.yaml":    {"", "", second, strings.Replace(second, `until: "10:45"`, `until: "11:30"`, 1), broken, cardsNotice},
		"exemptions/e.yaml": {"exemptions: []\n", rxxExempt, warns, rxxExempt[:len(rxxExempt)/2], ryyExempt, strings.Replace(rxxExempt, "2025-08", "2025-07-08T10:30", 1)},
		"exemptions/f.yaml": {"", "", ryyExempt, "exemptions: [\n", rxxExempt},
	}
	draw.Until(t, func() string {
		return draw.Lacking(counts, 10, "taken", "taken in a window", "waits", "excused", "broken", "armed")
	}, func(rt *rapid.T) {
		w := start(t, at("09:30"), rapid.Bool().Draw(rt, "armed"), map[string]string{"notices/a.yaml": cardsNotice, "exemptions/e.yaml": "exemptions: []\n"})
		chain := w.Current().Armed // the plan in force was approved, or weakened from one that was
		rt.Repeat(map[string]func(*rapid.T){
			"write": func(rt *rapid.T) {
				for range rapid.SampledFrom([]int{1, 1, 2}).Draw(rt, "files") {
					name := rapid.SampledFrom([]string{"notices/a.yaml", "notices/b.yaml", "exemptions/e.yaml", "exemptions/f.yaml"}).Draw(rt, "file")
					text := rapid.SampledFrom(variants[name]).Draw(rt, "text")
					if text == "" {
						os.Remove(w.path(name))
						continue
					}
					w.write(name, text)
				}
			},
			"approve": func(rt *rapid.T) {
				w.files.Armed = w.path("armed")
				w.Keeper.watch.files.Armed = w.path("armed")
				if fresh := fresh(w); fresh != nil && rapid.Bool().Draw(rt, "these") {
					w.write("armed", fresh.Digest)
					return
				}
				w.write("armed", rapid.SampledFrom([]string{"", "sha256:" + strings.Repeat("0", 64)}).Draw(rt, "approval"))
			},
			"time": func(rt *rapid.T) {
				w.now = w.now.Add(time.Duration(rapid.IntRange(1, 40).Draw(rt, "minutes")) * time.Minute)
			},
			"": func(rt *rapid.T) {
				was := w.Current()
				open := len(was.OpenWindows(w.now)) > 0
				before := everybody(w)
				taken := w.taken
				w.settle()
				after := everybody(w)
				p := w.Current()
				if w.taken > taken {
					counts["taken"]++
					if open {
						counts["taken in a window"]++
					}
				}
				if w.waiting != nil {
					counts["waits"]++
				}
				for who, action := range after {
					if open && action > before[who] && action != notice.Warn {
						rt.Fatalf("in a window %s becomes %s instead of %s\n%s", who, action, before[who], w.log())
					}
				}
				for _, name := range []string{"exemptions/e.yaml", "exemptions/f.yaml"} {
					src, err := os.ReadFile(w.path(name))
					if err != nil {
						continue
					}
					// A file that takes from one what it gives to another does not only
					// weaken.
					if old := was.state.at(place{notice.KindExemptions, w.path(name)}); old != nil && string(old.src) != "exemptions: []\n" && string(old.src) != string(src) {
						continue
					}
					list, problems := notice.ParseExemptions(name, src, p.Set.Zone())
					if problems.HasErrors() {
						continue
					}
					for _, e := range list {
						if from, until := e.Span(); from.After(w.now) || !until.After(w.now) || e.Effect != notice.Observe {
							continue
						}
						counts["excused"]++
						if after[e.Organisation+" old"] != notice.Observe {
							rt.Fatalf("%s is excused by a file, and not in force\n%s", e.Organisation, w.log())
						}
					}
				}
				fresh := fresh(w)
				if fresh == nil {
					counts["broken"]++
					if len(w.Status().Broken) == 0 {
						rt.Fatalf("it is broken, and nothing says so\n%s", w.log())
					}
				} else if len(p.OpenWindows(w.now)) == 0 {
					if p.Digest != fresh.Digest || fresh.Armed && !p.Armed {
						rt.Fatalf("%s is in force, armed: %v, and the files say %s, armed: %v\n%s", p.Digest, p.Armed, fresh.Digest, fresh.Armed, w.log())
					}
				}
				// Who was not armed is armed by the approval of these very files alone.
				approved := strings.TrimSpace(readAll(w.path("armed"))) == p.Digest
				if p != was && !chain && p.Armed && !approved {
					rt.Fatalf("armed by nothing: %s\n%s", p.Why, w.log())
				}
				if p != was && p.Armed && !approved && !revision.CompareSets(was.Set, p.Set, w.now.Add(-backwards)).BlocksNoMore() {
					rt.Fatalf("armed though it strengthened: %s\n%s", p.Why, w.log())
				}
				if chain = p.Armed; chain {
					counts["armed"]++
				}
				w.told = nil
			},
		})
	})
	t.Log(counts)
}

// fresh is the plan that a gate would start with now; nil if it would not.
func fresh(w *world) *Plan {
	k, err := Open(Files{Notices: []string{w.path("notices")}, Exemptions: []string{w.path("exemptions")}, Armed: w.files.Armed}, func() time.Time { return w.now }, nil)
	if err != nil {
		return nil
	}
	return k.Current()
}

func readAll(path string) string {
	src, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	return string(src)
}

// everybody is what becomes of sign-ins from now on until the window is over.
func everybody(w *world) map[string]notice.Action {
	out := map[string]notice.Action{}
	p := w.Current()
	for _, organisation := range []string{"RXX", "RYY", "RZZ"} {
		for card, series := range map[string]string{"old": "6", "new": "8"} {
			for i := range 4 {
				now := w.now.Add(time.Duration(i) * 10 * time.Minute)
				var in notice.SignIn
				line := `{"at":"` + now.Format(time.RFC3339) + `","card":{"series":` + series + `},"organisation":{"code":"` + organisation + `"}}`
				if err := in.Read([]byte(line), p.Set.Zone()); err != nil {
					w.Fatal(err)
				}
				var v notice.Verdict
				p.Set.Judge(&in.Facts, in.Use, in.At, &v)
				if p.Weakens(now) != "" {
					v.Decision = min(v.Decision, notice.Warn)
				}
				key := organisation + " " + card
				if i > 0 {
					key += now.Format(" 15:04")
				}
				out[key] = v.Decision
			}
		}
	}
	return out
}
