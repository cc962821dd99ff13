package host

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/host/registry"
)

// slow is a machine of which one part hangs, one minds its time, one breaks, and one is well.
type slow struct{ release chan struct{} }

func (s slow) parts(*Options) ([]reading, func(*Host) []reading) {
	return []reading{
		part(func(h *Host) *Products { return &h.Products }, "hangs", func(context.Context, *Products) { <-s.release }),
		part(func(h *Host) *Services { return &h.Services }, "minds", func(ctx context.Context, p *Services) {
			p.List = append(p.List, Service{Name: "first"})
			<-ctx.Done()
			p.fail(Partly, "its time was up")
		}),
		part(func(h *Host) *TLS { return &h.TLS }, "breaks", func(context.Context, *TLS) { var none []int; _ = none[len(s.release)] }),
		part(func(h *Host) *Disk { return &h.Disk }, "well", func(_ context.Context, d *Disk) { d.Drives = []Drive{{Of: "system"}} }),
		nothing(func(h *Host) *DotNet { return &h.DotNet }),
	}, nil
}

func TestLookWaitsForNobody(t *testing.T) {
	for name, tc := range map[string]struct {
		limit   time.Duration // of all
		atLeast time.Duration
	}{
		"every part has its time": {time.Hour, partTime + grace},
		"all have to be done":     {time.Second, time.Second + grace},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				m := slow{make(chan struct{})}
				ctx, cancel := context.WithTimeout(context.Background(), tc.limit)
				defer cancel()
				began := time.Now()
				h := Look(ctx, Options{on: m})
				if took := time.Since(began); took != tc.atLeast {
					t.Errorf("it took %s, not %s", took, tc.atLeast)
				}
				if p := h.Products; p.State != TooSlow || p.Why == "" || p.How != "hangs" || p.Known() || p.TookMS != int(tc.atLeast.Milliseconds()) {
					t.Errorf("a part that hangs: %+v", p)
				}
				if s := h.Services; s.State != Partly || len(s.List) != 1 || !s.Known() || s.Whole() {
					t.Errorf("a part that minds its time: %+v", s)
				}
				if p := h.TLS.Part; p.State != Failed || !strings.Contains(p.Why, "index out of range") {
					t.Errorf("a part that breaks: %+v", p)
				}
				if d := h.Disk; d.State != Read || len(d.Drives) != 1 || !d.Whole() {
					t.Errorf("a part that is well: %+v", d)
				}
				if p := h.DotNet.Part; p.State != NotHere || p.Applies() || p.Known() {
					t.Errorf("a part that is not here: %+v", p)
				}
				if p := h.Zones.Part; p.State != "" || p.Known() {
					t.Errorf("a part that nobody looked at: %+v", p)
				}
				close(m.release) // what was left behind may end now; it touches nothing
				synctest.Wait()
				if err := h.check(); err != nil {
					t.Error(err)
				}
			})
		})
	}
}

// This machine, whatever it is, can be looked at, and its recording read again.
func TestLookHere(t *testing.T) {
	h := Look(context.Background(), Options{By: "test", PartTime: time.Minute})
	if err := h.check(); err != nil {
		t.Error(err)
	}
	if h.System.Family == "" || h.System.State != Read {
		t.Errorf("system: %+v", h.System)
	}
	for name, p := range h.parts() {
		if p.State == "" || p.State == Failed && p.Why == "" {
			t.Errorf("%s does not say how it was read: %+v", name, p)
		}
	}
	if me := h.Programs.List; h.System.Family != MacOS && len(me) == 0 {
		t.Errorf("no process runs: %+v", h.Programs.Part)
	}
}

func BenchmarkLook(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Look(context.Background(), Options{})
	}
}

// answers is a registry that answers every question alike.
type answers struct{ err error }

func (a answers) Keys(registry.Key) ([]string, error)          { return nil, a.err }
func (a answers) Values(registry.Key) (registry.Values, error) { return nil, a.err }

