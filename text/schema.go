package text

import (
	"bytes"
	"encoding/json"
	"maps"
	"reflect"
	"strings"
)

// object is a JSON object. Its keys are written in alphabetical order, so that
// one table always gives the same bytes.
type object = map[string]any

// definitions are the schemas of shapes that have a name, by that name without
// its article. Each is written once.
type definitions map[string]definition

type definition struct {
	shape  Shape
	schema object
}

// Schema writes a shape as JSON Schema (draft 2020-12), for editors that check
// and complete a file while it is written.
//
// The language takes every scalar as its text, but editors read plain ones as
// YAML's core schema has it (YAML 1.2.2 §10.3): the schema also allows the
// numbers, booleans and nulls that can come of a text of the shape. It does not
// see that a scalar was written as null or ~, in which it is stricter than Check,
// nor how a number was written, in which it is laxer (007 is 7 to it).
func Schema(shape Shape, id, title string) []byte {
	d := definitions{}
	root := maps.Clone(shape.schema(d))
	root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	root["$id"] = id
	root["title"] = title
	if len(d) > 0 {
		defs := object{}
		for name, definition := range d {
			defs[name] = definition.schema
		}
		root["$defs"] = defs
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(root); err != nil {
		panic(err) // the values are strings, numbers, lists and maps only
	}
	return b.Bytes()
}

// reference is the schema of a shape with a name: where its definition stands.
func (d definitions) reference(shape Shape, define func() object) object {
	name := strings.TrimPrefix(strings.TrimPrefix(shape.words(), "a "), "an ")
	name = strings.ReplaceAll(name, " ", "-")
	if known, ok := d[name]; !ok {
		d[name] = definition{shape: shape, schema: define()}
	} else if !reflect.DeepEqual(known.shape, shape) {
		panic("two shapes are named " + shape.words()) // a mistake in the table
	}
	return object{"$ref": "#/$defs/" + name}
}

func (s ScalarShape) schema(d definitions) object {
	if s.Name == "" {
		return s.define()
	}
	return d.reference(s, s.define)
}

func (s ScalarShape) define() object {
	o := described(s.Doc)
	if s.Enum != nil {
		var values []any
		for _, text := range s.Enum {
			values = append(values, text)
			if text == "true" || text == "false" {
				values = append(values, text == "true")
			}
		}
		if s.Empty {
			values = append(values, "", nil)
		}
		o["enum"] = values
		return o
	}
	types := append([]string{"string"}, s.Plain...)
	if s.Empty {
		types = append(types, "null")
	}
	o["type"] = types
	if s.Pattern != nil {
		o["pattern"] = s.Pattern.String()
	} else if !s.Empty {
		o["minLength"] = 1
	}
	if s.Min != 0 || s.Max != 0 {
		o["minimum"], o["maximum"] = s.Min, s.Max
	}
	return o
}

func (s ListShape) schema(d definitions) object {
	o := object{"type": "array", "items": s.Of.schema(d)}
	if s.Min > 0 {
		o["minItems"] = s.Min
	}
	return o
}

func (s MapShape) schema(d definitions) object {
	return d.reference(s, func() object {
		o := described(s.Doc)
		o["type"] = "object"
		o["additionalProperties"] = false
		o["patternProperties"] = object{"^x-": true}
		properties, required := object{}, []string{}
		for _, k := range s.Keys {
			value := maps.Clone(k.Shape.schema(d))
			if k.Doc != "" {
				value["description"] = k.Doc
			}
			properties[k.Name] = value
			if k.Required {
				required = append(required, k.Name)
			}
		}
		o["properties"] = properties
		if len(required) > 0 {
			o["required"] = required
		}
		var all []any
		for _, r := range s.Rules {
			all = append(all, r.schemas()...)
		}
		if len(all) > 0 {
			o["allOf"] = all
		}
		return o
	})
}

func (r Rule) schemas() []any {
	var all []any
	if len(r.Needs) > 0 {
		all = append(all, object{"dependentRequired": object{r.If: r.Needs}})
	}
	for _, key := range r.Excludes {
		all = append(all, object{"not": object{"required": []string{r.If, key}}})
	}
	requiring := func(keys []string) []any {
		var each []any
		for _, key := range keys {
			each = append(each, object{"required": []string{key}})
		}
		return each
	}
	if len(r.OneOf) > 0 {
		all = append(all, object{"oneOf": requiring(r.OneOf)})
	}
	if len(r.AnyOf) > 0 {
		all = append(all, object{"anyOf": requiring(r.AnyOf)})
	}
	return all
}

func (s DictShape) schema(d definitions) object {
	return d.reference(s, func() object {
		o := described(s.Doc)
		o["type"] = "object"
		o["additionalProperties"] = s.Of.schema(d)
		o["patternProperties"] = object{"^x-": true}
		o["propertyNames"] = object{"anyOf": []any{s.Keys.schema(d), object{"pattern": "^x-"}}}
		return o
	})
}

func (s EitherShape) schema(d definitions) object {
	var any []any
	for _, shape := range s.shapes() {
		any = append(any, shape.schema(d))
	}
	return object{"anyOf": any}
}

func described(doc string) object {
	if doc == "" {
		return object{}
	}
	return object{"description": doc}
}
