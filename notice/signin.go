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
	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/notice/internal/predicate"
)

// Bounds of one sign-in.
const (
	MaxSignIn   = 512 << 10 // bytes of its JSON
	MaxProducts = 1000      // whose installation on the device it tells
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

// attribute reads one key of an object.
func (s *SignIn) attribute(object predicate.Object, name string) error {
	key := object.String() + "." + name
	a, known := predicate.AttributeOf(object, name)
	if !known && name != "seen" && key != "organisation.within" && key != "device.software" && key != "device.inventory" {
		return errShape{fmt.Sprintf("there is no key %s; the attributes of %s are %s", strconv.Quote(shorten(key)), object, strings.Join(predicate.NamesOf(object), ", "))}
	}
	if null, err := s.null(); null {
		return err
	}
	switch {
	case name == "seen":
		return s.text(key, func(text string) error {
			if text == "" {
				return nil
			}
			at, _, err := civil.ParseInstant(text, s.zone)
			if err != nil {
				s.reject(key, text, err)
				return nil
			}
			s.Facts.SeenAt(object, at)
			return nil
		})
	case key == "organisation.within":
		codes, err := s.list(key)
		s.Facts.SetWithin(codes)
		return err
	case key == "device.software":
		products := 0
		return s.object(key, func(product string) error {
			if products++; products > MaxProducts {
				return errShape{fmt.Sprintf("%s has more than %d products", key, MaxProducts)}
			}
			return s.text(key+"."+product, func(text string) error {
				cell, err := fact.ParseCell(text)
				if err != nil {
					s.reject(key+"."+product, text, err)
					return nil
				}
				s.Facts.SetSoftware(product, cell)
				return nil
			})
		})
	case key == "device.inventory":
		return s.text(key, func(text string) error {
			switch text {
			case "complete":
				s.Facts.SetComplete()
			case "partial":
			default:
				return errShape{fmt.Sprintf("%s is %s; write complete or partial", key, strconv.Quote(shorten(text)))}
			}
			return nil
		})
	}
	switch a.Type {
	case fact.TypeApplicationList:
		return s.readApplications(key)
	case fact.TypeTextList:
		texts, err := s.list(key)
		if err == nil {
			s.Facts.Set(*a, predicate.List(texts))
		}
		return err
	}
	if a.Several && s.decoder.PeekKind() == '[' {
		return s.several(a, key)
	}
	return s.text(key, func(text string) error {
		if v, ok := s.value(a, key, text); ok {
			s.Facts.Set(*a, v)
		}
		return nil
	})
}

// several reads the possible values of an attribute that is known in part. If
// one cannot be read, none counts: the real value could be that one.
func (s *SignIn) several(a *fact.Attribute, key string) error {
	texts, err := s.list(key)
	if err != nil {
		return err
	}
	s.values = s.values[:0]
	for _, text := range texts {
		v, ok := s.value(a, key, text)
		if !ok {
			return nil
		}
		s.values = append(s.values, v)
	}
	s.Facts.SetSeveral(*a, s.values)
	return nil
}

// value reads a text by the type of its attribute.
func (s *SignIn) value(a *fact.Attribute, key, text string) (Value, bool) {
	v, err := ParseValue(a, text, s.zone)
	if err != nil {
		s.reject(key, text, err)
		return Value{}, false
	}
	return v, !v.IsMissing()
}

// ParseValue reads the text of one value of an attribute, as a cell of an
// export has it. An empty text is a missing value. A date without a time is the
// end of its day where the attribute says so, else its beginning.
func ParseValue(a *fact.Attribute, text string, zone *civil.Zone) (Value, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return Value{}, nil
	}
	switch a.Type {
	case fact.TypeInt:
		n, err := strconv.Atoi(text)
		if err != nil || n < 0 || n > 1_000_000 {
			return Value{}, errors.New("not a whole number from 0 to 1000000")
		}
		return predicate.Int(n), nil
	case fact.TypeVersion:
		v, err := fact.ParseVersion(text)
		if err != nil {
			return Value{}, err
		}
		return predicate.VersionOf(v), nil
	case fact.TypeTLS:
		v, err := fact.ParseTLS(text)
		if err != nil {
			return Value{}, err
		}
		return predicate.TLSOf(v), nil
	case fact.TypeTime:
		if day, err := civil.ParseDate(text); err == nil {
			if a.EndOfDay {
				day = day.AddDays(1)
			}
			at, _ := zone.Start(day)
			return predicate.Instant(at), nil
		}
		at, _, err := civil.ParseInstant(text, zone)
		if err != nil {
			return Value{}, err
		}
		return predicate.Instant(at), nil
	}
	if len(a.Enum) > 0 && !slices.Contains(a.Enum, text) {
		return Value{}, fmt.Errorf("not one of %s", strings.Join(a.Enum, ", "))
	}
	return predicate.Text(text), nil
}

