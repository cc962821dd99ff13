package pager

import "slices"

// item is a page that waits.
type item struct {
	page  Page
	tries int // that failed
	more  int // how many before it found no room, as its last message said
}

// queue holds the newest page of each matter, in the order in which they are sent.
type queue struct {
	items []*item
	more  int   // pages that found no room and were not told of yet
	lost  int64 // pages that found no room, in all
}

// put takes a page. It takes the place of an older one about the same matter;
// that all is open goes before everything else.
func (q *queue) put(p Page) {
	if i := q.find(p.key()); i >= 0 {
		q.items[i] = &item{page: p}
		return
	}
	if p.What == AllOpen {
		q.items = slices.Insert(q.items, 0, &item{page: p})
		if len(q.items) > maxQueued {
			q.items = q.items[:maxQueued]
			q.drop()
		}
		return
	}
	if len(q.items) >= maxQueued {
		q.drop()
		return
	}
	q.items = append(q.items, &item{page: p})
}

// take takes the next one; nil: there is none.
func (q *queue) take() *item {
	if len(q.items) == 0 {
		return nil
	}
	it := q.items[0]
	q.items = slices.Delete(q.items, 0, 1)
	it.more += q.more
	q.more = 0
	return it
}

// giveBack puts one that could not be sent behind the others (that all is open
// before them), unless there is a newer page about the same matter by now.
func (q *queue) giveBack(it *item) {
	switch {
	case q.find(it.page.key()) >= 0:
		q.more += it.more
	case len(q.items) >= maxQueued:
		q.more += it.more
		q.drop()
	case it.page.What == AllOpen:
		q.items = slices.Insert(q.items, 0, it)
	default:
		q.items = append(q.items, it)
	}
}

func (q *queue) drop() {
	q.more++
	q.lost++
}

func (q *queue) find(key string) int {
	return slices.IndexFunc(q.items, func(it *item) bool { return it.page.key() == key })
}
