package notice

import (
	"fmt"
	"strings"
	"time"

	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/civil"
)

// grid is the step of every time that a plan names: all that can change changes
// on it, or a nanosecond after.
const grid = 15 * time.Minute

// days4 is the length of a plan.
const days4 = 4 * 24 * time.Hour

// places are zones with a day near which their clocks change: by an hour, by half
// of one, at midnight, and by a whole day that is left out.
var places = []struct{ zone, first string }{
	{"Europe/London", "2025-03-28"},
	{"Europe/London", "2025-10-24"},
	{"Australia/Lord_Howe", "2025-04-04"},
	{"Australia/Lord_Howe", "2025-10-03"},
	{"Africa/Cairo", "2025-04-23"},
	{"Africa/Cairo", "2025-10-29"},
	{"America/St_Johns", "2025-11-01"},
	{"Pacific/Apia", "2011-12-28"},
	{"UTC", "2025-07-07"},
}

// plan draws the files of a set: times of a few days, in a zone that changes its
// clocks in them.
type plan struct {
	*rapid.T
	zone  *civil.Zone
	first time.Time // midnight of the first day, as if in UTC
}

func drawPlan(t *rapid.T) plan {
	place := rapid.SampledFrom(places).Draw(t, "place")
	zone, err := civil.LoadZone(place.zone)
	if err != nil {
		t.Fatal(err)
	}
	first, _ := time.Parse(time.DateOnly, place.first)
	return plan{t, zone, first}
}

func (p plan) one(label string, of ...string) string { return rapid.SampledFrom(of).Draw(p.T, label) }

func (p plan) chance(label string) bool { return rapid.Bool().Draw(p.T, label) }

// moment is a civil time within the plan.
func (p plan) moment(label string) time.Time {
	return p.first.Add(grid * time.Duration(rapid.IntRange(0, int(days4/grid)).Draw(p.T, label)))
}

func (p plan) civil(label string) string { return p.moment(label).Format("2006-01-02T15:04") }

func (p plan) day(label string) string { return p.moment(label).Format(time.DateOnly) }

// instant is an instant within the plan.
func (p plan) instant(label string) time.Time {
	at, _ := civil.ParseDateTime(p.civil(label))
	t, _ := p.zone.At(at)
	return t
}

// span is "from: …, until: …", in order, with either end left out at times where
// it may be.
func (p plan) span(label string, open bool) string {
	a, b := p.moment(label+" from"), p.moment(label+" until")
	if b.Before(a) {
		a, b = b, a
	}
	if a.Equal(b) {
		b = b.Add(grid)
	}
	from, until := "from: "+a.Format("2006-01-02T15:04"), "until: "+b.Format("2006-01-02T15:04")
	if a2, _ := p.zone.At(civilOf(a)); !a2.Before(func() time.Time { t, _ := p.zone.At(civilOf(b)); return t }()) {
		until = "until: " + b.AddDate(0, 0, 3).Format("2006-01-02T15:04") // clocks left nothing of it
	}
	if open {
		switch p.one(label+" ends", "both", "from", "until", "none", "none") {
		case "from":
			return from
		case "until":
			return until
		case "none":
			return "x-always: yes"
		}
	}
	return from + ", " + until
}

func civilOf(t time.Time) civil.DateTime {
	return civil.DateTime{Date: civil.Date{Year: t.Year(), Month: t.Month(), Day: t.Day()}, Hour: t.Hour(), Minute: t.Minute()}
}

// condition draws one of all kinds that time can change.
func (p plan) condition(label string) string {
	atom := func(i int) string {
		label := fmt.Sprint(label, " ", i)
		switch p.one(label, "series", "expires", "date", "duration", "status", "software", "days", "stamp", "has", "installed", "applications", "fail") {
		case "series":
			return "card.series >= 8"
		case "expires":
			return fmt.Sprintf("card.expires %s in_days(%d)", p.one(label+" op", "<", "<=", ">", ">="), rapid.IntRange(-2, 2).Draw(p.T, label+" days"))
		case "date":
			return fmt.Sprintf("now %s date(%q)", p.one(label+" op", "<", "<=", ">", ">=", "==", "!="), p.civil(label+" date"))
		case "duration":
			return fmt.Sprintf("card.certificate_expires - duration(%q) %s now", p.one(label+" length", "1h", "6h", "26h"), p.one(label+" op", "<", "<=", ">", ">="))
		case "status":
			return fmt.Sprintf("client.status == %q", p.one(label+" status", "ok", "old"))
		case "software":
			return fmt.Sprintf("status(\"agent\") == %q", p.one(label+" status", "ok", "old"))
		case "days":
			return fmt.Sprintf("in_days(%d) > date(%q)", rapid.IntRange(-2, 2).Draw(p.T, label+" days"), p.day(label+" date"))
		case "stamp":
			return fmt.Sprintf("timestamp(%q) < now", p.instant(label+" stamp").UTC().Format(time.RFC3339))
		case "has":
			return "has(client.status)"
		case "installed":
			return p.one(label+" installed", `installed("agent")`, `installed("agent", ">=2")`)
		case "applications":
			return p.one(label+" applications", `device.applications.exists(a, a.id == "epr")`, `device.applications.all(a, "cis2" in a.protocols)`, "size(device.applications) > 0")
		}
		return "1 / card.series > 0"
	}
	out := atom(0)
	for i := range rapid.IntRange(0, 2).Draw(p.T, label+" more") {
		out = fmt.Sprintf("(%s) %s %s", out, p.one(label+" joins", "&&", "||"), atom(i+1))
	}
	if p.chance(label + " not") {
		out = "!(" + out + ")"
	}
	return out
}

