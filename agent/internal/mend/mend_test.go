package mend

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/lanyard-id/lanyard/agent/internal/host"
	"pgregory.net/rapid"
)

// fake is a machine in memory that can fail.
type fake struct {
	states map[string]State
	fails  int // the so-manyth Set fails; 0 = none
	sets   int
	keys   map[string]bool
}

func (f *fake) Look(c Change) (State, error) {
	s, known := f.states[c.about()]
	if !known {
		return State{Absent: true}, nil
	}
	return s, nil
}

var errFake = errors.New("access is denied")

func (f *fake) Set(c Change, to State) ([]string, error) {
	if f.sets++; f.sets == f.fails {
		return nil, errFake
	}
	to.Made = nil
	f.states[c.about()] = to
	if to.Absent {
		delete(f.states, c.about())
	}
	if c.Value != nil && !to.Absent && !f.keys[c.Value.Key] {
		f.keys[c.Value.Key] = true
		return []string{c.Value.Key}, nil
	}
	return nil, nil
}

func (f *fake) Unmake(_ Value, key string) error { delete(f.keys, key); return nil }

func number(n uint32) *uint32 { return &n }

// held is a machine on which everything is wrong that can be mended.
func held() (*host.Host, *fake) {
	h := &host.Host{}
	h.Services.List = []host.Service{{Name: "NHSPortService", Display: "NHS Port Service"}, {Name: "SCardSvr"}}
	h.DotNet.Strong = []host.StrongCrypto{{View: host.View64, Generation: "v4.0.30319", SchUseStrong: number(0)}, {View: host.View32, Generation: "v4.0.30319", SchUseStrong: number(0), SystemDefaultTLS: number(0)}}
	h.TLS.Client = []host.Protocol{{Name: "TLS 1.2", Enabled: number(0), DisabledByDefault: number(1)}}
	f := &fake{states: map[string]State{}, keys: map[string]bool{}}
	for _, name := range []string{"NHSPortService", "SCardSvr"} {
		f.states[Change{Service: name}.about()] = State{Start: "disabled"}
	}
	for _, id := range []string{"dotnet.strong-crypto", "tls.client"} {
		m, _ := Find(id)
		changes, err := m.Plan(h)
		if err != nil {
			panic(err)
		}
		for _, c := range changes {
			f.states[c.about()] = State{Number: 1}
			if c.To.Number == 1 {
				f.states[c.about()] = State{Number: 0}
			}
			f.keys[c.Value.Key] = true
		}
	}
	return h, f
}

var noon = time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)

// TestMendAndUndo makes every mend and puts it back, after reading the log anew.
func TestMendAndUndo(t *testing.T) {
	for _, m := range All() {
		t.Run(m.ID, func(t *testing.T) {
			h, machine := held()
			before := fmt.Sprint(machine.states, machine.keys)
			folder := t.TempDir()
			log, err := OpenLog(folder, Machinewide)
			if err != nil {
				t.Fatal(err)
			}
			p, err := Prepare(m, h, machine)
			if err != nil || len(p.Steps) == 0 {
				t.Fatalf("%v, %+v", err, p)
			}
			for _, s := range p.Steps {
				if !strings.Contains(p.String(), s.about()) {
					t.Errorf("the plan does not show %s:\n%s", s.about(), p)
				}
			}
			if err := p.Apply(machine, log, noon); err != nil {
				t.Fatal(err)
			}
			if again, err := Prepare(m, h, machine); err != nil || len(again.Steps) > 0 {
				t.Errorf("it is not mended: %v, %+v", err, again)
			}
			if log, err = OpenLog(folder, Machinewide); err != nil {
				t.Fatal(err)
			}
			undone, err := Undo(machine, log, m.ID, noon)
			if err != nil || len(undone) != len(p.Steps) {
				t.Errorf("%v, %v", undone, err)
			}
			if after := fmt.Sprint(machine.states, machine.keys); after != before {
				t.Errorf("before %s\nafter  %s", before, after)
			}
			if undone, err := Undo(machine, log, "", noon); err != nil || len(undone) > 0 {
				t.Errorf("undone twice: %v, %v", undone, err)
			}
		})
	}
}

