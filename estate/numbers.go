package estate

import "encoding/binary"

// numbers is a list of whole numbers that grows without ever being copied as a
// whole, in pages that are as wide as their largest number needs: the number of
// an operating system takes one byte, that of a holder three. A page in which
// all is 0 takes none.
type numbers struct {
	page []page
	n    int
}

// page is pageLen numbers, little-endian; nil bytes are all 0.
type page struct {
	bytes []byte
	width uint8 // bytes of one number: 1, 2, 3, 4 or 8
}

func (p *numbers) len() int { return p.n }

// at returns an entry; one beyond the end is 0.
func (p *numbers) at(i int) uint64 {
	if uint(i) >= uint(p.n) {
		return 0
	}
	return p.page[i>>pageBits].at(i & (pageLen - 1))
}

func (p *numbers) set(i int, v uint64) {
	if i >= p.n {
		p.grow(i + 1)
	}
	q := &p.page[i>>pageBits]
	if q.bytes == nil || v>>(8*q.width) != 0 && q.width < 8 {
		if v == 0 {
			return
		}
		q.widen(max(widthOf(v), p.usual(i>>pageBits)))
	}
	q.set(i&(pageLen-1), v)
}

// grow makes the list at least n long; new entries are 0.
func (p *numbers) grow(n int) {
	for len(p.page) < (n+pageLen-1)>>pageBits {
		p.page = append(p.page, page{})
	}
	p.n = max(p.n, n)
}

// cut forgets all entries from n on.
func (p *numbers) cut(n int) {
	if n >= p.n {
		return
	}
	for i := n; i < p.n && i&(pageLen-1) != 0; i++ {
		p.set(i, 0)
	}
	clear(p.page[(n+pageLen-1)>>pageBits:])
	p.page = p.page[:(n+pageLen-1)>>pageBits]
	p.n = n
}

// clone returns a list with the same entries.
func (p *numbers) clone() numbers {
	c := numbers{page: append([]page(nil), p.page...), n: p.n}
	for i := range c.page {
		c.page[i].bytes = append([]byte(nil), c.page[i].bytes...)
	}
	return c
}

// usual is the width of the page before one: starting with it, a page is
// seldom made twice.
func (p *numbers) usual(n int) uint8 {
	if n == 0 {
		return 0
	}
	return p.page[n-1].width
}

func widthOf(v uint64) uint8 {
	switch {
	case v < 1<<8:
		return 1
	case v < 1<<16:
		return 2
	case v < 1<<24:
		return 3
	case v < 1<<32:
		return 4
	}
	return 8
}

func (q *page) widen(width uint8) {
	wide := page{make([]byte, pageLen*int(width)), width}
	if q.bytes != nil {
		for i := range pageLen {
			wide.set(i, q.at(i))
		}
	}
	*q = wide
}

func (q *page) at(i int) uint64 {
	switch b := q.bytes; q.width {
	case 1:
		return uint64(b[i])
	case 2:
		b = b[2*i : 2*i+2]
		return uint64(b[0]) | uint64(b[1])<<8
	case 3:
		b = b[3*i : 3*i+3]
		return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16
	case 4:
		b = b[4*i : 4*i+4]
		return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24
	case 8:
		return binary.LittleEndian.Uint64(b[8*i:])
	}
	return 0
}

func (q *page) set(i int, v uint64) {
	switch b := q.bytes; q.width {
	case 1:
		b[i] = byte(v)
	case 2:
		b = b[2*i : 2*i+2]
		b[0], b[1] = byte(v), byte(v>>8)
	case 3:
		b = b[3*i : 3*i+3]
		b[0], b[1], b[2] = byte(v), byte(v>>8), byte(v>>16)
	case 4:
		b = b[4*i : 4*i+4]
		b[0], b[1], b[2], b[3] = byte(v), byte(v>>8), byte(v>>16), byte(v>>24)
	case 8:
		binary.LittleEndian.PutUint64(b[8*i:], v)
	}
}
