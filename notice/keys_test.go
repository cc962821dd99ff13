package notice

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lanyard-id/lanyard/text"
)

var update = flag.Bool("update", false, "write the golden files anew")

// form is a form of file: how the names of such files end, the table it is held
// to, and the schema made of that.
type form struct {
	suffix string
	shape  text.Shape
	file   string
	schema func() []byte
}

// forms are all there are; what is none of the others is a notice.
var forms = []form{
	{"_exemptions", exemptionsShape, "schema/exemptions.schema.json", ExemptionsSchema},
	{"_pauses", pausesShape, "schema/pauses.schema.json", PausesSchema},
	{"_test", testsShape, "schema/cases.schema.json", CasesSchema},
	{"", noticeShape, "schema/notice.schema.json", Schema},
}

func formOf(file string) form {
	name := strings.TrimSuffix(filepath.Base(file), ".yaml")
	return forms[slices.IndexFunc(forms, func(f form) bool { return strings.HasSuffix(name, f.suffix) })]
}

func parseKeys(t *testing.T, file string) (*text.Node, text.Problems) {
	t.Helper()
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return text.Parse(filepath.Base(file), src)
}

// rightFiles are files of the right form: those with every key, and the notices
// that are shipped.
func rightFiles(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/keys/full*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files of our own: %v", err)
	}
	shipped, err := filepath.Glob("../notices/*.yaml")
	if err != nil || len(shipped) == 0 {
		t.Fatalf("no shipped notices: %v", err)
	}
	return append(files, shipped...)
}

func TestKeysFitRightFiles(t *testing.T) {
	for _, file := range rightFiles(t) {
		root, problems := parseKeys(t, file)
		for _, p := range append(problems, text.Check(root, formOf(file).shape)...) {
			t.Error(p)
		}
		if !text.Fits(root, formOf(file).shape) {
			t.Errorf("%s does not fit", file)
		}
	}
}

func TestKeysOfWrongFiles(t *testing.T) {
	for _, name := range []string{"wrong", "truncated"} {
		root, problems := parseKeys(t, "testdata/keys/"+name+".yaml")
		problems = append(problems, text.Check(root, noticeShape)...)
		problems.Sort()
		var got strings.Builder
		for _, p := range problems {
			got.WriteString(p.String() + "\n")
		}
		golden := "testdata/keys/" + name + ".golden"
		if *update {
			if err := os.WriteFile(golden, []byte(got.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got.String()); diff != "" {
			t.Errorf("%s: -want +got:\n%s", name, diff)
		}
	}
}

// TestFullFilesHaveEveryKey keeps the files with every key what they say.
func TestFullFilesHaveEveryKey(t *testing.T) {
	for _, f := range forms {
		file, shape := "full"+f.suffix+".yaml", f.shape
		root, _ := parseKeys(t, "testdata/keys/"+file)
		stand := map[string]bool{}
		gatherKeys(root, shape, func(m text.MapShape, key string) { stand[m.Name+"."+key] = true })
		var missing []string
		eachKey(shape, func(m text.MapShape, key string) {
			if !stand[m.Name+"."+key] {
				missing = append(missing, m.Name+"."+key)
			}
		})
		slices.Sort(missing)
		if len(missing) > 0 {
			t.Errorf("%s lacks %v", file, slices.Compact(missing))
		}
	}
}

// gatherKeys calls found for each key of a shape that stands in a tree.
func gatherKeys(n *text.Node, shape text.Shape, found func(text.MapShape, string)) {
	switch s := shape.(type) {
	case text.ListShape:
		for _, item := range n.Items {
			gatherKeys(item, s.Of, found)
		}
	case text.DictShape:
		for _, value := range n.Values {
			gatherKeys(value, s.Of, found)
		}
	case text.EitherShape:
		if of := map[text.Kind]text.Shape{text.Scalar: s.Scalar, text.List: s.List, text.Map: s.Map}[n.Kind]; of != nil {
			gatherKeys(n, of, found)
		}
	case text.MapShape:
		for _, k := range s.Keys {
			if value := n.Get(k.Name); value != nil {
				found(s, k.Name)
				gatherKeys(value, k.Shape, found)
			}
		}
	}
}

// eachKey calls visit for each key of a shape.
func eachKey(shape text.Shape, visit func(text.MapShape, string)) {
	switch s := shape.(type) {
	case text.ListShape:
		eachKey(s.Of, visit)
	case text.DictShape:
		eachKey(s.Of, visit)
	case text.EitherShape:
		for _, of := range []text.Shape{s.List, s.Map} {
			if of != nil {
				eachKey(of, visit)
			}
		}
	case text.MapShape:
		for _, k := range s.Keys {
			visit(s, k.Name)
			eachKey(k.Shape, visit)
		}
	}
}

// FuzzKeys holds the table to files of any kind: it never panics, and what Check
// refuses does not fit.
func FuzzKeys(f *testing.F) {
	files, err := filepath.Glob("testdata/keys/*.yaml")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		root, _ := text.Parse("f", src)
		for _, form := range forms {
			problems := text.Check(root, form.shape)
			if len(problems) > 0 && text.Fits(root, form.shape) {
				t.Errorf("fits with problems: %v", problems[0])
			}
			for _, p := range problems {
				if p.Line < 1 || p.Column < 1 || p.What == "" || p.Mend == "" {
					t.Errorf("a problem without a place or words: %+v", p)
				}
			}
		}
	})
}