// TestUndoLast puts back the mend that was made last, in whichever log it is.
func TestUndoLast(t *testing.T) {
	h, machine := held()
	var logs []*Log
	for range 2 {
		log, err := OpenLog(t.TempDir(), Machinewide)
		if err != nil {
			t.Fatal(err)
		}
		logs = append(logs, log)
	}
	for i, id := range []string{"zones.intranet", "tls.client", "zones.logon"} {
		m, _ := Find(id)
		p, err := Prepare(m, h, machine)
		if err != nil {
			t.Fatal(err)
		}
		if err := p.Apply(machine, logs[i%2], noon.Add(time.Duration(i)*time.Minute)); err != nil {
			t.Fatal(err)
		}
	}
	var order []string
	for range 3 {
		undone, err := UndoLast(machine, logs, "", noon)
		if err != nil || len(undone) == 0 {
			t.Fatal(undone, err)
		}
		order = append(order, undone[0].Entry.Mend)
	}
	if diff := cmp.Diff([]string{"zones.logon", "tls.client", "zones.intranet"}, order); diff != "" {
		t.Error(diff)
	}
	if undone, err := UndoLast(machine, logs, "", noon); err != nil || len(undone) > 0 {
		t.Errorf("undone twice: %v, %v", undone, err)
	}
}

// TestMendThatFails in the middle leaves nothing changed.
func TestMendThatFails(t *testing.T) {
	m, _ := Find("zones.intranet")
	for n := 1; n <= 4; n++ {
		h, machine := held()
		machine.fails = n
		log, err := OpenLog(t.TempDir(), Machinewide)
		if err != nil {
			t.Fatal(err)
		}
		before := fmt.Sprint(machine.states, machine.keys)
		p, err := Prepare(m, h, machine)
		if err != nil {
			t.Fatal(err)
		}
		if err := p.Apply(machine, log, noon); !errors.Is(err, errFake) {
			t.Errorf("step %d: %v", n, err)
		}
		if after := fmt.Sprint(machine.states, machine.keys); after != before {
			t.Errorf("step %d: before %s\nafter  %s", n, before, after)
		}
	}
}

// TestUndoLeavesWhatOthersChanged, and says so.
func TestUndoLeavesWhatOthersChanged(t *testing.T) {
	m, _ := Find("zones.logon")
	h, machine := held()
	log, err := OpenLog(t.TempDir(), Machinewide)
	if err != nil {
		t.Fatal(err)
	}
	p, err := Prepare(m, h, machine)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Apply(machine, log, noon); err != nil {
		t.Fatal(err)
	}
	machine.states[p.Steps[0].about()] = State{Number: 0x30000}
	undone, err := Undo(machine, log, "", noon)
	if err != nil || len(undone) != 1 || !strings.Contains(undone[0].String(), "somebody changed it since; it is 196608 (0x30000)") {
		t.Errorf("%v, %v", undone, err)
	}
	if got := machine.states[p.Steps[0].about()].Number; got != 0x30000 {
		t.Errorf("it is %x", got)
	}
}

// TestPolicyIsNotOurs to change.
func TestPolicyIsNotOurs(t *testing.T) {
	h, machine := held()
	h.Zones.Intranet = []host.Intranet{{Scope: host.MachinePolicy, AutoDetect: number(1)}}
	h.Zones.Logon = []host.ZoneLogon{{Scope: host.UserPolicy, Zone: 1, Logon: 0x10000}}
	for _, id := range []string{"zones.intranet", "zones.logon"} {
		m, _ := Find(id)
		if _, err := Prepare(m, h, machine); !errors.Is(err, errPolicy) {
			t.Errorf("%s: %v", id, err)
		}
	}
}

// TestMendsAreWhole holds that each says what it is, and that no other name finds one.
func TestMendsAreWhole(t *testing.T) {
	for _, m := range All() {
		if m.Title == "" || m.Effect == "" || m.Plan == nil {
			t.Errorf("%s is not whole", m.ID)
		}
	}
	if _, found := Find("all"); found {
		t.Error("a mend was found that is none")
	}
	for _, m := range []string{"port-service.runs", "smartcard.service"} {
		mend, _ := Find(m)
		if _, err := Prepare(mend, &host.Host{}, &fake{}); err == nil {
			t.Errorf("%s mends what is not there", m)
		}
	}
}

