package revision

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/test/draw"
)

// bundle is a set as it is drawn and changed: revisions of up to two notices, and
// excuses.
type bundle struct {
	first, second *draft // revisions of one notice; second may be nil
	other         *draft // another notice; may be nil
	takes         bool   // it supersedes r1 of the first
	exemptions    []drawnExcuse
	pauses        []drawnExcuse
}

type drawnExcuse struct {
	keys        string
	requirement string
	from, long  int // hours
	effect      string
}

func drawBundle(t *rapid.T) bundle {
	d := drawDraft(t)
	d.gives = rapid.SampledFrom([]string{"warn", "observe"}).Draw(t, "gives")
	b := bundle{first: &d, takes: rapid.Bool().Draw(t, "takes")}
	if rapid.Bool().Draw(t, "second") {
		b.second = b.revise(t)
	}
	if rapid.Bool().Draw(t, "other") {
		o := drawDraft(t)
		b.other = &o
	}
	for range rapid.IntRange(0, 3).Draw(t, "exemptions") {
		b.exemptions = append(b.exemptions, drawExcuse(t, true))
	}
	for range rapid.IntRange(0, 3).Draw(t, "pauses") {
		b.pauses = append(b.pauses, drawExcuse(t, false))
	}
	return b
}

// revise draws a revision of the first notice.
func (b bundle) revise(t *rapid.T) *draft {
	d := b.first.clone()
	for range rapid.IntRange(0, 2).Draw(t, "revised") {
		d.mutate(t)
	}
	d.published = b.first.published + rapid.IntRange(1, 4).Draw(t, "days later")
	return &d
}

func drawExcuse(t *rapid.T, exemption bool) drawnExcuse {
	x := drawnExcuse{
		requirement: rapid.SampledFrom([]string{"", "r1", "r2"}).Draw(t, "excused from"),
		from:        rapid.IntRange(0, mostHours).Draw(t, "excused since"), long: rapid.IntRange(1, 120).Draw(t, "excused for"),
		keys: rapid.SampledFrom([]string{"organisation: RXX", "organisation: RYY", "organisation: R00"}).Draw(t, "whom"), effect: "none",
	}
	if exemption {
		x.keys = rapid.SampledFrom([]string{"x-all: yes", "device: PC1", "group: theatre", "organisation: RYY", "organisation: RXX", "organisation: RYY, device: PC1", "organisation: R00"}).Draw(t, "whom")
		x.effect = rapid.SampledFrom([]string{"none", "none", "warn"}).Draw(t, "effect")
	}
	return x
}

func (b bundle) clone() bundle {
	copyOf := func(d *draft) *draft {
		if d == nil {
			return nil
		}
		c := d.clone()
		return &c
	}
	b.first, b.second, b.other = copyOf(b.first), copyOf(b.second), copyOf(b.other)
	b.exemptions, b.pauses = slices.Clone(b.exemptions), slices.Clone(b.pauses)
	return b
}

// mutate changes one thing.
func (b *bundle) mutate(t *rapid.T) {
	switch rapid.IntRange(0, 12).Draw(t, "what of the set") {
	case 0:
		b.first.mutate(t)
	case 1:
		if b.second != nil {
			b.second.mutate(t)
			return
		}
		b.second = b.revise(t)
	case 2:
		b.second = nil
	case 3:
		if b.other != nil {
			b.other.mutate(t)
			return
		}
		o := drawDraft(t)
		b.other = &o
	case 4:
		b.other = nil
	case 5:
		b.takes = !b.takes
	case 6:
		b.first.gives = map[string]string{"warn": "observe", "observe": "warn"}[b.first.gives]
	case 7, 8, 9:
		b.exemptions = mutateExcuses(t, b.exemptions, true)
	default:
		b.pauses = mutateExcuses(t, b.pauses, false)
	}
}

func mutateExcuses(t *rapid.T, list []drawnExcuse, exemptions bool) []drawnExcuse {
	what := rapid.IntRange(0, 6).Draw(t, "what of the excuses")
	if len(list) == 0 || what == 0 {
		return append(list, drawExcuse(t, exemptions))
	}
	i := rapid.IntRange(0, len(list)-1).Draw(t, "which")
	x := &list[i]
	switch what {
	case 1:
		return slices.Delete(list, i, i+1)
	case 2:
		x.long += rapid.IntRange(-20, 40).Draw(t, "longer")
		x.long = max(x.long, 1)
	case 3:
		by := rapid.IntRange(0, min(24, x.from)).Draw(t, "earlier")
		x.from, x.long = x.from-by, x.long+by
	case 4:
		x.requirement = rapid.SampledFrom([]string{"", "", "r1", "r2"}).Draw(t, "other requirement")
	case 5:
		x.keys = drawExcuse(t, exemptions).keys
	case 6:
		if x.effect == "none" && exemptions {
			x.effect = "warn"
		} else {
			x.effect = "none"
		}
	}
	return list
}

