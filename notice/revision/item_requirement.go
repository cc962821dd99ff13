package revision

import "github.com/lanyard-id/lanyard/notice"

// requirementItems lays out a requirement and its phases.
func requirementItems(q *notice.Requirement) []item {
	var remedy notice.Remedy
	if q.Remedy != nil {
		remedy = *q.Remedy
	}
	var escalation notice.Escalation
	if q.Escalate != nil {
		escalation = *q.Escalate
	}
	var due notice.Due
	if q.Due != nil {
		due = *q.Due
	}
	out := []item{{
		name: name{KindRequirement, q.ID}, summary: q.Title,
		entries: []entry{
			text("of", q.Of), text("title", q.Title), text("why", q.Why),
			text("applies", q.AppliesSource()), text("met", q.MetSource()),
			texts("use", q.Use), text("unknown", q.Unknown.String()), text("absent", q.Absent.String()),
			length("fresh", q.Fresh), text("combine", q.Combine),
			text("remedy.do", remedy.Do), text("remedy.who", remedy.Who), text("remedy.say", remedy.Say),
			text("remedy.tell", remedy.Tell), texts("remedy.after", remedy.After), text("remedy.disruptive", remedy.Disruptive),
			text("escalate.to", escalation.To), text("escalate.subject", escalation.Subject), texts("escalate.include", escalation.Include),
			ends("due", due.Date), text("due.said", due.Said),
			// Of the phases in force the last in the file counts.
			order("phases", ids(q.Phases, func(p *notice.Phase) string { return p.ID })),
		},
	}}
	for _, p := range q.Phases {
		out = append(out, phaseItem(q, p))
	}
	return out
}

func phaseItem(q *notice.Requirement, p *notice.Phase) item {
	otherwise, unknown := "", ""
	if p.During != "" {
		otherwise = p.Otherwise.String()
	}
	if p.Unknown != nil {
		unknown = p.Unknown.String()
	}
	return item{
		name: name{KindPhase, q.ID + "/" + p.ID},
		summary: inShort(p.Action.String(), after("during", p.During), after("from", p.From.String()), after("until", p.Until.String()),
			after("where", p.WhereSource())),
		entries: append([]entry{
			starts("from", p.From), starts("until", p.Until), text("action", p.Action.String()), text("during", p.During),
			text("otherwise", otherwise), text("where", p.WhereSource()), text("unknown", unknown),
			text("refuse", p.Refuse), text("fail", p.Fail), text("said", p.Said),
		}, observedEntries(p.Observed)...),
	}
}

func observedEntries(o *notice.Observed) []entry {
	if o == nil {
		o = &notice.Observed{}
	}
	return []entry{starts("observed.at", o.At), text("observed.source", o.Source)}
}
