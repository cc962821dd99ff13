package attempt

import (
	"errors"
	"io"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// jsonReader reads fields of headers that hold a JSON object.
type jsonReader struct {
	source  strings.Reader
	decoder jsontext.Decoder
}

var errNoObject = errors.New("it is not a JSON object")

// read looks for fields in the object that text is. Where text is none, all of
// them are hidden: what stands before a mistake may be half of a lie.
func (j *jsonReader) read(text string, fields []string, exact bool, all []found) {
	if err := j.object(text, fields, exact, all); err != nil {
		for i := range all {
			all[i] = found{state: hidden, value: text, why: "the header cannot be read: " + err.Error()}
		}
	}
	j.source.Reset("")
}

func (j *jsonReader) object(text string, fields []string, exact bool, all []found) error {
	if len(text) > maxJSONHeader {
		return errors.New("it is too long")
	}
	j.source.Reset(text)
	// A key that stands twice makes that key unreadable, and not the others; bytes
	// that are not UTF-8 make their value unreadable.
	j.decoder.Reset(&j.source, jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	token, err := j.decoder.ReadToken()
	if err != nil || token.Kind() != '{' {
		return errNoObject
	}
	var seen [maxNames]bool
	for {
		token, err := j.decoder.ReadToken()
		switch {
		case err != nil:
			return errNoObject
		case token.Kind() == '}':
			if _, err := j.decoder.ReadToken(); !errors.Is(err, io.EOF) {
				return errors.New("something follows its JSON object")
			}
			return nil
		}
		i := indexName(token.String(), fields, exact)
		if i < 0 {
			if err := j.decoder.SkipValue(); err != nil {
				return errNoObject
			}
			continue
		}
		value, err := j.value()
		if err != nil {
			return errNoObject
		}
		if seen[i] {
			value = found{state: hidden, value: value.value, why: "the key stands twice"}
		}
		seen[i], all[i] = true, value
	}
}

// value reads a text, a number, true or false as they are written, or a list of
// them.
func (j *jsonReader) value() (found, error) {
	if j.decoder.PeekKind() == '[' {
		return j.list()
	}
	text, why, err := j.scalar()
	switch {
	case err != nil:
		return found{}, err
	case why != "":
		return found{state: hidden, why: why}, nil
	case text == "":
		return found{}, nil
	}
	return found{state: known, value: text}, nil
}

// scalar reads one value; "" of null, and why it is none of an object or list.
func (j *jsonReader) scalar() (text, why string, err error) {
	switch j.decoder.PeekKind() {
	case '{', '[':
		return "", "it is not a text", j.decoder.SkipValue()
	}
	token, err := j.decoder.ReadToken()
	if err != nil || token.Kind() == 'n' {
		return "", "", err
	}
	return trimSpace(token.String()), "", nil
}

func (j *jsonReader) list() (found, error) {
	if _, err := j.decoder.ReadToken(); err != nil {
		return found{}, err
	}
	f := found{state: known, list: []string{}}
	for j.decoder.PeekKind() != ']' {
		text, why, err := j.scalar()
		switch {
		case err != nil:
			return found{}, err
		case why != "":
			f = found{state: hidden, why: "an element of the list is not a text"}
		case f.state == hidden || text == "":
		case len(f.list) == maxList:
			f = found{state: hidden, why: "the list is too long"}
		default:
			f.list = append(f.list, text)
		}
	}
	_, err := j.decoder.ReadToken()
	return f, err
}
