package wire

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"time"
)

// schemaID is the name of the schema of bundles.
const schemaID = "https://github.com/lanyard-id/lanyard/docs/bundle.schema.json"

// object is a JSON object. Its keys are written in alphabetical order, so that the
// same types always give the same bytes.
type object = map[string]any

// Schema is the JSON Schema (draft 2020-12) of a bundle, made of the types of this
// package and the words of schema_words.go. Keys that it does not name are allowed,
// because readers pass them over. The keyword x-reveals says what a field tells, as
// [Bundle.Withhold] goes by it.
func Schema() []byte {
	defs := object{}
	root := describe(reflect.TypeFor[Bundle](), defs)
	root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	root["$id"] = schemaID
	root["title"] = "A bundle: what Lanyard's agent saw on one device"
	root["$defs"] = defs
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(root); err != nil {
		panic(err) // the values are strings, numbers, lists and maps only
	}
	return b.Bytes()
}

// describe is the schema of a struct.
func describe(t reflect.Type, defs object) object {
	properties, required := object{}, []string{}
	for i := range t.NumField() {
		f := t.Field(i)
		key, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		place := t.Name() + "." + key
		p := typed(f.Type, place, defs)
		p["description"] = words[place]
		if values := enums[place]; values != nil {
			within(p)["enum"] = values
		}
		if r := f.Tag.Get("reveals"); r != "" {
			p["x-reveals"] = r
		}
		properties[key] = p
		if options == "" {
			required = append(required, key)
			if p["type"] == "string" && p["enum"] == nil && !mayBeEmpty[place] {
				p["minLength"] = 1
			}
		}
	}
	return object{"type": "object", "description": words[t.Name()], "properties": properties, "required": required}
}

// within is the schema of the values themselves: of a list that of its items.
func within(p object) object {
	if items, ok := p["items"].(object); ok {
		return items
	}
	return p
}

// typed is the schema of a type, without words.
func typed(t reflect.Type, place string, defs object) object {
	switch t {
	case reflect.TypeFor[time.Time]():
		return object{"type": "string", "format": "date-time"}
	case reflect.TypeFor[Level]():
		return object{"type": "string", "enum": Levels()}
	case reflect.TypeFor[Reveals]():
		return object{"type": "string", "enum": AllReveals()}
	}
	switch t.Kind() {
	case reflect.Pointer:
		return typed(t.Elem(), place, defs)
	case reflect.Slice:
		return object{"type": "array", "items": typed(t.Elem(), place, defs)}
	case reflect.Struct:
		if _, ok := defs[t.Name()]; !ok {
			defs[t.Name()] = nil // a type may hold itself
			defs[t.Name()] = describe(t, defs)
		}
		return object{"$ref": "#/$defs/" + t.Name()}
	case reflect.String:
		return object{"type": "string"}
	case reflect.Bool:
		return object{"type": "boolean"}
	case reflect.Int:
		o := object{"type": "integer", "minimum": 0}
		if place == "Bundle.lanyard_bundle" {
			o["minimum"], o["maximum"] = 1, BundleVersion
		}
		return o
	case reflect.Float64:
		return object{"type": "number"}
	}
	panic("no schema is written for " + t.String() + " of " + place) // a mistake in the types, which a test finds
}
