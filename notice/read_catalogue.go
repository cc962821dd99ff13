package notice

import (
	"slices"
	"strconv"
	"strings"

	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/notice/internal/predicate"
	"github.com/lanyard-id/lanyard/text"
)

func (r *reader) readCatalogue(root *text.Node) {
	c := &Catalogue{byID: map[string]*Product{}, cardTypes: map[string][]predicate.Value{}}
	r.n.Catalogue = c
	keys, values := entries(root.Get("catalogue"))
	for i, k := range keys {
		p := &Product{
			ID:    k.Text,
			Kind:  values[i].Get("kind").String(),
			Names: texts(values[i].Get("names")),
			Maybe: texts(values[i].Get("maybe")),
		}
		if p.Kind == "" {
			p.Kind = "other"
		}
		p.names, p.maybe = lower(p.Names), lower(p.Maybe)
		nodes := items(values[i].Get("generations"))
		for _, g := range nodes {
			p.Generations = append(p.Generations, r.generation(g, p))
		}
		slices.Sort(p.cuts)
		p.cuts = slices.Compact(p.cuts)
		if a, b, found := p.overlap(); found {
			r.error(nodes[b], "let them share no version while both hold",
				"generations %d and %d of %s overlap", a+1, b+1, p.ID)
		}
		c.Products = append(c.Products, p)
		c.byID[p.ID] = p
	}
	r.n.CardTypes = map[string][]int{}
	keys, values = entries(root.Get("card-types"))
	for i, k := range keys {
		for _, s := range items(values[i]) {
			series, err := strconv.Atoi(s.Text)
			if err != nil {
				continue
			}
			r.n.CardTypes[k.Text] = append(r.n.CardTypes[k.Text], series)
			c.cardTypes[k.Text] = append(c.cardTypes[k.Text], predicate.Int(series))
		}
	}
}

func lower(patterns []string) []string {
	out := make([]string, len(patterns))
	for i, p := range patterns {
		out[i] = strings.ToLower(p)
	}
	return out
}

func (r *reader) generation(n *text.Node, p *Product) Generation {
	g := Generation{Status: n.Get("status").String()}
	var err error
	if v := n.Get("versions"); v != nil && v.Kind == text.Scalar {
		if g.Versions, err = fact.ParseRange(v.Text); err != nil {
			r.add(v.Error(clause(err), "write comparisons joined by commas, such as >=2.4.5.0,<2.4.10.0"))
		}
	}
	g.status = predicate.Text(g.Status)
	g.from = r.nanos(r.point(n.Get("from")), -maxInstant)
	g.until = r.nanos(r.point(n.Get("until")), maxInstant)
	if g.until <= g.from {
		r.error(n.Get("until"), "write a later until, or remove the generation", "the generation ends before it begins")
	}
	for _, t := range []int64{g.from, g.until} {
		if t != maxInstant && t != -maxInstant {
			p.cuts = append(p.cuts, t)
		}
	}
	if err != nil {
		g.until = g.from // it holds never, and overlaps nothing
	}
	return g
}

func (r *reader) readServices(root *text.Node) {
	known := map[string]bool{}
	keys, values := entries(root.Get("levels"))
	for i, k := range keys {
		v := values[i]
		l := &Level{ID: k.Text, Operated: v.Get("operated").String(), Supported: v.Get("supported").String(), Downtime: r.duration(v.Get("downtime"))}
		l.Availability, _ = strconv.ParseFloat(v.Get("availability").String(), 64)
		if v.Get("availability") != nil && !(l.Availability > 0 && l.Availability <= 100) { // NaN too
			r.error(v.Get("availability"), "write a percentage, such as 99.5", "%s is not a percentage", text.Show(v.Get("availability").String()))
		}
		for _, key := range []string{"operated", "supported"} {
			if h := v.Get(key); h != nil && h.Kind == text.Scalar {
				if _, err := ParseHours(h.Text); err != nil {
					r.error(h, "write 24x365, or days and hours such as Mon-Fri 08:00-18:00", "%s", err)
				}
			}
		}
		known[l.ID] = true
		r.n.Levels = append(r.n.Levels, l)
	}
	keys, values = entries(root.Get("services"))
	for i, k := range keys {
		s := &Service{ID: k.Text, Name: values[i].Get("name").String()}
		for _, v := range items(values[i].Get("levels")) {
			span := LevelSpan{From: r.point(v.Get("from")), Until: r.point(v.Get("until")), Level: v.Get("level").String()}
			span.from, span.until = r.nanos(span.From, -maxInstant), r.nanos(span.Until, maxInstant)
			if span.until <= span.from {
				r.error(v.Get("until"), "write a later until", "the level ends before it begins")
			}
			if v.Get("level") != nil && !known[span.Level] && !r.partial {
				r.error(v.Get("level"), "add it to levels, or use one that is there", "there is no level %s", text.Show(span.Level))
			}
			s.Levels = append(s.Levels, span)
		}
		r.n.Services = append(r.n.Services, s)
	}
}

func (r *reader) readPauses(n *text.Node) {
	if n == nil || n.Kind != text.Map {
		return
	}
	r.n.Pauses = &PauseBudget{
		Budget:  r.duration(n.Get("budget")),
		Longest: r.duration(n.Get("longest")),
		Gives:   r.action(n.Get("gives"), Warn),
	}
}
