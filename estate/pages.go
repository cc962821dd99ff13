package estate

// pages is a list that grows without ever being copied as a whole: at millions
// of entries a copy would need the memory twice.
type pages[T any] struct {
	page []*[pageLen]T
	n    int
}

const (
	pageBits = 11
	pageLen  = 1 << pageBits
)

func (p *pages[T]) len() int { return p.n }

// at returns an entry; one beyond the end is zero.
func (p *pages[T]) at(i int) (v T) {
	if uint(i) >= uint(p.n) {
		return v
	}
	return p.page[i>>pageBits][i&(pageLen-1)]
}

// get returns an entry to be changed.
func (p *pages[T]) get(i int) *T { return &p.page[i>>pageBits][i&(pageLen-1)] }

func (p *pages[T]) append(v T) {
	if p.n == len(p.page)<<pageBits {
		p.page = append(p.page, new([pageLen]T))
	}
	p.n++
	*p.get(p.n - 1) = v
}
