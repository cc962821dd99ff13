package pcsc

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/agent/internal/card"
)

func TestChanges(t *testing.T) {
	empty := card.Reader{Name: "A", State: card.Empty, Events: 4}
	present := card.Reader{Name: "A", State: card.Present, ATR: []byte{0x3B, 1}, Events: 5}
	other := card.Reader{Name: "A", State: card.Present, ATR: []byte{0x3B, 2}, Events: 5}
	with := func(r card.Reader, change func(*card.Reader)) card.Reader { change(&r); return r }
	one := func(r card.Reader) []card.Reader { return []card.Reader{r} }
	for _, tt := range []struct {
		name          string
		before, after []card.Reader
		want          []Kind
	}{
		{"nothing", one(empty), one(empty), nil},
		{"a reader", nil, one(empty), []Kind{ReaderCame}},
		{"a reader with a card", nil, one(present), []Kind{ReaderCame, CardInserted}},
		{"a reader that cannot be used", nil, one(card.Reader{Name: "A", State: card.Unavailable}), []Kind{ReaderCame, StateChanged}},
		{"in", one(empty), one(present), []Kind{CardInserted}},
		{"out", one(present), one(empty), []Kind{CardRemoved}},
		{"in, and it does not answer", one(empty), one(with(present, func(r *card.Reader) { r.State, r.ATR = card.Mute, nil })), []Kind{CardInserted}},
		{"out and in", one(present), one(with(present, func(r *card.Reader) { r.Events = 7 })), []Kind{CardChanged}},
		{"out and in, where nothing counts", one(present), one(other), []Kind{CardChanged}},
		{"in and out", one(empty), one(with(empty, func(r *card.Reader) { r.Events = 6 })), []Kind{CardPassed}},
		{"the counter begins anew", one(with(present, func(r *card.Reader) { r.Events = 65535 })), one(with(empty, func(r *card.Reader) { r.Events = 0 })), []Kind{CardRemoved}},
		{"unplugged", one(empty), nil, []Kind{ReaderWent}},
		{"unplugged with its card", one(present), nil, []Kind{CardRemoved, ReaderWent}},
		{"another in its place", one(empty), one(with(empty, func(r *card.Reader) { r.Name = "B" })), []Kind{ReaderWent, ReaderCame}},
		{"used by one alone", one(present), one(with(present, func(r *card.Reader) { r.Exclusive, r.InUse = true, true })), []Kind{StateChanged}},
		{"used", one(present), one(with(present, func(r *card.Reader) { r.InUse = true })), nil},
		{"its power goes", one(present), one(with(present, func(r *card.Reader) { r.Unpowered, r.ATR = true, nil })), nil},
		{"its ATR comes later", one(with(present, func(r *card.Reader) { r.ATR = nil })), one(present), []Kind{StateChanged}},
		{"it falls silent", one(present), one(with(present, func(r *card.Reader) { r.State = card.Mute })), []Kind{StateChanged}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []Kind
			for _, e := range changes(tt.before, tt.after) {
				got = append(got, e.Kind)
				if e.String() == "" {
					t.Error("no words")
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Who counts readers that came and went, and cards that are in, has what there is.
func TestChangesAddUp(t *testing.T) {
	look := rapid.Custom(func(t *rapid.T) []card.Reader {
		var all []card.Reader
		for i := range rapid.IntRange(0, 3).Draw(t, "readers") {
			r := card.Reader{Name: fmt.Sprint(i), State: rapid.SampledFrom([]card.State{card.Empty, card.Present, card.Mute}).Draw(t, "state"), Events: rapid.Uint16Range(0, 3).Draw(t, "events")}
			if rapid.Bool().Draw(t, "there") {
				all = append(all, r)
			}
		}
		return all
	})
	rapid.Check(t, func(t *rapid.T) {
		var before []card.Reader
		readers, in := map[string]bool{}, map[string]bool{}
		for range rapid.IntRange(1, 6).Draw(t, "looks") {
			after := look.Draw(t, "look")
			for _, e := range changes(before, after) {
				name := e.Reader.Name
				switch e.Kind {
				case ReaderCame, ReaderWent:
					if readers[name] == (e.Kind == ReaderCame) {
						t.Fatalf("%v, but it was %v", e, readers[name])
					}
					readers[name] = e.Kind == ReaderCame
				case CardInserted, CardRemoved:
					if in[name] == (e.Kind == CardInserted) {
						t.Fatalf("%v, but a card was in: %v", e, in[name])
					}
					in[name] = e.Kind == CardInserted
				}
			}
			for i := range 3 {
				r, there := find(after, fmt.Sprint(i))
				if readers[fmt.Sprint(i)] != there || in[fmt.Sprint(i)] != (there && r.State.HasCard()) {
					t.Fatalf("reader %d is there: %v, told %v; card %v, told %v", i, there, readers[fmt.Sprint(i)], r.State, in[fmt.Sprint(i)])
				}
			}
			before = after
		}
	})
}

// watched runs a Watch of f in a bubble and returns a function that gives what it
// told since, once nothing more is to come before time passes.
func watched(t *testing.T, f *fake) func() []string {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	var lines []string
	done := make(chan struct{})
	go func() {
		defer close(done)
		for e := range watch(ctx, func() (native, error) { return f, nil }) {
			lines = append(lines, e.String())
		}
	}()
	t.Cleanup(func() {
		stop()
		<-done
		if len(f.contexts) != 0 {
			t.Errorf("%d contexts were left open", len(f.contexts))
		}
	})
	return func() []string {
		synctest.Wait()
		told := lines
		lines = nil
		return told
	}
}

func expect(t *testing.T, told func() []string, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, told()); diff != "" {
		t.Error(diff)
	}
}

func TestWatch(t *testing.T) {
	onEach(t, func(t *testing.T, l layout) {
		f := newFake(l, "Reader A", "Reader B")
		f.readers[1].insert(0x3B, 0x01, 0x41)
		// macOS tells of no readers, so what happens to them shows at the next look.
		later := func() {}
		if f.noPnP {
			later = func() { time.Sleep(pollEvery); synctest.Wait() }
		}
		told := watched(t, f)
		expect(t, told, "reader came: Reader A", "reader came: Reader B", "card inserted: Reader B, ATR 3B 01 41")
		f.change(func() { f.readers[0].insert(0x3B, 0x00) })
		expect(t, told, "card inserted: Reader A, ATR 3B 00")
		f.change(func() { f.readers[0].remove(); f.readers[0].insert(0x3B, 0x00) })
		expect(t, told, "card taken out and put in: Reader A, ATR 3B 00")
		f.change(func() { f.readers[0].remove(); f.readers[1].remove() })
		expect(t, told, "card removed: Reader A", "card removed: Reader B")
		f.change(func() {
			f.readers = append(f.readers, &fakeReader{name: "Reader\x1b[31m C", events: 1})
			f.comings++
		})
		later()
		// The counter of the pseudo reader is known only since the first change.
		if l != darwin64 {
			time.Sleep(lookEvery)
		}
		expect(t, told, "reader came: Reader?[31m C")
		f.change(func() { f.readers = f.readers[1:]; f.comings++ })
		later()
		expect(t, told, "reader went: Reader A")
		time.Sleep(time.Hour)
		expect(t, told)
	})
}

func TestWatchWaitsForTheService(t *testing.T) {
	onEach(t, func(t *testing.T, l layout) {
		f := newFake(l, "Reader A")
		f.readers[0].insert(0x3B, 0x00)
		f.service = false
		told := watched(t, f)
		lost := "smartcard service lost: reaching the smartcard service: the smartcard service is not running; SCARD_E_NO_SERVICE (0x8010001D). " + Remedy(card.ErrNoService)
		expect(t, told, lost)
		time.Sleep(time.Minute)
		expect(t, told)
		f.change(func() { f.service = true })
		time.Sleep(serviceEvery)
		expect(t, told, "smartcard service found", "reader came: Reader A", "card inserted: Reader A, ATR 3B 00")
		f.change(func() { f.service = false; clear(f.contexts) })
		if lines := told(); len(lines) != 3 || lines[0] != "card removed: Reader A" || lines[1] != "reader went: Reader A" {
			t.Errorf("%q", lines)
		}
		f.change(func() { f.service = true })
		time.Sleep(serviceEvery)
		expect(t, told, "smartcard service found", "reader came: Reader A", "card inserted: Reader A, ATR 3B 00")
	})
}

// A service that hangs is told as lost, once, and is not asked anew until it answers
// what it was asked.
func TestWatchOfAServiceThatHangs(t *testing.T) {
	for _, fn := range []function{fnEstablishContext, fnListReaders, fnGetStatusChange} {
		synctest.Test(t, func(t *testing.T) {
			f := newFake(linux64, "Reader A")
			service := make(chan struct{})
			if fn == fnEstablishContext {
				f.hang[fn] = service
			}
			told := watched(t, f)
			if fn != fnEstablishContext {
				expect(t, told, "reader came: Reader A")
				f.change(func() { f.hang[fn] = service })
			}
			time.Sleep(lookEvery + answerLimit + cancelLimit)
			lines := told()
			if len(lines) == 0 || !strings.HasPrefix(lines[len(lines)-1], "smartcard service lost: ") || !strings.Contains(lines[len(lines)-1], ": the smartcard service does not answer. ") {
				t.Errorf("%q", lines)
			}
			calls := f.count(fnEstablishContext) + f.count(fn)
			time.Sleep(time.Hour)
			expect(t, told)
			if more := f.count(fnEstablishContext) + f.count(fn) - calls; more != 0 {
				t.Errorf("asked %d times more", more)
			}
			f.change(func() { delete(f.hang, fn) })
			close(service)
			time.Sleep(2 * serviceEvery)
			expect(t, told, "smartcard service found", "reader came: Reader A")
		})
	}
}

func TestWatchWithoutALibrary(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithTimeout(t.Context(), time.Minute)
		defer stop()
		missing := &LibraryError{"libinvented.so", errors.New("not there")}
		var told []Event
		for e := range watch(ctx, func() (native, error) { return nil, missing }) {
			told = append(told, e)
		}
		if len(told) != 1 || told[0].Kind != ServiceLost || !errors.Is(told[0].Err, card.ErrNoLibrary) {
			t.Errorf("%v", told)
		}
	})
}

func TestWatchAHundredReaders(t *testing.T) {
	onEach(t, func(t *testing.T, l layout) {
		var names []string
		for i := range 100 {
			names = append(names, fmt.Sprintf("Reader %03d", i))
		}
		f := newFake(l, names...)
		told := watched(t, f)
		if lines := told(); len(lines) != 100 {
			t.Errorf("%d lines", len(lines))
		}
		f.change(func() { f.readers[77].insert(0x3B, 0x00) })
		time.Sleep(pollEvery)
		expect(t, told, "card inserted: Reader 077, ATR 3B 00")
	})
}

// A library whose wait comes back at once, for ever, is asked a few times a second.
func TestWatchStaysCalm(t *testing.T) {
	for _, code := range []Code{codeCancelled, success, 0x80100001, codeUnknownReader} {
		synctest.Test(t, func(t *testing.T) {
			f := newFake(linux64, "Reader A")
			told := watched(t, f)
			expect(t, told, "reader came: Reader A")
			f.after[fnListReaders] = func() { f.mu.Lock(); f.fail[fnGetStatusChange] = 0; f.mu.Unlock() }
			f.after[fnGetStatusChange] = func() {
				f.mu.Lock()
				defer f.mu.Unlock()
				f.fail[fnGetStatusChange] = code
			}
			began := f.count(fnGetStatusChange)
			f.change(func() {})
			time.Sleep(10 * time.Second)
			if n := f.count(fnGetStatusChange) - began; n > 200 {
				t.Errorf("%v: %d calls in ten seconds", code, n)
			}
			f.change(func() { clear(f.after); clear(f.fail) })
		})
	}
}

func TestWatchEndsWhenTheCallerStops(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newFake(linux64, "Reader A", "Reader B")
		for range watch(t.Context(), func() (native, error) { return f, nil }) {
			break
		}
		if len(f.contexts) != 0 {
			t.Error("its context was left open")
		}
	})
}
