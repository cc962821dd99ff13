package pager

import (
	"slices"
	"time"
)

// Status is how paging stands.
type Status struct {
	To            string    // scheme and host; "" = no webhook is configured
	Waiting       int       // pages that were not sent yet
	Delivered     int64     // pages that the receiver took
	LastDelivered time.Time // by the machine's clock; zero: never
	Failures      int64     // attempts that failed
	// Trouble is what was wrong with the last attempt, in words; "" = it was taken.
	Trouble string
	// Lost is how many pages were given up, or found no room.
	Lost int64
	// Undelivered are the last of them that were given up, the newest first.
	Undelivered []Undelivered
}

// Undelivered is a page that nobody got.
type Undelivered struct {
	Page Page
	Why  string
	At   time.Time // when it was given up, by the machine's clock
}

// Status returns how paging stands.
func (p *Pager) Status() Status {
	if p == nil {
		return Status{}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	s := p.status
	s.Undelivered = slices.Clone(s.Undelivered)
	s.Waiting = len(p.queue.items)
	s.Lost += p.queue.lost
	return s
}

// giveUp notes a page that nobody got. The caller holds the lock.
func (p *Pager) giveUp(page Page, why string) {
	p.status.Lost++
	p.status.Undelivered = slices.Insert(p.status.Undelivered, 0, Undelivered{page, why, p.now()})
	if len(p.status.Undelivered) > maxListed {
		p.status.Undelivered = p.status.Undelivered[:maxListed]
	}
}
