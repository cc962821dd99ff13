package predicate

import (
	"strings"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/fact"
)

var london = func() *civil.Zone {
	z, err := civil.LoadZone("Europe/London")
	if err != nil {
		panic(err)
	}
	return z
}()

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

func (generations) SeriesOf(cardType string) []Value {
	if cardType == "Gemplus" {
		return []Value{Int(4), Int(5), Int(6)}
	}
	return nil
}

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

// give builds facts from "card.series=8" and the like; "card" alone gives an
// object of which nothing is known, "card.series=4|5|6" one known in part.
func give(t *testing.T, facts ...string) *Facts {
	t.Helper()
	f := &Facts{}
	for _, line := range facts {
		path, text, ok := strings.Cut(line, "=")
		if !ok {
			if path == "complete" {
				f.SetComplete()
				continue
			}
			o, known := ObjectNamed(path)
			if !known {
				t.Fatalf("no object %s", path)
			}
			f.Give(o)
			continue
		}
		if product, is := strings.CutPrefix(path, "software."); is {
			f.SetSoftware(product, cell(text))
			continue
		}
		if path == "device.applications" {
			var list []Application
			for _, one := range strings.Split(text, "|") {
				if one == "" {
					continue
				}
				id, protocols, has := strings.Cut(one, ":")
				var a Application
				a.Set(named("application.id"), Text(id))
				if has {
					a.Set(named("application.protocols"), List(strings.Split(protocols, "+")))
				}
				list = append(list, a)
			}
			f.SetApplications(list)
			continue
		}
		a := named(path)
		var values []Value
		for _, one := range strings.Split(text, "|") {
			switch a.Type {
			case fact.TypeInt:
				n := 0
				for _, c := range one {
					n = n*10 + int(c-'0')
				}
				values = append(values, Int(n))
			case fact.TypeVersion:
				values = append(values, VersionOf(version(one)))
			case fact.TypeTLS:
				v, err := fact.ParseTLS(one)
				if err != nil {
					t.Fatal(err)
				}
				values = append(values, TLSOf(v))
			case fact.TypeTime:
				at, err := time.Parse(time.RFC3339, one)
				if err != nil {
					t.Fatal(err)
				}
				values = append(values, Instant(at))
			case fact.TypeTextList:
				var texts []string
				if text != "" {
					texts = strings.Split(text, "|")
				}
				values = []Value{List(texts)}
			default:
				values = append(values, Text(one))
			}
		}
		if len(values) > 1 {
			f.SetSeveral(a, values)
		} else {
			f.Set(a, values[0])
		}
	}
	f.At(noon, generations{}, time.Time{})
	return f
}