// where draws a condition on places, some of which time changes too.
func (p plan) where(label string) string {
	switch p.one(label, "kind", "now", "seen", "status", "group") {
	case "kind":
		return `organisation.kind == "gp"`
	case "now":
		return fmt.Sprintf("now < date(%q)", p.civil(label+" date"))
	case "seen":
		return fmt.Sprintf("device.last_seen > in_days(%d)", rapid.IntRange(-2, 1).Draw(p.T, label+" days"))
	case "status":
		return `status("agent") == "ok"`
	}
	return `device.groups.exists(g, g == "ward")`
}

func quoted(condition string) string { return "'" + strings.ReplaceAll(condition, "'", "''") + "'" }

func (p plan) phases(label string) string {
	var out []string
	for i := range rapid.IntRange(1, 4).Draw(p.T, label+" phases") {
		label := fmt.Sprint(label, " phase ", i)
		keys := p.span(label, true) + ", action: " + p.one(label+" action", "observe", "warn", "block", "block", "block")
		if strings.HasSuffix(keys, "block") && p.chance(label+" during") {
			keys += ", during: w"
			if p.chance(label + " otherwise") {
				keys += ", otherwise: " + p.one(label+" otherwise is", "observe", "warn", "block")
			}
		}
		if p.one(label+" somewhere", "no", "no", "yes") == "yes" {
			keys += ", where: " + quoted(p.where(label+" where"))
		}
		if p.one(label+" unknown", "no", "no", "yes") == "yes" {
			keys += ", unknown: " + p.one(label+" unknown is", "observe", "warn", "block")
		}
		out = append(out, "{"+keys+"}")
	}
	return "[" + strings.Join(out, ", ") + "]"
}

func (p plan) windows() string {
	var b strings.Builder
	b.WriteString("windows:\n  w:\n")
	for i := range rapid.IntRange(1, 3).Draw(p.T, "windows") {
		label := fmt.Sprint("window ", i)
		from, until := p.moment(label+" from"), p.moment(label+" until")
		switch p.one(label+" is", "single", "recurring", "hourly") {
		case "single":
			fmt.Fprintf(&b, "    - {date: %s, from: %q, until: %q, overnight: true}\n", from.Format(time.DateOnly), from.Format("15:04"), until.Format("15:04"))
		case "recurring":
			fmt.Fprintf(&b, "    - {on: [%s, Wed, Sun], first: %s, last: %s, from: %q, until: %q, overnight: true}\n", p.one(label+" on", "Mon", "Fri", "Sat"),
				p.first.Format(time.DateOnly), p.first.AddDate(0, 0, 7).Format(time.DateOnly), from.Format("15:04"), until.Format("15:04"))
		case "hourly":
			minutes := p.one(label+" minutes", "00-15", "15-45", "45-60", "00-60")
			fmt.Fprintf(&b, "    - {on: [%s, Thu, Sun], first: %s, last: %s, hours: \"%02d:00-24:00\", minutes: %q}\n", p.one(label+" on", "Mon", "Fri", "Sat"),
				p.first.Format(time.DateOnly), p.first.AddDate(0, 0, 7).Format(time.DateOnly), from.Hour(), minutes)
		}
	}
	return b.String()
}

func (p plan) noBlock() string {
	if !p.chance("no-block") {
		return ""
	}
	return fmt.Sprintf("no-block: [{date: %s}]\n", p.day("no-block day"))
}

