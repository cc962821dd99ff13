package notice

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/notice/internal/predicate"
)

// besideAttributes are the keys of objects that are no attributes, beside seen and
// missing, which all objects have.
var besideAttributes = [...]string{"organisation.within", "device.software", "device.claimed", "device.inventory"}

// attribute reads one key of an object.
func (s *SignIn) attribute(object predicate.Object, name string) error {
	key := object.String() + "." + name
	a, known := predicate.AttributeOf(object, name)
	if !known && name != "seen" && name != "missing" && !slices.Contains(besideAttributes[:], key) {
		return noAttribute(object.String(), name, object)
	}
	if null, err := s.null(); null {
		return err
	}
	switch {
	case name == "seen":
		return s.seen(object, key)
	case name == "missing":
		return s.object(key, func(name string) error {
			a, ok := predicate.AttributeOf(object, name)
			if !ok {
				return noAttribute(key, name, object)
			}
			return s.text(key+"."+name, func(why string) error {
				s.Facts.Note(*a, why)
				return nil
			})
		})
	case key == "organisation.within":
		codes, err := s.list(key)
		s.Facts.SetWithin(codes)
		return err
	case key == "device.software":
		return s.cells(key, s.Facts.SetSoftware)
	case key == "device.claimed":
		return s.cells(key, s.Facts.ClaimSoftware)
	case key == "device.inventory":
		return s.text(key, func(text string) error {
			switch text {
			case "complete":
				s.Facts.SetComplete()
			case "applications":
				s.Facts.SetApplicationsComplete()
			case "partial":
			default:
				return errShape{fmt.Sprintf("%s is %s; write complete or partial, or applications where only that list is complete", key, strconv.Quote(shorten(text)))}
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

func noAttribute(path, name string, object predicate.Object) error {
	return errShape{fmt.Sprintf("there is no key %s; the attributes of %s are %s", strconv.Quote(shorten(path+"."+name)), object, strings.Join(predicate.NamesOf(object), ", "))}
}

// seen reads when an object was seen, or when each of its attributes was: also the
// software of a device, and the rest of them, which is all that is not named.
func (s *SignIn) seen(object predicate.Object, key string) error {
	if s.decoder.PeekKind() != '{' {
		return s.instant(key, func(at time.Time) { s.Facts.SeenAt(object, at) })
	}
	var named predicate.Slots
	var rest time.Time
	err := s.object(key, func(name string) error {
		if name == "rest" {
			return s.instant(key+"."+name, func(at time.Time) { rest = at })
		}
		slot, ok := predicate.SlotOf(object, name)
		if !ok {
			return noAttribute(key, name, object)
		}
		named.Add(slot)
		return s.instant(key+"."+name, func(at time.Time) { s.Facts.SlotSeenAt(slot, at) })
	})
	if err == nil && !rest.IsZero() {
		s.Facts.RestSeenAt(object, named, rest)
	}
	return err
}

// instant reads an instant; one that cannot be read is missing.
func (s *SignIn) instant(key string, use func(time.Time)) error {
	return s.text(key, func(text string) error {
		if text == "" {
			return nil
		}
		at, _, err := civil.ParseInstant(text, s.zone)
		if err != nil {
			s.reject(key, text, err)
			return nil
		}
		use(at)
		return nil
	})
}

// cells reads what is known of products.
func (s *SignIn) cells(key string, set func(product string, cell fact.Cell)) error {
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
			set(product, cell)
			return nil
		})
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