// TestLogIsCut by a loss of power, in its last line or in another.
func TestLogIsCut(t *testing.T) {
	folder := t.TempDir()
	log, err := OpenLog(folder, Machinewide)
	if err != nil {
		t.Fatal(err)
	}
	for step := range 3 {
		if err := log.append(Entry{Run: 1, Mend: "tls.client", Step: step, At: noon, Change: Change{Service: "x"}}); err != nil {
			t.Fatal(err)
		}
	}
	whole, err := os.ReadFile(log.Path())
	if err != nil {
		t.Fatal(err)
	}
	for cut := 1; cut < 40; cut++ {
		if err := os.WriteFile(log.Path(), whole[:len(whole)-cut], 0o600); err != nil {
			t.Fatal(err)
		}
		l, err := OpenLog(folder, Machinewide)
		if err != nil {
			t.Fatalf("cut by %d: %v", cut, err)
		}
		want := 2
		if cut == 1 {
			want = 3 // only the end of the line is missing
		}
		if n := len(l.open()); n != want {
			t.Errorf("cut by %d: %d steps", cut, n)
		}
		if err := l.append(Entry{Run: 2, Mend: "tls.client", At: noon, Change: Change{Service: "x"}}); err != nil {
			t.Fatal(err)
		}
		if l, err = OpenLog(folder, Machinewide); err != nil || l.next() != 3 || len(l.open()) != want+1 {
			t.Errorf("cut by %d and written on: %v", cut, err)
		}
	}
	if err := os.WriteFile(filepath.Join(folder, "mends.jsonl"), append([]byte("{\n"), whole...), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenLog(folder, Machinewide); err == nil || !strings.Contains(err.Error(), "line 1") {
		t.Errorf("%v", err)
	}
}

// TestUndoIsExact for any run of mends and undoings.
func TestUndoIsExact(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		h, machine := held()
		folder, err := os.MkdirTemp(t.TempDir(), "")
		if err != nil {
			rt.Fatal(err)
		}
		log, err := OpenLog(folder, Machinewide)
		if err != nil {
			rt.Fatal(err)
		}
		before := fmt.Sprint(machine.states, machine.keys)
		for range rapid.IntRange(1, 6).Draw(rt, "mends") {
			p, err := Prepare(rapid.SampledFrom(All()).Draw(rt, "mend"), h, machine)
			if err != nil {
				rt.Fatal(err)
			}
			if err := p.Apply(machine, log, noon); err != nil {
				rt.Fatal(err)
			}
		}
		for {
			undone, err := Undo(machine, log, "", noon)
			if err != nil {
				rt.Fatal(err)
			}
			if len(undone) == 0 {
				break
			}
		}
		if d := cmp.Diff(before, fmt.Sprint(machine.states, machine.keys)); d != "" {
			rt.Fatal(d)
		}
	})
}

// FuzzLog holds that any bytes give entries or an error.
func FuzzLog(f *testing.F) {
	f.Add([]byte(`{"run":1,"mend":"x","step":0,"service":"x","to":{},"was":{}}` + "\n{"))
	f.Fuzz(func(t *testing.T, src []byte) {
		entries, err := readLog(src)
		if err == nil {
			l := &Log{entries: entries}
			l.next()
			l.open()
		}
	})
}

// TestPlantedLog holds that a program of the person cannot have an administrator change
// the machine by what it writes into the person's log.
func TestPlantedLog(t *testing.T) {
	head := `{"run":1,"mend":"zones.intranet","at":"2099-01-01T00:00:00Z","step":0,`
	own := `"value":{"root":"HKCU","key":"Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings\\ZoneMap","name":"AutoDetect"},"to":{},"was":{"number":1`
	for name, c := range map[string]struct {
		line string
		ok   bool
	}{
		"the person's own":   {head + own + `}}`, true},
		"with a key it made": {head + own + `,"made":["Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings\\ZoneMap"]}}`, true},
		"the machine":        {head + `"value":{"root":"HKLM","key":"SOFTWARE\\X","name":"Y"},"to":{"absent":true},"was":{"number":1}}`, false},
		"a service":          {head + `"service":"Invented","to":{"start":"disabled"},"was":{"start":"automatic","runs":true}}`, false},
		"another key":        {head + `"value":{"root":"HKCU","key":"Software\\Invented","name":"Y"},"to":{},"was":{"number":1}}`, false},
		"no mend":            {strings.Replace(head, "zones.intranet", "tls.client", 1) + own + `}}`, false},
		"a key it did not":   {head + own + `,"made":["Software\\Invented"]}}`, false},
	} {
		folder := t.TempDir()
		if err := os.WriteFile(filepath.Join(folder, "mends.jsonl"), []byte(c.line+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := OpenLog(folder, Person); (err == nil) != c.ok {
			t.Errorf("%s: %v", name, err)
		}
	}
}
