package live

import "sync/atomic"

// publication says which rows have series of their own in /metrics. A row gets
// one when it is first warned or blocked, and keeps it: a series that came and
// went, or whose counts moved to another, would show as a counter that was reset.
// So only what came afterwards is counted in it, and all else under other. Where
// there are no places nothing is published.
type publication struct {
	places
	rest [kinds]atomic.Uint64
}

// count counts a sign-in in the series of its row, nil for what has none.
func (p *publication) count(row *tally, e event) {
	if p.bound == 0 || e.kind == allowed || e.recalled {
		return
	}
	if row != nil && !row.published && p.take(1, row.trusted) {
		row.published = true
	}
	if row != nil && row.published {
		row.series.count(e)
		return
	}
	p.rest[e.kind].Add(1)
	if e.weak {
		p.rest[weakened].Add(1)
	}
}