func TestHiveTellsHowFarItRead(t *testing.T) {
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	broken := errors.New("the hive is broken")
	for name, tc := range map[string]struct {
		ctx  context.Context
		errs []error
		want State
		why  string
	}{
		"all read":        {context.Background(), []error{nil, nil}, "", ""},
		"nothing there":   {context.Background(), []error{registry.ErrNoKey}, "", ""},
		"all refused":     {context.Background(), []error{registry.ErrNeedsRights, registry.ErrNeedsRights}, NeedsRights, "more rights"},
		"one refused":     {context.Background(), []error{registry.ErrNoKey, registry.ErrNeedsRights}, Partly, "more rights"},
		"all broken":      {context.Background(), []error{broken}, Failed, "broken"},
		"one broken":      {context.Background(), []error{nil, broken}, Partly, "broken"},
		"cut":             {context.Background(), []error{registry.ErrCut}, Partly, "more than is read"},
		"no time":         {ended, []error{nil}, TooSlow, "its time was up"},
		"refused, broken": {context.Background(), []error{registry.ErrNeedsRights, broken}, NeedsRights, "more rights"},
	} {
		t.Run(name, func(t *testing.T) {
			var p Part
			h := newHive(tc.ctx, nil, &p)
			for i, err := range tc.errs {
				h.reg = answers{err}
				if i%2 == 0 {
					h.values(key(`HKLM\X`, 64))
				} else {
					h.keys(key(`HKLM\X`, 64))
				}
			}
			h.done()
			if p.State != tc.want || !strings.Contains(p.Why, tc.why) || tc.want != "" && p.Why == "" {
				t.Errorf("%+v; want %q because of %q", p, tc.want, tc.why)
			}
		})
	}
}

func TestSettleTellsHowFarACallCame(t *testing.T) {
	for name, tc := range map[string]struct {
		length int
		err    error
		want   State
		why    string
	}{
		"all":            {3, nil, "", ""},
		"none in time":   {0, context.DeadlineExceeded, TooSlow, timeUp},
		"some in time":   {3, fmt.Errorf("services: %w", context.DeadlineExceeded), Partly, timeUp},
		"given up":       {0, context.Canceled, TooSlow, timeUp},
		"refused":        {0, fs.ErrPermission, NeedsRights, "permission"},
		"some, then not": {3, fs.ErrPermission, Partly, "permission"},
		"broken at once": {0, errors.New("no such manager"), Failed, "no such manager"},
	} {
		t.Run(name, func(t *testing.T) {
			var p Part
			settle(&p, tc.length, tc.err)
			if p.State != tc.want || !strings.Contains(p.Why, tc.why) {
				t.Errorf("%+v; want %q because of %q", p, tc.want, tc.why)
			}
		})
	}
}

func TestOddIsBounded(t *testing.T) {
	var p Part
	for i := range 1000 {
		p.odd("value %d\x1b", i)
	}
	if len(p.Odd) != maxOdd+1 || p.Odd[maxOdd] != "and more" || p.Odd[0] != "value 0<U+001B>" {
		t.Errorf("%d: %q …", len(p.Odd), p.Odd[:2])
	}
}

// A registry of the largest size that is read does not make a recording that cannot be.
func TestLargestRegistry(t *testing.T) {
	var reg strings.Builder
	reg.WriteString("Windows Registry Editor Version 5.00\n")
	for i := range registry.MaxKeys + 10 {
		fmt.Fprintf(&reg, "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\%d]\n\"DisplayName\"=\"%s\"\n", i, strings.Repeat("x", 300))
	}
	fmt.Fprintf(&reg, "[HKEY_LOCAL_MACHINE\\SOFTWARE\\NHS\\a\\b\\c\\d\\e\\f\\g\\h]\n\"UseCardReaderPolling\"=\"true\"\n")
	for i := range 600 {
		fmt.Fprintf(&reg, "[HKEY_CURRENT_USER\\SOFTWARE\\NHS\\%d]\n\"ProcessesToKill\"=\"%d\"\n", i, i)
	}
	for i := range 600 {
		fmt.Fprintf(&reg, "[HKEY_CURRENT_USER\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Internet Settings\\ZoneMap\\Domains\\d%d.example]\n\"*\"=dword:00000002\n", i)
	}
	file, err := registry.ParseFile(reg.String())
	if err != nil {
		t.Fatal(err)
	}
	m := machineOf(t, "healthy")
	m.reg = file
	h := lookAt(m)
	if err := h.check(); err != nil {
		t.Error(err)
	}
	for name, p := range map[string]Part{"products": h.Products.Part, "agents": h.Agents.Part, "zones": h.Zones.Part} {
		if p.State != Partly || p.Why == "" {
			t.Errorf("%s were cut, and say %+v", name, p)
		}
	}
	if len(h.Products.List) != registry.MaxKeys || len(h.Agents.List) != maxSettings || len(h.Zones.Sites) != maxSites {
		t.Errorf("%d products, %d settings, %d sites", len(h.Products.List), len(h.Agents.List), len(h.Zones.Sites))
	}
}
