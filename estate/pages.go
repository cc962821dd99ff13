package estate

// pages is a list that grows without ever being copied as a whole: at millions
// of entries a copy would need the memory twice.
type pages[T any] struct {
	page []*[pageLen]T
	n    int
}

const (
	pageBits = 13
	pageLen  = 1 << pageBits
)

func (p *pages[T]) len() int { return p.n }

// grow makes the list at least n long; new entries are zero.
func (p *pages[T]) grow(n int) {
	for len(p.page) < (n+pageLen-1)>>pageBits {
		p.page = append(p.page, new([pageLen]T))
	}
	p.n = max(p.n, n)
}

// at returns an entry; one beyond the end is zero.
func (p *pages[T]) at(i int) (v T) {
	if i >= p.n {
		return v
	}
	return p.page[i>>pageBits][i&(pageLen-1)]
}

func (p *pages[T]) set(i int, v T) {
	p.grow(i + 1)
	p.page[i>>pageBits][i&(pageLen-1)] = v
}

func (p *pages[T]) append(v T) { p.set(p.n, v) }
