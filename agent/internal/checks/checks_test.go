package checks

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/lanyard-id/lanyard/agent/internal/device"
	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/test/shipped"
	"github.com/lanyard-id/lanyard/wire"
)

// read marks a part as read to its end.
var read = host.Part{State: host.Read}

// windows is a Windows device on which every part was read and nothing was found, at
// a time when all shipped notices hold.
func windows() *device.Device {
	d := &device.Device{At: time.Date(2026, 11, 30, 8, 0, 0, 0, time.UTC)}
	h := &d.Host
	h.System.Family = host.Windows
	for _, p := range []*host.Part{
		&h.System.Part, &h.Identity.Part, &h.Products.Part, &h.Programs.Part, &h.Services.Part, &h.Files.Part, &h.DotNet.Part, &h.TLS.Part,
		&h.Smartcard.Part, &h.Browsers.Part, &h.Zones.Part, &h.Agents.Part, &h.Session.Part, &h.Disk.Part, &h.Restart.Part, &h.Clock.Part,
		&h.SearchPath.Part, &d.Cards.Part, &d.Modules.Part,
	} {
		*p = read
	}
	return d
}

// one is a case of a check's test: what it finds on a device that differs from
// [windows] in one thing.
type one struct {
	name   string
	change func(d *device.Device)
	level  wire.Level // none = it finds nothing, not even that all is well
	say    string     // what the worst finding's sentence holds
}

// none is the level of a case in which a check has nothing to say.
const none = wire.Level("none")

// try holds a check to cases: the worst level found, and a sentence that says it.
func try(t *testing.T, c *Check, cases []one) {
	t.Helper()
	set := shipped.Set(t)
	for _, o := range cases {
		t.Run(o.name, func(t *testing.T) {
			d := windows()
			if o.change != nil {
				o.change(d)
			}
			found := c.look(NewView(d, set))
			if o.level == none {
				if len(found) > 0 {
					t.Errorf("it has nothing to say, and says %+v", found)
				}
				return
			}
			if got := wire.Worst(found); got != o.level {
				t.Errorf("the worst is %s, want %s: %+v", got, o.level, found)
			}
			if !slices.ContainsFunc(found, func(f wire.Finding) bool { return f.Level == o.level && strings.Contains(f.Say, o.say) }) {
				t.Errorf("nothing %s says %q: %+v", o.level, o.say, found)
			}
			for _, f := range found {
				if f.Check != c.ID {
					t.Errorf("a finding is of %q", f.Check)
				}
				if (f.Level == wire.Warning || f.Level == wire.Problem) && (f.Do == "" || f.Who == "") {
					t.Errorf("nobody is told what to do: %+v", f)
				}
				for _, value := range f.Values {
					if value.Reveals != "" && !slices.Contains(c.Reveals, value.Reveals) {
						t.Errorf("the value %s reveals the %s, which the check does not declare", value.Name, value.Reveals)
					}
				}
			}
		})
	}
}

