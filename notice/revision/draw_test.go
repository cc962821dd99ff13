package revision

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"pgregory.net/rapid"
)

// draft is a notice as it is drawn and changed, before it is written.
type draft struct {
	published    int // days after the first of June
	requirements []requirement
	windows      [2][]window
	noBlock      []int
	budget       int // days; 0 = no pauses
	gives        string
	generation   int // an index of generations
	cardTypes    int // an index of cardTypes
}

type requirement struct {
	id              string
	rule            int // an index of rules
	use             []string
	unknown, absent string
	fresh           string
	phases          []phase
}

type phase struct {
	id                        int
	from, until               int // hours after the first of June; until 0 = it does not end
	action, during, otherwise string
	where                     int // an index of places
	unknown                   string
	refuse, fail              string
}

type window struct {
	day        int
	from, long int // hours
}

var (
	actions = []string{"observe", "warn", "block"}
	// Neighbours differ by one key.
	rules = []string{
		"of: card, applies: 'card.status == \"active\"', met: card.series >= 8",
		"of: card, met: card.series >= 8",
		"of: person, met: card.series >= 8",
		"of: person, met: card.series >= 5",
		"of: card, met: 'card.expires > now'",
		"of: client, applies: 'client.product == \"agent\"', met: 'client.status == \"supported\"'",
		"of: connection, met: 'connection.tls >= tls(\"1.2\")'",
		"of: device, met: 'installed(\"driver\", \">=3\")'",
		"of: device, met: 'status(\"agent\") == \"supported\"'",
	}
	places      = []string{"", `organisation.kind == "trust"`, `organisation.kind != "pharmacy"`, `"theatre" in device.groups`}
	generations = []string{
		`{versions: "<2", status: unsupported}, {versions: ">=2", status: supported}`,
		`{versions: "<2", status: unsupported}, {versions: ">=2", status: supported, until: 2025-06-10}, {versions: ">=2", status: unsupported, from: 2025-06-10}`,
		`{versions: "<3", status: unsupported}, {versions: ">=3", status: supported}`,
	}
	cardTypes = []string{"{Old: [4, 5, 6], New: [8]}", "{Old: [4, 5, 6, 8], New: [8]}"}
	uses      = []string{"sign-in", "sign", "manage-card"}
)

// days and hours around the first of June, so that phases, windows and days
// without blocks often meet.
const (
	mostDays  = 12
	mostHours = 24 * mostDays
)

var origin = time.Date(2025, time.June, 1, 0, 0, 0, 0, time.UTC)

func drawDraft(t *rapid.T) draft {
	d := draft{
		published:  rapid.IntRange(-3, 4).Draw(t, "published"),
		gives:      "warn",
		generation: rapid.IntRange(0, len(generations)-1).Draw(t, "generations"),
		cardTypes:  rapid.IntRange(0, len(cardTypes)-1).Draw(t, "card types"),
	}
	if rapid.Bool().Draw(t, "pauses") {
		d.budget = rapid.IntRange(2, 6).Draw(t, "budget")
	}
	for range rapid.IntRange(0, 2).Draw(t, "no-block") {
		d.noBlock = append(d.noBlock, rapid.IntRange(0, mostDays).Draw(t, "day"))
	}
	for i := range d.windows {
		for range rapid.IntRange(0, 3).Draw(t, "windows") {
			d.windows[i] = append(d.windows[i], drawWindow(t))
		}
	}
	for i := range rapid.IntRange(1, 2).Draw(t, "requirements") {
		d.requirements = append(d.requirements, drawRequirement(t, fmt.Sprintf("r%d", i+1)))
	}
	return d
}

func drawWindow(t *rapid.T) window {
	return window{rapid.IntRange(0, mostDays).Draw(t, "day"), rapid.IntRange(0, 20).Draw(t, "opens"), rapid.IntRange(1, 3).Draw(t, "long")}
}

func drawRequirement(t *rapid.T, id string) requirement {
	r := requirement{
		id: id, rule: rapid.IntRange(0, len(rules)-1).Draw(t, "rule"),
		unknown: rapid.SampledFrom(actions).Draw(t, "unknown"), absent: rapid.SampledFrom(actions).Draw(t, "absent"),
	}
	if rapid.Bool().Draw(t, "one use") {
		r.use = []string{rapid.SampledFrom(uses).Draw(t, "use")}
	}
	for i := range rapid.IntRange(0, 4).Draw(t, "phases") {
		r.phases = append(r.phases, drawPhase(t, i+1))
	}
	return r
}

func drawPhase(t *rapid.T, id int) phase {
	p := phase{
		id: id, from: rapid.IntRange(0, mostHours).Draw(t, "from"), action: rapid.SampledFrom(actions).Draw(t, "action"),
		where:  rapid.SampledFrom([]int{0, 0, 0, 1, 2, 3}).Draw(t, "where"),
		refuse: "words", fail: "open",
	}
	if rapid.Bool().Draw(t, "ends") {
		p.until = p.from + rapid.IntRange(1, 100).Draw(t, "lasts")
	}
	if p.action == "block" && rapid.Bool().Draw(t, "in windows") {
		p.during, p.otherwise = rapid.SampledFrom([]string{"a", "b"}).Draw(t, "during"), rapid.SampledFrom(actions).Draw(t, "otherwise")
	}
	if rapid.IntRange(0, 3).Draw(t, "overrides") == 0 {
		p.unknown = rapid.SampledFrom(actions).Draw(t, "unknown of the phase")
	}
	return p
}

