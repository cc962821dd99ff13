package notice

import (
	"bytes"
	"encoding/json"
	"hash/fnv"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/notice/internal/window"
	"github.com/lanyard-id/lanyard/text"
)

func TestSchemasInTheTree(t *testing.T) {
	for _, f := range forms {
		got := f.schema()
		if *update {
			if err := os.WriteFile(f.file, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(f.file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), string(got)); diff != "" {
			t.Errorf("%s: -want +got:\n%s", f.file, diff)
		}
	}
}

// compile compiles the schema of a form, which is held to its meta-schema first.
func (f form) compile(t *testing.T) *jsonschema.Schema {
	t.Helper()
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(f.schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource(f.file, document); err != nil {
		t.Fatal(err)
	}
	compiled, err := c.Compile(f.file)
	if err != nil {
		t.Fatalf("%s is not a schema: %v", f.file, err)
	}
	return compiled
}

// TestSchemaAgreesWithTable changes files at random, and has the schema and the
// table say whether they still have the right form.
func TestSchemaAgreesWithTable(t *testing.T) {
	const mutations = 200
	for _, file := range rightFiles(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			f := formOf(file)
			schema := f.compile(t)
			if err := schema.Validate(asEditorsRead(t, src)); err != nil {
				t.Fatal(err)
			}
			seed := fnv.New64a()
			seed.Write([]byte(filepath.Base(file)))
			random := rand.New(rand.NewPCG(seed.Sum64(), 1))
			accepted, refused := 0, 0
			for accepted+refused < mutations {
				changed, how := mutate(t, src, random)
				root, problems := text.Parse("changed.yaml", changed)
				if len(problems) > 0 {
					t.Fatalf("%s: %v\n%s", how, problems, changed)
				}
				fits, invalid := text.Fits(root, f.shape), schema.Validate(asEditorsRead(t, changed))
				if fits != (invalid == nil) {
					t.Fatalf("%s: fits the table %v %v; the schema says %v\n%s", how, fits, text.Check(root, f.shape), invalid, changed)
				}
				if fits {
					accepted++
				} else {
					refused++
				}
			}
			if few := mutations / 10; accepted < few || refused < few {
				t.Errorf("%d accepted, %d refused: too one-sided to tell anything", accepted, refused)
			}
		})
	}
}

func load(t *testing.T, src []byte) *yaml.Node {
	t.Helper()
	var document yaml.Node
	if err := yaml.Load(src, &document); err != nil {
		t.Fatalf("%v\n%s", err, src)
	}
	return document.Content[0]
}

// words are what scalars are changed to: some of each form there is, and some of
// none.
var words = []string{
	"", "1", "0", "8", "12", "1000000000", "99.5", "101.5", "true", "false", "id-1", "Id", "two words", "x!", "é",
	"2025-06", "2025-06-30", "2025-6", "2025-13", "2025-06-30T15:00", "2025-06-30T15:00:00Z", "2025-06-30T24:00",
	"10:00", "24:00", "24:01", "08:00-18:00", "00-10", "0-10", "60d", "3.5h", "60", "-1d", "Mon", "fridaY", "Frid",
	">=2.4", "2.4", "< 1, != 2", "observe", "warn", "block", "Block", "card", "cart", "sign", "any", "year", "none",
	"met", "open", "words", "client", "complete", "active", "Europe/London", "national",
}

