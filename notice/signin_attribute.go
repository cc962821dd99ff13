package notice

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/notice/internal/predicate"
)

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