// mutate changes one thing, more often to the weaker.
func (d *draft) mutate(t *rapid.T) {
	weaker := rapid.IntRange(0, 9).Draw(t, "direction") < 5
	step := func(a string) string { // to the next action
		i := slices.Index(actions, a)
		if weaker {
			return actions[max(i-1, 0)]
		}
		return actions[min(i+1, 2)]
	}
	var r *requirement
	if len(d.requirements) > 0 {
		r = &d.requirements[rapid.IntRange(0, len(d.requirements)-1).Draw(t, "which requirement")]
	}
	var p *phase
	if r != nil && len(r.phases) > 0 {
		p = &r.phases[rapid.IntRange(0, len(r.phases)-1).Draw(t, "which phase")]
	}
	list := rapid.IntRange(0, 1).Draw(t, "which windows")
	w := &d.windows[list]
	earlier := rapid.IntRange(1, 30).Draw(t, "hours")
	if weaker {
		earlier = -earlier
	}
	switch what := rapid.IntRange(0, 23).Draw(t, "what"); {
	case what <= 2 && p != nil && p.from-earlier >= 0:
		p.from -= earlier
		if p.until != 0 && p.until <= p.from {
			p.until = p.from + 1
		}
	case what == 3 && p != nil && p.until != 0:
		p.until = max(p.until+earlier, p.from+1)
	case what <= 5 && p != nil:
		if p.action = step(p.action); p.action != "block" {
			p.during, p.otherwise = "", ""
		}
	case what == 6 && p != nil && p.during != "":
		p.otherwise = step(p.otherwise)
	case what == 7 && p != nil:
		p.where = rapid.IntRange(0, len(places)-1).Draw(t, "other where")
	case what == 8 && p != nil:
		p.unknown = step(p.unknown + strings.Repeat("warn", 1-min(len(p.unknown), 1)))
	case what == 9 && r != nil:
		r.unknown = step(r.unknown)
	case what == 10 && r != nil:
		r.absent = step(r.absent)
	case what == 11 && r != nil:
		if r.use = nil; rapid.Bool().Draw(t, "one use") {
			r.use = []string{rapid.SampledFrom(uses).Draw(t, "use")}
		}
	case what == 12 && weaker && len(*w) > 0:
		*w = slices.Delete(slices.Clone(*w), 0, 1)
	case what == 12:
		*w = append(slices.Clone(*w), drawWindow(t))
	case what == 13 && len(*w) > 0:
		(*w)[0].long = max((*w)[0].long+earlier/10, 1)
	case what == 14 && weaker:
		d.noBlock = append(slices.Clone(d.noBlock), rapid.IntRange(0, mostDays).Draw(t, "quiet day"))
	case what == 14 && len(d.noBlock) > 0:
		d.noBlock = d.noBlock[1:]
	case what == 15 && weaker && r != nil:
		d.requirements = slices.DeleteFunc(d.requirements, func(q requirement) bool { return q.id == r.id })
	case what == 15:
		d.requirements = append(d.requirements, drawRequirement(t, "new"+fmt.Sprint(len(d.requirements))))
	case (what == 16 && !weaker || what == 20) && r != nil:
		r.rule = min(max(r.rule+rapid.SampledFrom([]int{-1, 1}).Draw(t, "other rule"), 0), len(rules)-1)
	case what == 16 && r != nil && len(r.phases) > 1:
		r.phases = append(slices.Clone(r.phases[1:]), r.phases[0])
	case what == 17 && weaker && d.budget > 0:
		d.budget, d.gives = d.budget+1, "observe"
	case what == 17:
		d.published = rapid.IntRange(-3, 8).Draw(t, "other published")
	case what == 18 && weaker && p != nil:
		r.phases = slices.DeleteFunc(slices.Clone(r.phases), func(q phase) bool { return q.id == p.id })
	case what == 21 && r != nil:
		r.fresh = rapid.SampledFrom([]string{"", "1d", "40d"}).Draw(t, "fresh")
	case what == 18 || what == 22:
		d.generation = rapid.IntRange(0, len(generations)-1).Draw(t, "other generations")
	case what == 19 && weaker:
		d.published += rapid.IntRange(0, 3).Draw(t, "later")
	default:
		d.cardTypes = rapid.IntRange(0, len(cardTypes)-1).Draw(t, "card types")
	}
}

func day(n int) string { return origin.AddDate(0, 0, n).Format("2006-01-02") }

func hour(n int) string {
	return origin.Add(time.Duration(n) * time.Hour).Format("2006-01-02T15:04")
}