func (s *SignIn) reject(key, text string, err error) {
	s.Rejects = append(s.Rejects, Reject{shorten(key), shorten(text), err.Error()})
}

// text reads a text, or a number as it is written: what a value means is for
// its attribute to say.
func (s *SignIn) text(key string, use func(string) error) error {
	token, err := s.decoder.ReadToken()
	if err != nil {
		return err
	}
	switch token.Kind() {
	case '"', '0':
		return use(token.String())
	case 'n':
		return nil // null is missing
	}
	return wrong(key, "a text", token)
}

// null reads a null, if one is next: what it stands for is missing.
func (s *SignIn) null() (bool, error) {
	if s.decoder.PeekKind() != 'n' {
		return false, nil
	}
	_, err := s.decoder.ReadToken()
	return true, err
}

// list reads a list of texts. It is valid until the next one.
func (s *SignIn) list(key string) ([]string, error) {
	token, err := s.decoder.ReadToken()
	if err != nil {
		return nil, err
	}
	if token.Kind() != '[' {
		return nil, wrong(key, "a list", token)
	}
	s.texts = s.texts[:0]
	for s.decoder.PeekKind() != ']' {
		if len(s.texts) == predicate.MaxListed {
			return nil, errShape{fmt.Sprintf("%s has more than %d elements", key, predicate.MaxListed)}
		}
		token, err := s.decoder.ReadToken()
		if err != nil {
			return nil, err
		}
		if token.Kind() != '"' && token.Kind() != '0' {
			return nil, wrong("an element of "+key, "a text", token)
		}
		s.texts = append(s.texts, token.String())
	}
	_, err = s.decoder.ReadToken()
	return s.texts, err
}

func (s *SignIn) readApplications(key string) error {
	token, err := s.decoder.ReadToken()
	if err != nil {
		return err
	}
	if token.Kind() != '[' {
		return wrong(key, "a list of objects", token)
	}
	for s.decoder.PeekKind() == '{' {
		if len(s.applications) == predicate.MaxApplications {
			return errShape{fmt.Sprintf("%s has more than %d elements", key, predicate.MaxApplications)}
		}
		var app predicate.Application
		err := s.object(key, func(name string) error {
			a, ok := predicate.AttributeOf(predicate.ApplicationObject, name)
			if !ok {
				return errShape{fmt.Sprintf("there is no key %s; the attributes of application are %s",
					strconv.Quote(shorten(key+"."+name)), strings.Join(predicate.NamesOf(predicate.ApplicationObject), ", "))}
			}
			if null, err := s.null(); null {
				return err
			}
			if a.Type == fact.TypeTextList {
				texts, err := s.list(key + "." + name)
				app.Set(*a, predicate.List(texts))
				return err
			}
			return s.text(key+"."+name, func(text string) error {
				if v, ok := s.value(a, key+"."+name, text); ok {
					app.Set(*a, v)
				}
				return nil
			})
		})
		if err != nil {
			return err
		}
		s.applications = append(s.applications, app)
	}
	token, err = s.decoder.ReadToken()
	if err != nil {
		return err
	}
	if token.Kind() != ']' {
		return wrong("an element of "+key, "an object", token)
	}
	s.Facts.SetApplications(s.applications)
	return nil
}

func shorten(s string) string {
	const most = 60
	if len(s) <= most {
		return strings.ToValidUTF8(s, "�")
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}