// TestChecksAreWhole holds that every check has what the page and the desk show.
func TestChecksAreWhole(t *testing.T) {
	ids := map[string]bool{}
	form := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*\.[a-z0-9]+(-[a-z0-9]+)*$`)
	place := 0
	for _, c := range All() {
		if !form.MatchString(c.ID) || ids[c.ID] {
			t.Errorf("%q is no id of its own", c.ID)
		}
		ids[c.ID] = true
		at := slices.Index(Groups(), c.Group)
		if at < place {
			t.Errorf("%s: group %q is none, or stands behind a later one", c.ID, c.Group)
		}
		place = max(place, at)
		for what, text := range map[string]string{"title": c.Title, "why": c.Why, "do": c.Remedy.Do, "who": c.Remedy.Who, "source": c.Source} {
			if text == "" {
				t.Errorf("%s has no %s", c.ID, what)
			}
		}
		if !slices.Contains([]string{Person, ITTeam, RegistrationAuthority, ServiceDesk, NetworkTeam}, c.Remedy.Who) {
			t.Errorf("%s: nobody is called %q", c.ID, c.Remedy.Who)
		}
		if Find(c.ID) != c {
			t.Errorf("%s is not found by its id", c.ID)
		}
	}
	if Find("none.such") != nil {
		t.Error("a check was found that is none")
	}
}

// TestNothingWasSeen holds that no check takes what nobody looked at for well or for
// wrong.
func TestNothingWasSeen(t *testing.T) {
	set := shipped.Set(t)
	for _, family := range []host.Family{host.Windows, host.Linux, host.MacOS} {
		d := &device.Device{At: time.Date(2026, 11, 30, 8, 0, 0, 0, time.UTC)}
		d.Host.System.Family = family
		for _, f := range Run(d, set) {
			if f.Level != wire.Unknown && f.Level != wire.Note {
				t.Errorf("%s: of a device nobody looked at: %+v", family, f)
			}
		}
	}
}

// TestAFailingCheck costs the others nothing.
func TestAFailingCheck(t *testing.T) {
	c := &Check{ID: "test.fails", Look: func(*View) []wire.Finding { panic("no such thing") }}
	got := c.look(NewView(windows(), shipped.Set(t)))
	want := []wire.Finding{{Check: "test.fails", Level: wire.Unknown, Say: "This check failed, which is a fault of the agent: no such thing.",
		Do: "Report it with the output of the agent.", Who: ServiceDesk}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// TestFindingsAreBounded holds that what one check finds is bounded, and how bad the rest is is not lost.
func TestFindingsAreBounded(t *testing.T) {
	check := Check{ID: "many", Look: func(*View) []wire.Finding {
		found := slices.Repeat(at(wire.Well, "well"), mostFindings+7)
		found[mostFindings+3].Level = wire.Problem
		return found
	}}
	found := check.look(NewView(windows(), shipped.Set(t)))
	if last := found[len(found)-1]; len(found) != mostFindings+1 || last.Level != wire.Problem || !strings.HasPrefix(last.Say, "There are 7 more") {
		t.Errorf("%d findings, the last %+v", len(found), found[len(found)-1])
	}
}

// TestCopiesAreBounded holds that entries of the machine are looked at before those of the person, who could hide them
// behind a thousand.
func TestCopiesAreBounded(t *testing.T) {
	d := windows()
	many(1000)(d)
	d.Host.Products.List = append(d.Host.Products.List, host.Product{Name: "NHS Identity Agent", Version: "2.3.2.0", Scope: host.Machine, View: host.View32})
	v := NewView(d, shipped.Set(t))
	if first := v.Software[0]; len(v.Software) != mostCopies || v.Beyond != 1001-mostCopies || first.Scope != host.Machine {
		t.Errorf("%d are looked at, %d are beyond, the first is %+v", len(v.Software), v.Beyond, first.Product)
	}
}

// many puts so many entries of one product into the person's list.
func many(n int) change {
	return func(d *device.Device) {
		for i := range n {
			d.Host.Products.List = append(d.Host.Products.List, host.Product{Name: fmt.Sprintf("NHS Identity Agent %d", i), Version: "2.4.10.0", Key: fmt.Sprint(i), Scope: host.User})
		}
	}
}

// TestEveryCheckIsTried holds that each check that is listed has cases, and that each
// file of a check lists it.
func TestEveryCheckIsTried(t *testing.T) {
	names := func(pattern, form string) map[string]bool {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]bool{}
		for _, file := range files {
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, found := range regexp.MustCompile(form).FindAllStringSubmatch(string(src), -1) {
				out[found[1]] = true
			}
		}
		return out
	}
	listed, tried := names("all.go", `&(\w+)`), names("*_test.go", `[({ ]&(\w+)`)
	for name := range names("*.go", `(?m)^var (\w+) = Check\{`) {
		if !listed[name] {
			t.Errorf("%s is not listed in all.go", name)
		}
	}
	if len(listed) != len(All()) {
		t.Errorf("all.go lists %d names and All %d checks", len(listed), len(All()))
	}
	for name := range listed {
		if !tried[name] {
			t.Errorf("%s is tried by no case", name)
		}
	}
}
