package attempt

import (
	"bytes"
	"flag"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"

	"github.com/lanyard-id/lanyard/extractors"
)

var update = flag.Bool("update", false, "write the golden files")

// schemaFile is where editors find it.
const schemaFile = "../../../../extractors/extractor.schema.json"

func TestSchemaInTheTree(t *testing.T) {
	if *update {
		if err := os.WriteFile(schemaFile, Schema(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(Schema())); diff != "" {
		t.Errorf("%s differs (run with -update if that is meant): -want +got:\n%s", schemaFile, diff)
	}
}

// TestSchemaKnowsTheShipped reads the shipped files as an editor does.
func TestSchemaKnowsTheShipped(t *testing.T) {
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("s", document); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("s")
	if err != nil {
		t.Fatal(err)
	}
	validate := func(src []byte) error {
		var value any
		if err := yaml.Unmarshal(src, &value); err != nil {
			t.Fatal(err)
		}
		return schema.Validate(value)
	}
	for _, f := range extractors.Shipped() {
		if err := validate(f.Source); err != nil {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
	for _, wrong := range []string{
		"{language: 1, extractor: a}",
		"{language: 1, extractor: a, begins: [{path: in}]}",
		"{language: 1, extractor: a, begins: [{path: /in}], facts: {person.id: {query: a, form: b}}}",
	} {
		if validate([]byte(wrong)) == nil {
			t.Errorf("it has nothing against %s", wrong)
		}
	}
}
