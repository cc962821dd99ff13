package plan

import (
	"os"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/lanyard-id/lanyard/notice"
)

// TestRun: by itself, a change is in force in under two seconds, and what waits at
// the instant at which the window ends.
func TestRun(t *testing.T) {
	files := map[string]string{"notices/cards-r1.yaml": cardsNotice, "exemptions/e.yaml": "exemptions: []\n"}
	approved := start(t, at("10:00"), false, files).Current().Digest
	outer := newWorld(t, at("10:58"), files)
	synctest.Test(t, func(t *testing.T) {
		begun := time.Now()
		clock := func() time.Time { return at("10:58").Add(time.Since(begun)) }
		k, err := Open(Files{Notices: []string{outer.path("notices")}, Exemptions: []string{outer.path("exemptions")}, Armed: approved}, clock, nil)
		if err != nil {
			t.Fatal(err)
		}
		go k.Run(t.Context())
		// Whenever it comes between two looks.
		for _, after := range []time.Duration{1, 499 * time.Millisecond, 250 * time.Millisecond} {
			time.Sleep(10*time.Second + after)
			text := rxxExempt
			if len(k.Current().Set.Exemptions()) > 0 {
				text = rxxExempt + "  - {organisation: RYY, from: 2025-07, until: 2025-08, owner: " + after.String() + ", reason: a move}\n"
			}
			before := k.Current()
			outer.write("exemptions/e.yaml", text)
			for range 2 {
				if k.Current() != before {
					break
				}
				time.Sleep(400 * time.Millisecond)
				synctest.Wait()
			}
			if k.Current() == before {
				t.Fatalf("%s behind a look it is not in force after 0.8 s", after)
			}
		}
		outer.write("notices/cards-r1.yaml", strict)
		time.Sleep(5 * time.Second)
		synctest.Wait()
		before := k.Current()
		if k.Status().Waiting == nil {
			t.Fatal("it does not wait")
		}
		time.Sleep(at("11:00").Sub(clock()) - time.Nanosecond)
		synctest.Wait()
		if k.Current() != before {
			t.Fatal("it was taken before the end")
		}
		time.Sleep(time.Nanosecond)
		synctest.Wait()
		if p := k.Current(); p == before || !p.Loaded.Equal(at("11:00")) {
			t.Fatalf("at the end it is not taken; loaded %s", p.Loaded)
		}
	})
}

// TestNobodyWaits judges on all the while plans are changed: each decision is by
// one plan. Run it under the race detector.
func TestNobodyWaits(t *testing.T) {
	w := start(t, at("09:30"), true, map[string]string{"notices/cards-r1.yaml": cardsNotice, "exemptions/e.yaml": "exemptions: []\n"})
	done := make(chan struct{})
	var judges sync.WaitGroup
	for range 3 {
		judges.Go(func() {
			var v notice.Verdict
			var f notice.Facts
			for {
				select {
				case <-done:
					return
				default:
				}
				p := w.Current()
				p.Set.Judge(&f, notice.UseSignIn, at("10:30"), &v)
				if len(v.Findings) != 1 || v.Findings[0].Notice != p.Notices[0] {
					t.Error("judged by another plan")
					return
				}
				w.Weakens(at("10:30"))
				p.OpenWindows(at("10:30"))
				p.NextWindow(at("10:30"))
				w.Status()
			}
		})
	}
	for i := range 40 {
		w.write("notices/cards-r1.yaml", []string{lax, cardsNotice, strict}[i%3])
		w.settle()
	}
	close(done)
	judges.Wait()
	if n := w.Status().Taken; n != 41 {
		t.Errorf("%d plans were taken", n)
	}
}

// TestForgets: a watch keeps nothing of files that are gone.
func TestForgets(t *testing.T) {
	w := start(t, at("09:30"), false, map[string]string{"notices/cards-r1.yaml": cardsNotice, "exemptions/e.yaml": rxxExempt, "exemptions/f.yaml": ryyExempt})
	w.settle()
	if err := os.Remove(w.path("exemptions/f.yaml")); err != nil {
		t.Fatal(err)
	}
	w.settle()
	if n, m := len(w.watch.known), len(w.builder.parts); n != 2 || m != 2 {
		t.Errorf("%d files and %d parts are kept", n, m)
	}
}
