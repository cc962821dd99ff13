package live

// Room is how much there is for what is counted by names, and how much is taken.
type Room struct {
	Names []NamesRoom `json:"names"`
	// Steps are the seconds in which something came under a name, of all names
	// together, that are kept for a quarter of an hour; MostSteps is the bound.
	Steps     int `json:"steps"`
	MostSteps int `json:"mostSteps"`
	// Full says that in the last quarter of an hour there was none for some name: it is
	// missing by second, or reaches less far back.
	Full bool `json:"full"`
}

// NamesRoom is how many names of a table have a row.
type NamesRoom struct {
	Of   string `json:"of"` // the table: requirements, organisations, clients or extractors
	Rows int    `json:"rows"`
	Most int    `json:"most"`
	// Other is how much was counted as other in the last five minutes, because its name
	// has no row.
	Other uint64 `json:"otherInTheLast5Minutes"`
}

func (l *Live) room(now int64) Room {
	missed := int64(l.steps.missed.Load())
	r := Room{Steps: int(l.steps.used.Load()), MostSteps: int(l.steps.bound), Full: missed <= now && now-missed < seconds}
	for _, id := range tableIDs {
		t := l.table(id)
		n := NamesRoom{Of: id, Rows: int(t.used.Load()), Most: int(t.bound)}
		t.look(name{of: other}, func(row *tally) { n.Other = row.lastOf(5, now).all() })
		r.Names = append(r.Names, n)
	}
	return r
}
