package agent

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/test/shipped"
	"github.com/lanyard-id/lanyard/wire"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// TestBundlesKeepTheSchema holds the bundles of all samples, of a recording that holds
// nothing and of one that holds little, to the published schema, whatever was withheld.
func TestBundlesKeepTheSchema(t *testing.T) {
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(wire.Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("bundle.schema.json", document); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("bundle.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	recordings := map[string]func(io.Writer) error{
		"nothing": func(w io.Writer) error {
			_, err := io.WriteString(w, `{"lanyard_recording":1,"at":"2026-11-30T08:00:00Z","host":{"form":1}}`)
			return err
		},
		"a card of which little is known": func(w io.Writer) error {
			_, err := io.WriteString(w, `{"lanyard_recording":1,"at":"2026-11-30T08:00:00Z","host":{"form":1},"cards":{"readers":[{"name":"","state":"present","card":{"atr":""}},{"name":"b","state":"mute"}]}}`)
			return err
		},
	}
	for _, s := range Samples() {
		recordings[s.Name] = s.Record
	}
	set := shipped.Set(t)
	for name, record := range recordings {
		t.Run(name, func(t *testing.T) {
			var w bytes.Buffer
			if err := record(&w); err != nil {
				t.Fatal(err)
			}
			keeps(t, schema, set, w.String())
		})
	}
}

func keeps(t *testing.T, schema *jsonschema.Schema, set *notice.Set, recording string) {
	t.Helper()
	r, err := Check(t.Context(), CheckOptions{Set: set, Recording: strings.NewReader(recording), Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	for _, revealed := range [][]wire.Reveals{nil, {wire.RevealsDevice}, {wire.RevealsCard, wire.RevealsPerson}, wire.AllReveals()} {
		var w bytes.Buffer
		if err := r.Sent(revealed...).Write(&w); err != nil {
			t.Fatal(err)
		}
		bundle, err := jsonschema.UnmarshalJSON(bytes.NewReader(w.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(bundle); err != nil {
			t.Errorf("with %v revealed: %v", revealed, err)
		}
		if _, err := wire.ReadBundle(&w); err != nil {
			t.Errorf("with %v revealed: %v", revealed, err)
		}
	}
}
