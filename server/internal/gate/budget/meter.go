package budget

import (
	"sync"
	"time"
)

// meterBuckets is into how many parts the time over which is counted is cut: an
// hour into minutes.
const meterBuckets = 60

// meter counts attempts within the last while, to a sixtieth of it. It needs no
// memory for who they were.
type meter struct {
	width int64 // of a bucket

	mu      sync.Mutex
	buckets [meterBuckets]int
	newest  int64 // the number of the newest bucket since 1970
	sum     int
	latest  int64 // instant of the newest attempt
	paged   bool
	pagedAt int64
}

// add counts one more, and returns how many there are, and whether that is worth
// a page: beyond the limit, and none within the last while.
func (m *meter) add(now int64, limit int) (sum int, page bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.advance(now)
	m.latest = now
	m.buckets[index(m.newest)]++
	m.sum++
	span := m.width * meterBuckets
	if m.pagedAt > now {
		m.pagedAt = now // the clock was set back
	}
	if m.sum > limit && (!m.paged || now-m.pagedAt >= span) {
		m.paged, m.pagedAt = true, now
		page = true
	}
	return m.sum, page
}

// advance brings it to an instant. When the clock was set back, what lies in the
// future counts as now.
func (m *meter) advance(now int64) {
	at := floor(now, m.width)
	switch steps := at - m.newest; {
	case steps < 0:
		for b := m.newest; b > at && b > m.newest-meterBuckets; b-- {
			ahead := m.buckets[index(b)]
			m.buckets[index(b)] = 0
			m.buckets[index(at)] += ahead
		}
	case steps >= meterBuckets:
		m.buckets = [meterBuckets]int{}
		m.sum = 0
	default:
		for b := m.newest + 1; b <= at; b++ {
			m.sum -= m.buckets[index(b)]
			m.buckets[index(b)] = 0
		}
	}
	m.newest = at
}

// count is how many there are at an instant.
func (m *meter) count(now int64) int {
	m.mu.Lock()
	defer m.mu.Unlock()
	at := floor(now, m.width)
	sum := m.sum
	for b := m.newest + 1; b <= at && b <= m.newest+meterBuckets; b++ {
		sum -= m.buckets[index(b)]
	}
	return sum
}

// addLate counts one that was some time ago, after those that were counted already.
// It pages nobody: who was paged then was.
func (m *meter) addLate(at int64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.advance(max(at, m.latest))
	m.latest = max(at, m.latest)
	m.buckets[index(m.newest)]++
	m.sum++
}

// tell is what a file holds of it; nil: nothing was counted.
func (m *meter) tell() *keptMeter {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.sum == 0 {
		return nil
	}
	k := &keptMeter{At: time.Unix(0, m.latest).UTC(), Newest: m.newest, Buckets: m.buckets}
	if m.paged {
		k.Paged = time.Unix(0, m.pagedAt).UTC()
	}
	return k
}

// restore takes in what tell told.
func (m *meter) restore(k *keptMeter, now int64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.buckets, m.newest, m.sum = k.Buckets, k.Newest, 0
	for _, n := range m.buckets {
		m.sum += n
	}
	m.paged, m.pagedAt, m.latest = !k.Paged.IsZero(), min(instant(k.Paged), now), min(instant(k.At), now)
	m.advance(now)
}

func index(bucket int64) int {
	return int((bucket%meterBuckets + meterBuckets) % meterBuckets)
}

func floor(now, width int64) int64 {
	q := now / width
	if now%width < 0 {
		q--
	}
	return q
}