// mutate makes one change in a file and says which. What it gives is always in
// the language's part of YAML.
func mutate(t *testing.T, src []byte, random *rand.Rand) ([]byte, string) {
	t.Helper()
	root := load(t, src)
	var nodes []*yaml.Node
	var gather func(n *yaml.Node)
	gather = func(n *yaml.Node) {
		n.HeadComment, n.LineComment, n.FootComment = "", "", ""
		nodes = append(nodes, n)
		for i, child := range n.Content {
			if n.Kind == yaml.MappingNode && i%2 == 0 {
				child.HeadComment, child.LineComment, child.FootComment = "", "", ""
				continue
			}
			gather(child)
		}
	}
	gather(root)
	scalar := func(text string) *yaml.Node {
		n := &yaml.Node{Kind: yaml.ScalarNode, Value: text}
		if text != "" && random.IntN(2) == 0 {
			n.Style = yaml.DoubleQuotedStyle
		}
		return n
	}
	word := func() *yaml.Node { return scalar(words[random.IntN(len(words))]) }
	for {
		n := nodes[random.IntN(len(nodes))]
		entries := len(n.Content)
		if n.Kind == yaml.MappingNode {
			entries /= 2
		}
		at := 0
		if entries > 0 {
			at = random.IntN(entries)
		}
		how := ""
		switch change := random.IntN(12); {
		case change < 5 && n.Kind == yaml.ScalarNode:
			*n = *word()
			how = "another text: " + n.Value
		case change == 5 && n.Kind == yaml.ScalarNode:
			how = "a scalar in a list"
			*n = yaml.Node{Kind: yaml.SequenceNode, Content: []*yaml.Node{scalar(n.Value)}}
		case change == 6 && n.Kind == yaml.ScalarNode && n.Style == 0:
			how = "quotes"
			n.Style, n.Tag = yaml.SingleQuotedStyle, ""
		case change == 7 && n != root:
			how = "a map in its place"
			*n = yaml.Node{Kind: yaml.MappingNode, Content: []*yaml.Node{scalar("date"), word()}}
		case change == 8 && n.Kind != yaml.ScalarNode && n != root:
			how = "emptied"
			n.Content, n.Style = nil, yaml.FlowStyle
		case change == 9 && n.Kind == yaml.SequenceNode && entries > 0:
			how = "an item less"
			n.Content = slices.Delete(n.Content, at, at+1)
		case change == 9 && n.Kind == yaml.MappingNode && entries > 0:
			how = "without " + n.Content[2*at].Value
			n.Content = slices.Delete(n.Content, 2*at, 2*at+2)
		case change == 10 && n.Kind == yaml.MappingNode && entries > 0:
			key := n.Content[2*at]
			how = "renamed " + key.Value
			n.Content[2*at] = scalar([]string{key.Value + "s", "x-" + key.Value, strings.ToUpper(key.Value)}[random.IntN(3)])
		case change == 11 && n.Kind == yaml.MappingNode:
			name := []string{"x-extra", "extra", "id", "from", "until", "date", "on", "hours", "said", "use"}[random.IntN(10)]
			if slices.ContainsFunc(n.Content, func(c *yaml.Node) bool { return c.Value == name }) {
				continue
			}
			how = "with " + name
			n.Content = append(n.Content, scalar(name), word())
		case change == 11 && n.Kind == yaml.SequenceNode:
			how = "an item more"
			n.Content = append(n.Content, word())
		default:
			continue
		}
		if len(n.Content) == 0 && n.Kind != yaml.ScalarNode {
			n.Style = yaml.FlowStyle
		}
		changed, err := yaml.Dump(root)
		if err != nil {
			t.Fatalf("%s: %v", how, err)
		}
		return changed, how
	}
}

// asEditorsRead is a file as a value of JSON: plain scalars by YAML's core schema.
// Numbers that are not written as JSON has them, such as 007, stay texts: the
// schema takes them for the number, and the table for what is written.
func asEditorsRead(t *testing.T, src []byte) any {
	t.Helper()
	return asJSON(load(t, src))
}

var number = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?$`)

func asJSON(n *yaml.Node) any {
	switch n.Kind {
	case yaml.SequenceNode:
		list := []any{}
		for _, item := range n.Content {
			list = append(list, asJSON(item))
		}
		return list
	case yaml.MappingNode:
		object := map[string]any{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			object[n.Content[i].Value] = asJSON(n.Content[i+1])
		}
		return object
	}
	quoted := n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) != 0
	switch {
	case quoted:
		return n.Value
	case n.Value == "":
		return nil
	case n.Value == "true" || n.Value == "false":
		return n.Value == "true"
	case number.MatchString(n.Value):
		return json.Number(n.Value)
	}
	return n.Value
}

// TestWindowRules holds the rules of the table, which editors go by, to what the
// package window says about every set of keys.
func TestWindowRules(t *testing.T) {
	keys := []struct {
		line string
		set  func(*window.Rule)
	}{
		{"date: 2025-09-03", func(r *window.Rule) { r.Date = civil.Date{Year: 2025, Month: 9, Day: 3} }},
		{"weekday: Wed", func(r *window.Rule) { wednesday := time.Wednesday; r.Weekday = &wednesday }},
		{"on: [Wed]", func(r *window.Rule) { r.On = []time.Weekday{time.Wednesday} }},
		{"first: 2025-09-01", func(r *window.Rule) { r.First = civil.Date{Year: 2025, Month: 9, Day: 1} }},
		{"last: 2025-09-30", func(r *window.Rule) { r.Last = civil.Date{Year: 2025, Month: 9, Day: 30} }},
		{"except: [2025-09-10]", func(r *window.Rule) { r.Except = []civil.Date{{Year: 2025, Month: 9, Day: 10}} }},
		{"from: 10:00", func(r *window.Rule) { from := civil.Clock(600); r.From = &from }},
		{"until: 11:00", func(r *window.Rule) { until := civil.Clock(660); r.Until = &until }},
		{"hours: 08:00-18:00", func(r *window.Rule) { r.Hours = &window.Hours{From: 480, Until: 1080} }},
		{"minutes: 00-10", func(r *window.Rule) { r.Minutes = &window.Minutes{From: 0, Until: 10} }},
	}
	fitting := 0
	for set := 1; set < 1<<len(keys); set++ {
		var src strings.Builder
		var rule window.Rule
		for i, key := range keys {
			if set>>i&1 == 1 {
				src.WriteString(key.line + "\n")
				key.set(&rule)
			}
		}
		root, problems := text.Parse("window.yaml", []byte(src.String()))
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		right := !slices.ContainsFunc(rule.Validate(), func(p window.Problem) bool { return !p.Warning })
		if fits := text.Fits(root, windowShape); fits != right {
			t.Errorf("fits the table %v, is a window %v: %v\n%s", fits, right, rule.Validate(), src.String())
		}
		if right {
			fitting++
		}
	}
	if fitting == 0 {
		t.Error("no set of keys makes a window")
	}
}
