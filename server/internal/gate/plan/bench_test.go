package plan

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/notices"
)

// hundred is a hundred notices as they are published, each under names of its own.
func hundred(tb testing.TB) map[string]string {
	tb.Helper()
	src, err := fs.ReadFile(notices.Files(), "care-identity-2025-r1.yaml")
	if err != nil {
		tb.Fatal(err)
	}
	n, problems := notice.Parse("shipped", src)
	if n == nil {
		tb.Fatal(problems)
	}
	out := map[string]string{}
	for i := range 100 {
		text := strings.Replace(string(src), "notice: "+n.ID, fmt.Sprintf("notice: %s-%d", n.ID, i), 1)
		for _, q := range n.Requirements {
			text = strings.Replace(text, "- id: "+q.ID+"\n", fmt.Sprintf("- id: %s-%d\n", q.ID, i), 1)
		}
		out[fmt.Sprintf("notices/n%d.yaml", i)] = text
	}
	return out
}

func BenchmarkCurrent(b *testing.B) {
	w := start(b, at("10:30"), true, map[string]string{"notices/cards-r1.yaml": cardsNotice})
	now := at("10:30")
	b.ReportAllocs()
	for b.Loop() {
		if w.Current().Weakens(now) != "" {
			b.Fatal("it is armed")
		}
	}
}

// BenchmarkCurrentWhilePlansChange is what a decision pays for while plans change all the time.
func BenchmarkCurrentWhilePlansChange(b *testing.B) {
	w := start(b, at("09:30"), true, map[string]string{"notices/cards-r1.yaml": cardsNotice})
	done := make(chan struct{})
	go func() {
		for i := 0; ; i++ {
			select {
			case <-done:
				return
			default:
				w.write("notices/cards-r1.yaml", []string{lax, cardsNotice}[i%2])
				w.settle()
			}
		}
	}()
	b.ResetTimer()
	for b.Loop() {
		w.Current()
	}
	close(done)
}

func BenchmarkOpenWindowsOf100(b *testing.B) {
	w := start(b, at("10:30"), false, hundred(b))
	now := at("10:30")
	w.Current().OpenWindows(now)
	b.ReportAllocs()
	for b.Loop() {
		w.Current().OpenWindows(now)
		w.Current().NextWindow(now)
	}
}

// BenchmarkViewOf100 is the same at an instant that was not asked about.
func BenchmarkViewOf100(b *testing.B) {
	w := start(b, at("10:30"), false, hundred(b))
	for b.Loop() {
		w.Current().view.Store(nil)
		w.Current().OpenWindows(at("10:30"))
	}
}

// BenchmarkOpen100 is the time to start with a hundred notices.
func BenchmarkOpen100(b *testing.B) {
	w := newWorld(b, at("10:30"), hundred(b))
	for b.Loop() {
		if err := w.open(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkCheckOf100 is a look at a hundred files of which none changed.
func BenchmarkCheckOf100(b *testing.B) {
	w := start(b, at("10:30"), false, hundred(b))
	for range hotLooks {
		w.Check()
	}
	for b.Loop() {
		w.Check()
	}
}

// BenchmarkChangeOf100 is a change of one of a hundred notices, in a window, which
// is tried in part too.
func BenchmarkChangeOf100(b *testing.B) {
	files := hundred(b)
	w := start(b, at("10:30"), false, files)
	texts := []string{strings.Replace(files["notices/n7.yaml"], "from: 2025-09", "from: 2025-08-01", 1), strings.Replace(files["notices/n7.yaml"], "from: 2025-09", "from: 2025-08-02", 1)}
	if texts[0] == texts[1] {
		b.Fatal("nothing changes")
	}
	i := 0
	for b.Loop() {
		w.write("notices/n7.yaml", texts[i%2])
		i++
		w.settle()
	}
	if w.Status().Waiting == nil {
		b.Fatal("nothing waits")
	}
}
