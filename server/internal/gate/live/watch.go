package live

import (
	"context"
	"time"
)

// Watch looks once a second which window is open, until ctx ends, so that what came
// before it and since is told apart also while nobody looks at the page. It goes
// through all rows in about a minute for what they need no more.
func (l *Live) Watch(ctx context.Context, plan func() Plan) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for part := 0; ; part++ {
		p := plan()
		l.see(&p)
		now := l.o.Now().Unix()
		for _, id := range tableIDs {
			l.table(id).tidy(part, now)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// see notes which windows are open, and returns all that were, and the one that
// the page is about; nil: none was yet.
func (l *Live) see(p *Plan) ([]Window, *Window) {
	now := l.o.Now()
	l.seen.note(p.Open, now)
	windows := l.seen.all()
	w := about(windows, now)
	if w != nil && w.From.Unix() != l.opened.Load() {
		l.WindowOpened(w.From)
	}
	return windows, w
}