// yaml writes the draft as a revision.
func (d draft) yaml(revision int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "language: 1\nnotice: drawn\nrevision: %d\npublished: %s\nzone: Europe/London\n", revision, day(d.published))
	if d.budget > 0 {
		fmt.Fprintf(&b, "pauses: {budget: %dd, gives: %s}\n", d.budget, d.gives)
	}
	fmt.Fprintf(&b, "catalogue: {agent: {generations: [%s]}, driver: {}}\ncard-types: %s\n", generations[d.generation], cardTypes[d.cardTypes])
	b.WriteString("no-block: [")
	for _, n := range d.noBlock {
		fmt.Fprintf(&b, "{date: %s}, ", day(n))
	}
	b.WriteString("]\nwindows:\n")
	for i, list := range d.windows {
		fmt.Fprintf(&b, "  %c: [", 'a'+i)
		for _, w := range list {
			fmt.Fprintf(&b, "{date: %s, from: %q, until: %q, overnight: true}, ", day(w.day), fmt.Sprintf("%02d:00", w.from), fmt.Sprintf("%02d:00", (w.from+w.long)%24))
		}
		b.WriteString("]\n")
	}
	b.WriteString("requirements:")
	if len(d.requirements) == 0 {
		b.WriteString(" []")
	}
	for _, r := range d.requirements {
		fmt.Fprintf(&b, "\n  - {id: %s, %s, unknown: %s, absent: %s", r.id, rules[r.rule], r.unknown, r.absent)
		if len(r.use) > 0 {
			fmt.Fprintf(&b, ", use: [%s]", strings.Join(r.use, ", "))
		}
		if r.fresh != "" {
			fmt.Fprintf(&b, ", fresh: %s", r.fresh)
		}
		b.WriteString(", phases: [")
		for _, p := range r.phases {
			fmt.Fprintf(&b, "\n      {id: p%d, from: %s, action: %s, refuse: %s, fail: %s", p.id, hour(p.from), p.action, p.refuse, p.fail)
			if p.until > 0 {
				fmt.Fprintf(&b, ", until: %s", hour(p.until))
			}
			if p.during != "" {
				fmt.Fprintf(&b, ", during: %s, otherwise: %s", p.during, p.otherwise)
			}
			if p.where > 0 {
				fmt.Fprintf(&b, ", where: '%s'", places[p.where])
			}
			if p.unknown != "" {
				fmt.Fprintf(&b, ", unknown: %s", p.unknown)
			}
			b.WriteString("},")
		}
		b.WriteString("]}")
	}
	b.WriteString("\n")
	return b.String()
}

// drawSignIn writes a sign-in, of which more or less is known.
func drawSignIn(t *rapid.T, instants []time.Time) string {
	at := rapid.SampledFrom(instants).Draw(t, "at")
	switch rapid.IntRange(0, 3).Draw(t, "just") {
	case 0:
		at = at.Add(-1)
	case 1:
		at = at.Add(time.Duration(rapid.IntRange(1, 2000).Draw(t, "minutes")) * time.Minute)
	}
	pick := func(label string, values ...string) string { return rapid.SampledFrom(values).Draw(t, label) }
	seen := ""
	if rapid.IntRange(0, 3).Draw(t, "seen") == 0 {
		seen = fmt.Sprintf(`,"seen":%q`, at.AddDate(0, 0, -rapid.SampledFrom([]int{0, 2, 35, 50}).Draw(t, "ago")).Format(time.RFC3339))
	}
	objects := []string{fmt.Sprintf(`"at":%q,"use":%q`, at.Format(time.RFC3339Nano), pick("use", uses...))}
	add := func(object string) {
		if object != "" {
			objects = append(objects, object)
		}
	}
	add(pick("card", "", `"card":{}`, `"card":{"series":4,"status":"active"}`, `"card":{"series":8,"expires":"2025-06-05"`+seen+`}`,
		`"card":{"type":"Old","status":"active"`+seen+`}`, `"card":{"type":"Old"}`, `"card":{"series":[6,8],"status":"expired","expires":"2025-05-01"}`))
	add(pick("client", "", `"client":{"product":"agent","version":"1.9"}`, `"client":{"product":"agent","version":"2.5"`+seen+`}`,
		`"client":{"product":"other"}`, `"client":{"product":"agent","status":"unsupported"}`))
	add(pick("connection", "", `"connection":{"tls":"1.0"}`, `"connection":{"tls":"1.3"}`, `"connection":{}`))
	add(pick("device", "", `"device":{"software":{"driver":"2.9","agent":"1.0"}`+seen+`}`, `"device":{"software":{"driver":"3.1","agent":"2.5"},"groups":["theatre"]}`,
		`"device":{"inventory":"complete"}`, `"device":{"id":"PC1"}`))
	add(pick("organisation", "", `"organisation":{"code":"RXX","kind":"trust"}`, `"organisation":{"code":"RYY","kind":"pharmacy"}`, `"organisation":{"code":"RXX"}`, `"organisation":{"code":"RZZ","within":["RYY","R00"]}`))
	return "{" + strings.Join(objects, ",") + "}"
}
