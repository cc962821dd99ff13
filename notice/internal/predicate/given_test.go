package predicate

import (
	"strings"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/fact"
)

var london = zone("Europe/London")

func zone(name string) *civil.Zone {
	z, err := civil.LoadZone(name)
	if err != nil {
		panic(err)
	}
	return z
}

var scope = Scope{Zone: london, Product: func(p string) bool { return p == "agent" || p == "middleware" }}

// generations is a small catalogue: agent below 2 is old, from 3 on it is new.
type generations struct{}

func (generations) StatusOf(product string, v fact.Version, _ time.Time) Value {
	switch {
	case product != "agent":
		return Value{}
	case v.Compare(version("2")) < 0:
		return Text("old")
	case v.Compare(version("3")) >= 0:
		return Text("new")
	}
	return Value{}
}

func (generations) NameOf(product string) string {
	return map[string]string{"agent": "Invented Agent", "middleware": "Middleware"}[product]
}

func (generations) SeriesOf(cardType string) []Value { return seriesOf[cardType] }

var seriesOf = func() map[string][]Value {
	out := map[string][]Value{}
	for cardType, series := range cardTypes {
		for _, s := range series {
			out[cardType] = append(out[cardType], valueOf(cardSeries, s))
		}
	}
	return out
}()

func version(s string) fact.Version {
	v, err := fact.ParseVersion(s)
	if err != nil {
		panic(err)
	}
	return v
}

func cell(s string) fact.Cell {
	c, err := fact.ParseCell(s)
	if err != nil {
		panic(err)
	}
	return c
}

func named(path string) fact.Attribute {
	object, name, _ := strings.Cut(path, ".")
	return attributeNamed(object, name)
}

var noon = time.Date(2025, 7, 8, 12, 0, 0, 0, time.UTC)

// give builds facts, asked at noon of 8 July 2025 UTC:
//
//	card                       given, and nothing known of it
//	card.series=8              an attribute
//	card.series=4|5|6          one known in part; of a list, its elements
//	card.series~the reason     why it is missing
//	card@2025-05-01T12:00:00Z  when it was seen
//	fresh=720h                 how long ago anything may have been seen
//	software.agent=1;+         a cell
//	claims.agent=2             a cell, as the sign-in itself says it
//	device.applications=epr:cis1+cis2|lab
//	complete                   the inventory is; applications-complete: these alone
func give(t testing.TB, facts ...string) *Facts {
	t.Helper()
	f := &Facts{}
	var oldest time.Time
	for _, line := range facts {
		path, text, is := strings.Cut(line, "=")
		object, seen, isSeen := strings.Cut(line, "@")
		attribute, why, isNote := strings.Cut(line, "~")
		product, isCell := strings.CutPrefix(path, "software.")
		claimed, isClaim := strings.CutPrefix(path, "claims.")
		switch {
		case line == "complete":
			f.SetComplete()
		case line == "applications-complete":
			f.SetApplicationsComplete()
		case path == "fresh":
			d, err := time.ParseDuration(text)
			if err != nil {
				t.Fatal(err)
			}
			oldest = noon.Add(-d)
		case isSeen:
			at, err := time.Parse(time.RFC3339, seen)
			o, known := ObjectNamed(object)
			if err != nil || !known {
				t.Fatal(line, err)
			}
			f.SeenAt(o, at)
		case isNote:
			f.Note(named(attribute), why)
		case isCell:
			f.SetSoftware(product, cell(text))
		case isClaim:
			f.ClaimSoftware(claimed, cell(text))
		case path == "device.applications":
			f.SetApplications(applications(text))
		case is:
			a := named(path)
			if a.Type == fact.TypeTextList || !strings.Contains(text, "|") {
				f.Set(a, valueOf(a, text))
				continue
			}
			var values []Value
			for _, one := range strings.Split(text, "|") {
				values = append(values, valueOf(a, one))
			}
			f.SetSeveral(a, values)
		default:
			o, known := ObjectNamed(line)
			if !known {
				t.Fatalf("no object %s", line)
			}
			f.Give(o)
		}
	}
	f.At(noon, generations{}, oldest)
	return f
}

func applications(text string) []Application {
	list := []Application{}
	for _, one := range strings.Split(text, "|") {
		if one == "" {
			continue
		}
		id, protocols, has := strings.Cut(one, ":")
		var a Application
		if id != "?" {
			a.Set(applicationID, Text(id))
		}
		if has {
			a.Set(named("application.protocols"), List(elementsIn(protocols)))
		}
		list = append(list, a)
	}
	return list
}
