package plan

import (
	"errors"
	"strings"
	"testing"

	"github.com/lanyard-id/lanyard/notice"
)

// TestOpenRefuses: everything that is wrong, with its place.
func TestOpenRefuses(t *testing.T) {
	for _, c := range []struct {
		name  string
		files map[string]string
		named func(w *world)
		want  []string // lines, without the folder
	}{
		{"a mistake in each", map[string]string{
			"notices/a.yaml":    strings.Replace(cardsNotice, "of: card", "of: cart", 1),
			"notices/b.yaml":    strings.Replace(cardsNotice, "during: mornings", "during: evenings", 1),
			"exemptions/x.yaml": "exemptions:\n  - {organisation: RXX, from: 2025-07}\n",
			"pauses/p.yaml":     "pauses: 3\n",
		}, nil, []string{"notices/a.yaml:8:9: ", "notices/b.yaml:13:", "pauses/p.yaml:"}},
		{"excuses that are wrong", map[string]string{
			"notices/a.yaml": cardsNotice, "exemptions/x.yaml": "exemptions:\n  - {organisation: RXX, from: 2025-07}\n",
			"pauses/p.yaml": "pauses: 3\n",
		}, nil, []string{"exemptions/x.yaml:2:", "pauses/p.yaml:1:"}},
		{"a folder without a notice", map[string]string{"notices/a_test.yaml": "cases: []\n", "notices/.b.yaml": "x", "notices/c.yml": "x"}, nil,
			[]string{": there is no notice; name a file of one"}},
		{"no folder", map[string]string{"exemptions/x.yaml": rxxExempt}, nil, []string{"notices: there is no such file; put it back"}},
		{"a file that is missing", nil, func(w *world) { w.files.Notices = []string{w.path("a.yaml")} }, []string{"a.yaml: there is no such file"}},
		{"exemptions among notices", map[string]string{"notices/a.yaml": cardsNotice, "notices/b.yaml": rxxExempt}, nil,
			[]string{"notices/b.yaml: this is a file of exemptions, and stands among those of notices"}},
		{"pauses among exemptions", map[string]string{"notices/a.yaml": cardsNotice, "exemptions/b.yaml": "pauses: []\n"}, nil,
			[]string{"exemptions/b.yaml: this is a file of pauses, and stands among those of exemptions"}},
		{"one revision twice", map[string]string{"notices/a.yaml": cardsNotice, "notices/b.yaml": cardsNotice}, nil,
			[]string{"notices/b.yaml:3:11: revision 1 of cards stands in DIR/notices/a.yaml too"}},
		{"too long", map[string]string{"notices/a.yaml": cardsNotice + strings.Repeat("# x\n", notice.MaxBytes/4)}, nil, []string{"notices/a.yaml:"}},
		{"a later language", map[string]string{"notices/a.yaml": strings.Replace(cardsNotice, "language: 1", "language: 2", 1)}, nil,
			[]string{"notices/a.yaml:1:11: the file is written in language 2"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t, at("09:00"), c.files)
			if c.named != nil {
				c.named(w)
			}
			err := w.open()
			var broken *Broken
			if !errors.As(err, &broken) {
				t.Fatalf("the error is %v", err)
			}
			lines := strings.Split(strings.ReplaceAll(strings.ReplaceAll(err.Error(), w.dir+"/notices/a.yaml too", "DIR/notices/a.yaml too"), w.dir+"/", ""), "\n")
			for _, want := range c.want {
				found := false
				for _, l := range lines {
					found = found || strings.HasPrefix(l, want)
				}
				if !found {
					t.Errorf("no line begins with %q:\n%s", want, strings.Join(lines, "\n"))
				}
			}
		})
	}
	if _, err := Open(Files{}, nil, nil); err == nil || !strings.Contains(err.Error(), "no notice is named") {
		t.Errorf("without files the error is %v", err)
	}
	w := newWorld(t, at("09:00"), map[string]string{"notices/a.yaml": cardsNotice})
	w.files.Armed = "sha256:abc"
	if err := w.open(); err == nil || !strings.Contains(err.Error(), `"sha256:abc" is no digest`) {
		t.Errorf("with half a digest the error is %v", err)
	}
}

// TestDigest: it is the one that is approved, whatever the order of the files.
func TestDigest(t *testing.T) {
	w := start(t, at("09:00"), false, map[string]string{"notices/b.yaml": cardsNotice, "notices/a.yaml": second, "exemptions/e.yaml": rxxExempt, "pauses/p.yaml": "pauses: []\n"})
	var notices []*notice.Notice
	for _, src := range []string{cardsNotice, second} {
		n, problems := notice.Parse("n.yaml", []byte(src))
		if n == nil {
			t.Fatal(problems)
		}
		notices = append(notices, n)
	}
	var excuses []*notice.ExcuseFile
	for _, src := range []string{"pauses: []\n", rxxExempt} {
		e, problems := notice.ReadExcuses("e.yaml", []byte(src))
		if e == nil {
			t.Fatal(problems)
		}
		excuses = append(excuses, e)
	}
	if want := notice.Digest(notices, excuses...); w.Current().Digest != want {
		t.Errorf("%s, not %s", w.Current().Digest, want)
	}
	if n := len(w.Current().Notices); n != 2 || len(w.Current().Sources) != 4 {
		t.Errorf("%d notices of %v", n, w.Current().Sources)
	}
}

// TestStartUp: whoever starts the gate reads whether it blocks.
func TestStartUp(t *testing.T) {
	files := map[string]string{"notices/cards-r1.yaml": cardsNotice, "exemptions/x.yaml": "exemptions:\n  - {organisation: RXX, from: 2025-07, until: 2025-08}\n"}
	w := start(t, at("10:30"), false, files)
	if err := w.Hold("the desk", "too many calls"); err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, m := range w.StartUp() {
		line := strings.ReplaceAll(strings.ReplaceAll(m.Text, w.dir, "DIR"), w.Current().Digest, "DIGEST")
		if m.Loud {
			line = "! " + line
		}
		lines = append(lines, line)
	}
	want := `decisions go by cards revision 1, from 2 files: DIGEST
! THE PLAN IS NOT ARMED: nobody approved these files: no digest was given with --armed; blocks warn. Once they are approved, give their digest with --armed: it is what lanyard notice digest prints for them
! All blocks are held by the desk since 2025-07-08 10:30:00 BST (too many calls): blocks warn, and the plan stays as it is
series blocks now, in a window that closes 2025-07-08 11:00:00 BST
the next window in which series blocks opens 2025-07-15 10:00:00 BST and closes 2025-07-15 12:00:00 BST
DIR/exemptions/x.yaml:2:5: warning: the exemption does not say who answers for it, and why; add owner and reason`
	for i, line := range strings.Split(want, "\n") {
		if i >= len(lines) || lines[i] != line {
			t.Fatalf("line %d is not %q:\n%s", i+1, line, strings.Join(lines, "\n"))
		}
	}
	w = start(t, at("10:30"), true, files)
	if m := w.StartUp()[1]; m.Loud || m.Text != "the plan is armed: these files were approved by their digest" {
		t.Errorf("armed, it says %+v", m)
	}
}