// notice draws one revision.
func (p plan) notice(id string, revision int, published, requirement, rest string) string {
	label := fmt.Sprint(id, revision)
	b := fmt.Sprintf("language: 1\nnotice: %s\nrevision: %d\npublished: %s\nzone: %s\n", id, revision, published, p.zone.Name())
	if p.chance(label + " fresh") {
		b += "fresh: " + p.one(label+" fresh is", "1h", "12h", "2d") + "\n"
	}
	b += "requirements:\n  - id: " + requirement + "\n    of: " + p.one(label+" of", "card", "client", "device") + "\n"
	if p.chance(label + " applies") {
		b += "    applies: " + quoted(p.condition(label+" applies if")) + "\n"
	}
	b += "    met: " + quoted(p.condition(label+" met if")) + "\n"
	if p.one(label+" use", "all", "all", "some") == "some" {
		b += "    use: [" + p.one(label+" use is", "sign-in", "sign", "sign-in, manage-card") + "]\n"
	}
	if p.chance(label + " unknown") {
		b += "    unknown: " + p.one(label+" unknown is", "observe", "warn", "block") + "\n"
	}
	if p.chance(label + " absent") {
		b += "    absent: " + p.one(label+" absent is", "observe", "warn", "block") + "\n"
	}
	b += "    phases: " + p.phases(label) + "\n"
	b += p.windows() + p.noBlock()
	if p.chance(label + " pauses") {
		b += "pauses: {budget: 10d, gives: " + p.one(label+" gives", "observe", "warn") + "}\n"
	}
	middle := p.civil(label + " generations change")
	b += fmt.Sprintf("catalogue:\n  agent:\n    kind: client\n    generations:\n      - {versions: \"<2\", status: old}\n      - {versions: \">=2\", status: ok, until: %s}\n", middle)
	if p.chance(label + " follows") {
		b += fmt.Sprintf("      - {versions: \">=2\", status: old, from: %s}\n", middle)
	}
	if p.chance(label + " card types") {
		b += "card-types: {Gemplus: [4, 5, 6], PIV: [8, 9]}\n"
	}
	return b + rest
}

func (p plan) exemptions(requirements ...string) string {
	var b strings.Builder
	b.WriteString("exemptions:\n")
	for i := range rapid.IntRange(0, 3).Draw(p.T, "exemptions") {
		label := fmt.Sprint("exemption ", i)
		fmt.Fprintf(&b, "  - {%s, owner: o, reason: r, effect: %s, %s", p.span(label, false), p.one(label+" effect", "none", "warn"), p.one(label+" of", "organisation: RXX", "group: ward", "device: PC1", "x-all: y"))
		if p.chance(label + " one") {
			b.WriteString(", requirement: " + p.one(label+" requirement", requirements...))
		}
		b.WriteString("}\n")
	}
	if b.Len() == len("exemptions:\n") {
		return "exemptions: []\n"
	}
	return b.String()
}

func (p plan) pauses() string {
	if !p.chance("pauses") {
		return "pauses: []\n"
	}
	return fmt.Sprintf("pauses:\n  - {organisation: RXX, %s}\n", p.span("pause", false))
}

// signIn draws what is known.
func (p plan) signIn(at time.Time) string {
	var objects []string
	add := func(name string, keys ...string) {
		if p.one("give "+name, "yes", "yes", "yes", "no") == "no" {
			return
		}
		var kept []string
		for _, k := range keys {
			if p.one("give "+k, "yes", "yes", "no") == "yes" {
				kept = append(kept, k)
			}
		}
		if p.chance("seen " + name) {
			kept = append(kept, fmt.Sprintf(`"seen":%q`, p.instant(name+" seen").Format(time.RFC3339)))
		}
		objects = append(objects, fmt.Sprintf("%q:{%s}", name, strings.Join(kept, ",")))
	}
	add("card", `"series":`+p.one("series", "6", "8", "[6,8]", "[4,5]", "0"), `"type":`+p.one("type", `"PIV"`, `"Gemplus"`, `"other"`), fmt.Sprintf(`"expires":%q`, p.civil("expires")),
		fmt.Sprintf(`"certificate_expires":%q`, p.instant("certificate").Format(time.RFC3339)))
	add("client", `"product":"agent"`, fmt.Sprintf(`"version":%q`, p.one("version", "1.0", "2.0")))
	add("device", `"id":"PC1"`, `"groups":["ward"]`, fmt.Sprintf(`"last_seen":%q`, p.civil("last seen")),
		fmt.Sprintf(`"software":{"agent":%q}`, p.one("agent", "1", "2", "-", "+", "")),
		`"inventory":`+p.one("inventory", `"complete"`, `"partial"`), `"applications":[{"id":`+p.one("application", `"epr"`, `"other"`)+`,"protocols":["cis1"]}]`)
	add("organisation", `"code":"R01"`, `"within":["RXX"]`, `"kind":`+p.one("kind", `"gp"`, `"trust"`))
	return fmt.Sprintf(`{%s"at":%q}`, strings.Join(append(objects, ""), ","), at.Format(time.RFC3339Nano))
}