// TestMeanings is the guard over an upgrade of cel-go: each row is a sentence
// of the notice language.
func TestMeanings(t *testing.T) {
	gemplus := []string{"card.series=4|5|6"}
	for _, c := range []struct {
		source string
		facts  []string
		want   fact.Truth
	}{
		{`card.series >= 8`, []string{"card.series=8"}, fact.True},
		{`card.series >= 8`, []string{"card.series=6"}, fact.False},
		{`card.series >= 8`, []string{"card"}, fact.Unknown},
		{`card.series >= 8`, nil, fact.Unknown},
		{`has(card.series)`, nil, fact.False},
		{`has(card.series)`, []string{"card.series=6"}, fact.True},
		{`card.series >= 8 || true`, nil, fact.True},
		{`card.series >= 8 && false`, nil, fact.False},
		{`card.series >= 8 ? true : true`, nil, fact.Unknown},
		{`!has(card.status) || card.status == "active"`, []string{"card"}, fact.True},
		{`!has(card.status) || card.status == "active"`, []string{"card.status=lost"}, fact.False},

		// Failures are unknown, and outvoted like anything unknown.
		{`8 / (card.series - 8) == 1`, []string{"card.series=8"}, fact.Unknown},
		{`8 / (card.series - 8) == 1 || true`, []string{"card.series=8"}, fact.True},
		{`card.series + 9223372036854775807 > 0`, []string{"card.series=8"}, fact.Unknown},
		{`card.groups[3] == "a"`, []string{"card.groups=a"}, fact.Unknown},

		// Known in part.
		{`card.series >= 8`, gemplus, fact.False},
		{`card.series != 5`, gemplus, fact.Unknown},
		{`card.series in [4, 5, 6]`, gemplus, fact.True},
		{`card.series == 5 || card.series != 5`, gemplus, fact.True},
		{`has(card.series)`, gemplus, fact.True},

		{`card.series >= 8`, []string{"card.type=Gemplus"}, fact.False},
		{`card.series == 4`, []string{"card.type=Gemplus"}, fact.Unknown},
		{`card.series == 4`, []string{"card.series=4|8", "card.type=Gemplus"}, fact.True},
		{`card.series >= 8`, []string{"card.series=8", "card.type=Gemplus"}, fact.Unknown},
		{`card.series >= 8`, []string{"card.series=8", "card.type=PIV"}, fact.True},

		// Closed worlds and empty lists.
		{`"vip" in card.groups`, []string{"card"}, fact.False},
		{`"vip" in card.groups`, nil, fact.Unknown},
		{`"vip" in card.groups`, []string{"card.groups=vip|x"}, fact.True},
		{`device.uses.all(u, u == "epr")`, []string{"device.uses="}, fact.True},
		{`device.uses.all(u, u == "epr")`, []string{"device"}, fact.Unknown},

		// Versions and TLS.
		{`client.version >= version("2.4.5.0")`, []string{"client.version=2.4.5.0-1"}, fact.True},
		{`client.version == version("2.4.5")`, []string{"client.version=2.4.5.0"}, fact.True},
		{`client.version < version("2.4.5")`, []string{"client.version=2.3.2.0"}, fact.True},
		{`connection.tls >= tls("1.2")`, []string{"connection.tls=1.1"}, fact.False},
		{`connection.tls > tls("SSLv3")`, []string{"connection.tls=TLSv1"}, fact.True},
		{`connection.tls in [tls("1.2"), tls("1.3")]`, []string{"connection.tls=1.3"}, fact.True},

		// Software.
		{`installed("agent")`, []string{"device"}, fact.Unknown},
		{`installed("agent")`, []string{"complete"}, fact.False},
		{`installed("agent")`, []string{"software.agent=-"}, fact.False},
		{`installed("agent")`, []string{"software.agent=+"}, fact.True},
		{`installed("agent", ">=2")`, []string{"software.agent=+"}, fact.Unknown},
		{`installed("agent", ">=2")`, []string{"software.agent=1;+"}, fact.Unknown},
		{`installed("agent", ">=2")`, []string{"software.agent=1;2.5"}, fact.True},
		{`installed("agent", ">=2")`, []string{"software.agent=1"}, fact.False},
		{`status("agent") == "old"`, []string{"software.agent=1"}, fact.True},
		{`status("agent") == "new"`, []string{"software.agent=1;3"}, fact.True},
		{`status("agent") == "old"`, []string{"software.agent=1;+"}, fact.Unknown},
		{`status("agent") == "old"`, []string{"software.agent=2.5"}, fact.Unknown},
		{`status("agent") == "old"`, []string{"software.agent=-"}, fact.Unknown},

		// A client's status comes from the catalogue where it is not given.
		{`client.status == "old"`, []string{"client.product=agent", "client.version=1"}, fact.True},
		{`client.status == "old"`, []string{"client.product=agent", "client.version=2.1"}, fact.Unknown},
		{`client.status == "old"`, []string{"client.product=agent", "client.version=1", "client.status=fine"}, fact.False},
		{`has(client.status)`, []string{"client.product=agent", "client.version=2.1"}, fact.False},

		// Lists of applications may be incomplete.
		{`device.applications.all(a, "cis2" in a.protocols)`, []string{"device.applications=x:cis2", "complete"}, fact.True},
		{`device.applications.all(a, "cis2" in a.protocols)`, []string{"device.applications=x:cis2"}, fact.Unknown},
		{`device.applications.all(a, "cis2" in a.protocols)`, []string{"device.applications=x:cis2|y:cis1"}, fact.False},
		{`device.applications.all(a, "cis2" in a.protocols)`, []string{"device.applications=x:cis2|y", "complete"}, fact.Unknown},
		{`device.applications.exists(a, a.id == "x")`, []string{"device.applications=x"}, fact.True},
		{`device.applications.exists(a, a.id == "z")`, []string{"device.applications=x"}, fact.Unknown},
		{`device.applications.exists(a, a.id == "z")`, []string{"device.applications=x", "complete"}, fact.False},
		{`device.applications.exists(a, a.protocols.exists(p, p == "cis1"))`, []string{"device.applications=x:cis2+cis1"}, fact.True},
		{`size(device.applications) > 0`, []string{"device.applications=x"}, fact.Unknown},
		{`device.applications.size() == 1`, []string{"device.applications=x", "complete"}, fact.True},

		// Time.
		{`card.certificate_expires > in_days(90)`, []string{"card.certificate_expires=2025-12-01T00:00:00Z"}, fact.True},
		{`card.certificate_expires > in_days(90)`, []string{"card.certificate_expires=2025-10-01T00:00:00Z"}, fact.False},
		{`card.certificate_expires > in_days(90)`, []string{"card.certificate_expires=2025-10-06T12:00:00Z"}, fact.False},
		{`card.certificate_expires >= in_days(90)`, []string{"card.certificate_expires=2025-10-06T12:00:00Z"}, fact.True},
		{`now < date("2025-07-09")`, nil, fact.True},
		{`now > timestamp("2025-07-08T11:59:59Z") && now - duration("1h") < timestamp("2025-07-08T11:59:59Z")`, nil, fact.True},
		{`card.issued + duration("24h") <= now`, []string{"card.issued=2025-07-07T12:00:00Z"}, fact.True},

		{`device.os.startsWith("Windows") && device.os.contains("10")`, []string{"device.os=Windows 10"}, fact.True},
	} {
		p, faults := Compile(c.source, scope)
		if len(faults) > 0 {
			t.Errorf("%s: %v", c.source, faults)
			continue
		}
		f := give(t, c.facts...)
		got := p.Judge(f)
		why := p.Why(f, Card)
		t.Logf("%-60s %v: %v: %s", c.source, c.facts, got, strings.Join(why, "; "))
		if got != c.want {
			t.Errorf("%s of %v is %v, want %v", c.source, c.facts, got, c.want)
		}
		if len(why) == 0 {
			t.Errorf("%s of %v: no why", c.source, c.facts)
		}
	}
}