func (b bundle) sources() []string {
	out := []string{b.first.yaml(1)}
	if b.second != nil {
		out = append(out, b.second.yaml(2))
	}
	if b.other != nil {
		src := strings.Replace(b.other.yaml(1), "notice: drawn", "notice: other", 1)
		if b.takes {
			// It has an r1 of its own, in the place of the one that it takes out.
			src += "supersedes: [{notice: drawn, requirements: [r1]}]\n"
			src = strings.ReplaceAll(src, "{id: r2", "{id: s2")
		} else {
			src = strings.ReplaceAll(src, "{id: r", "{id: s")
		}
		out = append(out, strings.ReplaceAll(src, "{id: new", "{id: snew"))
	}
	return out
}

func writeExcuses(kind string, list []drawnExcuse) string {
	if len(list) == 0 {
		return kind + ": []\n"
	}
	var s strings.Builder
	s.WriteString(kind + ":\n")
	for _, x := range list {
		fmt.Fprintf(&s, "  - {%s, from: %s, until: %s", x.keys, hour(x.from), hour(x.from+x.long))
		if x.requirement != "" {
			s.WriteString(", requirement: " + x.requirement)
		}
		if kind == "exemptions" {
			s.WriteString(", owner: o, reason: r, effect: " + x.effect)
		}
		s.WriteString("}\n")
	}
	return s.String()
}

// set makes the set; nil if the drawn notices do not go together.
func (b bundle) set(t *rapid.T) (*notice.Set, string) {
	var revisions []*notice.Notice
	sources := b.sources()
	for _, src := range sources {
		n, problems := notice.Parse("drawn.yaml", []byte(src))
		if n == nil {
			if strings.Contains(fmt.Sprint(problems), "stands twice") {
				return nil, ""
			}
			t.Fatalf("not a notice: %v\n%s", problems, src)
		}
		revisions = append(revisions, n)
	}
	exemptions, problems := notice.ParseExemptions("e.yaml", []byte(writeExcuses("exemptions", b.exemptions)), revisions[0].Zone)
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	pauses, problems := notice.ParsePauses("p.yaml", []byte(writeExcuses("pauses", b.pauses)), revisions[0].Zone)
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	s, _ := notice.NewSet(revisions, notice.Options{Exemptions: exemptions, Pauses: pauses})
	return s, strings.Join(append(sources, writeExcuses("exemptions", b.exemptions), writeExcuses("pauses", b.pauses)), "---\n")
}

// edges are the instants at which excuses begin and end.
func (b bundle) edges() []time.Time {
	var out []time.Time
	for _, x := range slices.Concat(b.exemptions, b.pauses) {
		for _, h := range []int{x.from, x.from + x.long} {
			out = append(out, origin.Add(time.Duration(h-1)*time.Hour)) // London is an hour ahead in June
		}
	}
	return out
}

// TestSetsReallyWeaken judges sign-ins by two sets wherever CompareSets says what
// the second can not do, and never finds that it does.
func TestSetsReallyWeaken(t *testing.T) {
	counts := map[string]int{}
	kinds := []string{"weakens", "weakens by exemptions", "weakens by pauses", "weakens by files", "warns", "strengthens", "seen to strengthen"}
	draw.Until(t, func() string { return draw.Lacking(counts, 5, kinds...) }, func(rt *rapid.T) {
		b := drawBundle(rt)
		old, oldText := b.set(rt)
		if old == nil {
			counts["void"]++
			return
		}
		for range 4 {
			changed := b.clone()
			for range rapid.SampledFrom([]int{1, 1, 1, 2, 3}).Draw(rt, "changes") {
				changed.mutate(rt)
			}
			new, newText := changed.set(rt)
			if new == nil {
				counts["void"]++
				continue
			}
			if oldText == newText {
				continue
			}
			since := time.Time{}
			if rapid.IntRange(0, 2).Draw(rt, "since") == 0 {
				since = origin.Add(time.Duration(rapid.IntRange(0, mostHours).Draw(rt, "since hour")) * time.Hour)
			}
			diff := CompareSets(old, new, since)
			switch {
			case diff.OnlyWeakens():
				counts["weakens"]++
				if writeExcuses("exemptions", b.exemptions) != writeExcuses("exemptions", changed.exemptions) {
					counts["weakens by exemptions"]++
				}
				if writeExcuses("pauses", b.pauses) != writeExcuses("pauses", changed.pauses) {
					counts["weakens by pauses"]++
				}
				if len(b.sources()) != len(changed.sources()) {
					counts["weakens by files"]++
				}
			case diff.BlocksNoMore():
				counts["warns"]++
			default:
				counts["strengthens"]++
			}
			instants := slices.Concat(instantsOf(old.Revisions()...), instantsOf(new.Revisions()...), b.edges(), changed.edges())
			if instants = slices.DeleteFunc(instants, func(at time.Time) bool { return at.Before(since.Add(1)) }); len(instants) == 0 {
				continue
			}
			for range 30 {
				line := drawSignIn(rt, instants)
				was, is := decide(rt, old, line), decide(rt, new, line)
				if is <= was {
					continue
				}
				counts["seen to strengthen"]++
				if diff.OnlyWeakens() || diff.BlocksNoMore() && is == notice.Block {
					rt.Fatalf("%+v since %s, but %s becomes %s for %s\n=== old\n%s\n=== new\n%s", diff, since, was.Decision(), is.Decision(), line, oldText, newText)
				}
			}
		}
	})
	t.Log(counts)
}
