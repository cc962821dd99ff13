package readiness

import "sync"

// team is how many goroutines share the work.
type team int

// fewest is how many rows are worth a goroutine of their own.
const fewest = 1 << 12

// each divides rows among the team, and returns when all is done.
func (t team) each(rows int, do func(from, to int)) {
	t.share(rows, fewest, func(_, from, to int) { do(from, to) })
}

// share divides items into as many parts as there are in the team, none of them
// smaller than least, and returns how many parts there were.
func (t team) share(items, least int, do func(part, from, to int)) int {
	parts := max(1, min(int(t), items/least))
	var wait sync.WaitGroup
	for part := range parts - 1 {
		wait.Go(func() { do(part, items*part/parts, items*(part+1)/parts) })
	}
	do(parts-1, items*(parts-1)/parts, items)
	wait.Wait()
	return parts
}
