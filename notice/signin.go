package notice

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/notice/internal/predicate"
)

// Bounds of one sign-in.
const (
	MaxSignIn   = 512 << 10             // bytes of its JSON
	MaxProducts = predicate.MaxProducts // whose installation on the device it tells
)

// SignIn is one sign-in as it was written in JSON: its instant, its use and its
// facts.
type SignIn struct {
	At      time.Time
	Use     string // sign-in where none was given
	Facts   Facts
	Rejects []Reject // values that could not be read, and are missing

	zone         *civil.Zone
	source       bytes.Reader
	decoder      jsontext.Decoder
	applications []predicate.Application
	values       []Value
	texts        []string
}

// Reject is a value that could not be read. It is missing; the rest counts.
type Reject struct {
	Key   string `json:"key"`
	Value string `json:"value"`
	Error string `json:"error"`
}

// Read reads one sign-in. Civil times are read in the zone. An object or key
// that the language does not know, a key that stands twice, and what is not
// JSON are errors; a value that cannot be read is a Reject. The memory of the
// sign-in before is used again.
func (s *SignIn) Read(line []byte, zone *civil.Zone) error {
	if len(line) > MaxSignIn {
		return fmt.Errorf("the sign-in has %d bytes; at most %d are read", len(line), MaxSignIn)
	}
	s.At, s.Use, s.zone = time.Time{}, UseSignIn, zone
	s.Rejects = s.Rejects[:0]
	s.applications = s.applications[:0]
	s.Facts.Reset()
	s.source.Reset(line)
	s.decoder.Reset(&s.source)
	if err := s.object("", s.member); err != nil {
		return s.explain(err)
	}
	end := s.decoder.InputOffset()
	if _, err := s.decoder.ReadToken(); !errors.Is(err, io.EOF) {
		return fmt.Errorf("something follows the sign-in, which ends at byte %d; write one sign-in a line", end)
	}
	if s.At.IsZero() {
		return errors.New(`"at" is missing; write the instant of the sign-in, such as "2025-07-08T10:30:00+01:00"`)
	}
	return nil
}

// errShape is an error that already says where it is.
type errShape struct{ what string }

func (e errShape) Error() string { return e.what }

// explain puts an error of the JSON decoder in words.
func (s *SignIn) explain(err error) error {
	var shape errShape
	if errors.As(err, &shape) {
		return shape
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return errors.New("not JSON: it ends too early")
	}
	var syntax *jsontext.SyntacticError
	if errors.As(err, &syntax) {
		if errors.Is(err, jsontext.ErrDuplicateName) {
			return fmt.Errorf("the key %s stands twice", strings.TrimPrefix(string(syntax.JSONPointer), "/"))
		}
		what := syntax.Err
		if what == nil {
			what = err
		}
		return fmt.Errorf("not JSON at byte %d: %v", syntax.ByteOffset, what)
	}
	return err
}

// object reads an object and calls member for the value of each of its keys.
func (s *SignIn) object(path string, member func(key string) error) error {
	token, err := s.decoder.ReadToken()
	if err != nil {
		return err
	}
	if token.Kind() != '{' {
		return wrong(path, "an object", token)
	}
	for {
		token, err := s.decoder.ReadToken()
		if err != nil {
			return err
		}
		if token.Kind() == '}' {
			return nil
		}
		if err := member(token.String()); err != nil {
			return err
		}
	}
}

func wrong(path, want string, token jsontext.Token) error {
	if path == "" {
		path = "the sign-in"
	}
	return errShape{fmt.Sprintf("%s is %s; write %s", path, kindName(token.Kind()), want)}
}

func kindName(k jsontext.Kind) string {
	switch k {
	case '{':
		return "an object"
	case '[':
		return "a list"
	case '"':
		return "a text"
	case '0':
		return "a number"
	case 'n':
		return "null"
	}
	return "true or false"
}

func (s *SignIn) member(key string) error {
	switch key {
	case "at":
		return s.text(key, func(text string) error {
			at, _, err := civil.ParseInstant(text, s.zone)
			if err != nil {
				return errShape{fmt.Sprintf(`"at" is %s; write it like 2025-07-08T10:30:00+01:00`, strconv.Quote(shorten(text)))}
			}
			s.At = at
			return nil
		})
	case "use":
		return s.text(key, func(text string) error {
			if !slices.Contains([]string{UseSignIn, UseSign, UseManageCard}, text) {
				return errShape{fmt.Sprintf(`"use" is %s; write sign-in, sign or manage-card`, strconv.Quote(shorten(text)))}
			}
			s.Use = text
			return nil
		})
	}
	object, ok := predicate.ObjectNamed(key)
	if !ok {
		return errShape{fmt.Sprintf("there is no key %s; the keys are at, use, card, device, client, connection, application, person, organisation", strconv.Quote(shorten(key)))}
	}
	if null, err := s.null(); null {
		return err
	}
	s.Facts.Give(object)
	return s.object(key, func(name string) error { return s.attribute(object, name) })
}
