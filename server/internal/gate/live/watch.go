package live

import (
	"context"
	"time"
)

// Watch looks once a second which window is open, until ctx ends, so that what came
// before it and since is told apart also while nobody looks at the page.
func (l *Live) Watch(ctx context.Context, plan func() Plan) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		p := plan()
		l.see(&p)
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// see notes when the window opened that the page is about: of those that are open
// the one that opened last, else the one that ended last.
func (l *Live) see(p *Plan) {
	if w := about(p); w != nil && w.From.Unix() != l.opened.Load() {
		l.WindowOpened(w.From)
	}
}

// about is the window that the page compares with the hour before it; nil: there
// was none yet.
func about(p *Plan) *Window {
	if len(p.Open) == 0 {
		return p.Last
	}
	w := &p.Open[0]
	for i := range p.Open {
		if p.Open[i].From.After(w.From) {
			w = &p.Open[i]
		}
	}
	return w
}
