package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/bench/estates"
	"github.com/lanyard-id/lanyard/bench/gates"
	"github.com/lanyard-id/lanyard/bench/tokens"
	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/server"
)

// TestMain plays the roles that the comparisons start this program in.
func TestMain(m *testing.M) {
	if played, err := gates.Role(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	} else if played {
		return
	}
	os.Exit(m.Run())
}

// Each side runs once, so that none of them panics first when it is measured.
func TestComparisonsRun(t *testing.T) {
	lab, err := estates.NewLab()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { lab.Close() })
	bed, err := gates.NewTestbed(lab)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { bed.Close() })
	signing := tokens.New(lab.Tree)
	t.Cleanup(func() { signing.Close() })
	small := sizes{gate: gates.Tiny, signatures: 3, check: 300, all: 100, growth: []int{100, 300}, foreign: 20, workbook: 100, judge: 300, more: 200, bundles: [][2]int{{100, 3}}}
	pairs, err := comparisons(lab, bed, signing, small)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, p := range pairs {
		if p.Prepare != nil {
			if err := p.Prepare(&p); err != nil {
				t.Fatal(err)
			}
		}
		name := p.Name + ", " + p.A.Name + " beside " + p.B.Name
		if seen[name] {
			t.Errorf("%s stands twice", name)
		}
		seen[name] = true
		if p.Run != nil {
			p.Run(1)
			continue
		}
		p.A.Do()
		p.B.Do()
	}
}

// The two sides of a comparison must answer the same, or it compares nothing.
func TestManyChangesDecideAlike(t *testing.T) {
	many, one, signIns, err := changing()
	if err != nil {
		t.Fatal(err)
	}
	for i, in := range signIns {
		var a, b notice.Verdict
		many.Judge(&in.Facts, in.Use, in.At, &a)
		one.Judge(&in.Facts, in.Use, in.At, &b)
		if a.Decision != b.Decision {
			t.Errorf("sign-in %d is %s by many windows and %s by one", i, a.Decision, b.Decision)
		}
		if want := i > 0 && i != 5; (a.Decision == notice.Block) != want {
			t.Errorf("sign-in %d is %s: it should stand in a window", i, a.Decision)
		}
	}
}

func TestExemptionsMatchAsTold(t *testing.T) {
	source, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		own  func(i int) bool
		want notice.Result
	}{
		{func(int) bool { return false }, notice.Met},
		{func(i int) bool { return i%25 == 0 }, notice.Exempt},
	} {
		set, err := setOf(source, exemptions(500, c.own))
		if err != nil {
			t.Fatal(err)
		}
		signIns, err := read(set, []signIn{met(inWindow)})
		if err != nil {
			t.Fatal(err)
		}
		var v notice.Verdict
		set.Judge(&signIns[0].Facts, signIns[0].Use, signIns[0].At, &v)
		for _, f := range v.Findings {
			if f.Requirement.ID == "oberthur-middleware" && f.Result != c.want {
				t.Errorf("the middleware is %s, want %s", f.Result, c.want)
			}
		}
	}
}

func TestMorningIsMostlyAllowed(t *testing.T) {
	if diff := cmp.Diff(map[string]int{"allow": 1800, "warn": 160, "block": 40}, decisions(t, morning(2000))); diff != "" {
		t.Errorf("decisions of a morning (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[string]int{"block": 100}, decisions(t, blocked(100))); diff != "" {
		t.Errorf("decisions of the blocked (-want +got):\n%s", diff)
	}
}

// decisions counts what is decided about sign-ins, and holds each line to the
// struct that encoding/json reads it into.
func decisions(t *testing.T, signIns []signIn) map[string]int {
	t.Helper()
	source, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	set, err := setOf(source, "")
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if _, err := server.Decide(set, "", "", strings.NewReader(lines(signIns)), &out); err != nil {
		t.Fatal(err)
	}
	counts := map[string]int{}
	for line := range strings.Lines(out.String()) {
		var a notice.Answer
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			t.Fatal(err)
		}
		counts[a.Decision]++
	}
	for _, s := range signIns {
		d := json.NewDecoder(strings.NewReader(s.line()))
		d.DisallowUnknownFields()
		if err := d.Decode(new(signInJSON)); err != nil {
			t.Fatalf("%s: %v", s.line(), err)
		}
	}
	return counts
}
