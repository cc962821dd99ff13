package wire_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/lanyard-id/lanyard/wire"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

var update = flag.Bool("update", false, "write the golden files anew")

const schemaFile = "../docs/bundle.schema.json"

func TestSchemaInTheTree(t *testing.T) {
	got := wire.Schema()
	if *update {
		if err := os.WriteFile(schemaFile, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s: -want +got:\n%s", schemaFile, diff)
	}
}

// compiled is the schema, which is held to its meta-schema by compiling it.
func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(wire.Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("bundle.schema.json", document); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("bundle.schema.json")
	if err != nil {
		t.Fatalf("it is not a schema: %v", err)
	}
	return s
}

// whole is a bundle with every field, each of which the schema allows.
func whole(t *testing.T) map[string]any {
	t.Helper()
	b := filled("1")
	b.Inventory, b.Withheld, b.Device.OS, b.Installed[0].View = "complete", []wire.Reveals{wire.RevealsCard}, "windows", "64"
	b.Readers[0].State, b.Cards[0].Certificates[0].Use, b.Connections[0].By = "present", "signature", "agent"
	b.Findings[0].Who = "it-team"
	b.Asked[0].Result, b.Asked[0].Action, b.Asked[0].Steps[0].Action = "unmet", "warn", "block-at-intervals"
	b.TakenAt = time.Date(2026, 11, 30, 8, 0, 0, 0, time.UTC)
	var w bytes.Buffer
	if err := b.Write(&w); err != nil {
		t.Fatal(err)
	}
	var out map[string]any
	if err := json.Unmarshal(w.Bytes(), &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// at is the object at the end of a path through objects and first elements of lists.
func at(t *testing.T, o map[string]any, path ...string) map[string]any {
	t.Helper()
	for _, key := range path {
		switch v := o[key].(type) {
		case map[string]any:
			o = v
		case []any:
			o = v[0].(map[string]any)
		default:
			t.Fatalf("there is no object %s", key)
		}
	}
	return o
}

func TestSchemaTakesAndRefuses(t *testing.T) {
	s := compiled(t)
	if err := s.Validate(whole(t)); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		path  string
		key   string
		value any // nil: the key is taken out
		good  bool
	}{
		"a key of a later version":       {"", "colour", "green", true},
		"the same, deep inside":          {"cards certificates", "colour", "green", true},
		"no optional key":                {"cards", "tries_left", nil, true},
		"none left":                      {"cards", "tries_left", 0, true},
		"no version":                     {"", "lanyard_bundle", nil, false},
		"a version of later":             {"", "lanyard_bundle", 2, false},
		"version 0":                      {"", "lanyard_bundle", 0, false},
		"no time":                        {"", "taken_at", nil, false},
		"a time that is none":            {"", "taken_at", "yesterday", false},
		"no device":                      {"", "device", nil, false},
		"a device without its id":        {"device", "id", nil, false},
		"an empty id":                    {"device", "id", "", false},
		"a system that is none":          {"device", "os", "windws", false},
		"an inventory by half":           {"", "inventory", "half", false},
		"findings that are null":         {"", "findings", json.RawMessage("null"), false},
		"a level that is none":           {"findings", "level", "awful", false},
		"a finding that says nothing":    {"findings", "say", "", false},
		"a finding without a check":      {"findings", "check", nil, false},
		"somebody who does not mend":     {"findings", "who", "nobody", false},
		"a value that reveals shoes":     {"findings values", "reveals", "shoes", false},
		"a state of a reader":            {"readers", "state", "asleep", false},
		"tries as words":                 {"cards", "tries_left", "three", false},
		"fewer tries than none":          {"cards", "tries_left", -1, false},
		"a series that is words":         {"cards", "series", []any{"6"}, false},
		"a certificate without its end":  {"cards certificates", "expires", nil, false},
		"a result":                       {"asked", "result", "perhaps", false},
		"a step with an action of later": {"asked steps", "action", "explode", false},
		"withheld shoes":                 {"", "withheld", []any{"shoes"}, false},
	} {
		b := whole(t)
		o := at(t, b, strings.Fields(c.path)...)
		if raw, ok := c.value.(json.RawMessage); ok {
			o[c.key] = json.RawMessage(raw)
		} else if o[c.key] = c.value; c.value == nil {
			delete(o, c.key)
		}
		src, err := json.Marshal(b)
		if err != nil {
			t.Fatal(err)
		}
		document, err := jsonschema.UnmarshalJSON(bytes.NewReader(src))
		if err != nil {
			t.Fatal(err)
		}
		err = s.Validate(document)
		if (err == nil) != c.good {
			t.Errorf("%s: %v", name, err)
		}
		// What the schema takes the reader takes. It is the milder of the two elsewhere:
		// it must read what some other version wrote.
		if _, err := wire.ReadBundle(bytes.NewReader(src)); c.good && err != nil {
			t.Errorf("%s: the reader refuses it: %v", name, err)
		}
	}
}

// TestSchemaIsInWords holds that every type and field has words, that there are words
// for nothing else, and that what is emptied before a bundle leaves is marked.
func TestSchemaIsInWords(t *testing.T) {
	var schema map[string]any
	if err := json.Unmarshal(wire.Schema(), &schema); err != nil {
		t.Fatal(err)
	}
	all := map[string]map[string]any{"Bundle": schema}
	for name, d := range schema["$defs"].(map[string]any) {
		all[name] = d.(map[string]any)
	}
	var places, marked []string
	for name, d := range all {
		if d["description"] == "" {
			t.Errorf("%s has no words", name)
		}
		places = append(places, name)
		for key, p := range d["properties"].(map[string]any) {
			p := p.(map[string]any)
			if p["description"] == "" {
				t.Errorf("%s.%s has no words", name, key)
			}
			places = append(places, name+"."+key)
			if p["x-reveals"] != nil {
				marked = append(marked, name+"."+key)
			}
		}
	}
	slices.Sort(places)
	if d := cmp.Diff(places, slices.Sorted(maps.Keys(wire.Words()))); d != "" {
		t.Errorf("the words of schema_words.go are not of what there is: -want +got:\n%s", d)
	}
	slices.Sort(marked)
	if d := cmp.Diff(revealing(reflect.TypeFor[wire.Bundle](), map[reflect.Type]bool{}), marked); d != "" {
		t.Errorf("marked with x-reveals: -want +got:\n%s", d)
	}
}

// revealing are the fields below a type that have the tag, sorted.
func revealing(t reflect.Type, seen map[reflect.Type]bool) []string {
	for t.Kind() == reflect.Slice || t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || t == reflect.TypeFor[time.Time]() || seen[t] {
		return nil
	}
	seen[t] = true
	var out []string
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Tag.Get("reveals") != "" {
			key, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			out = append(out, t.Name()+"."+key)
		}
		out = append(out, revealing(f.Type, seen)...)
	}
	slices.Sort(out)
	return out
}
