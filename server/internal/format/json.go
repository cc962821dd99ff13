package format

import (
	"bufio"
	"io"
	"reflect"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	jsonv1 "github.com/go-json-experiment/json/v1"

	"github.com/lanyard-id/lanyard/readiness"
)

// jsonOptions hold for every value of an answer: a list that is nil is [], what
// is not UTF-8 becomes U+FFFD, and omitempty leaves out false and 0 too.
var jsonOptions = json.JoinOptions(jsontext.AllowInvalidUTF8(true), jsonv1.OmitEmptyWithLegacySemantics(true))

// JSON writes the whole report as one object: its fields in their order, then
// "findings". Each item of a list stands on a line of its own, so that an answer
// can be searched and compared by lines.
func JSON(w io.Writer, r *readiness.Report) error {
	a := &answer{w: bufio.NewWriterSize(w, 1<<16)}
	fields := reflect.ValueOf(r).Elem()
	for i := range fields.NumField() {
		name, options, _ := strings.Cut(fields.Type().Field(i).Tag.Get("json"), ",")
		value := fields.Field(i)
		if name == "-" || options == "omitempty" && value.IsZero() {
			continue
		}
		a.name(name)
		if value.Kind() != reflect.Slice {
			a.value(value.Interface())
			continue
		}
		a.list(func(yield func(any) bool) {
			for i := range value.Len() {
				if !yield(value.Index(i).Addr().Interface()) {
					return
				}
			}
		})
	}
	a.name("findings")
	a.list(func(yield func(any) bool) {
		for f := range findings(r) {
			if !yield(&f) {
				return
			}
		}
	})
	a.text("}\n")
	if a.err != nil {
		return a.err
	}
	return a.w.Flush()
}

// answer writes an object member by member. After an error it writes no more.
type answer struct {
	w     *bufio.Writer
	named bool
	err   error
}

func (a *answer) text(s string) {
	if a.err == nil {
		_, a.err = a.w.WriteString(s)
	}
}

func (a *answer) value(v any) {
	if a.err == nil {
		a.err = json.MarshalWrite(a.w, v, jsonOptions)
	}
}

// name begins the next member.
func (a *answer) name(name string) {
	if a.named {
		a.text(",\n")
	} else {
		a.text("{")
	}
	a.named = true
	a.text(`"` + name + `":`)
}

// list writes items, one a line.
func (a *answer) list(items func(yield func(any) bool)) {
	between := "\n"
	a.text("[")
	for item := range items {
		a.text(between)
		a.value(item)
		if a.err != nil {
			return
		}
		between = ",\n"
	}
	a.text("]")
}
