package door

import "io"

// opening is the beginning of a connection, which is read to see what it is, and
// kept so that whoever the connection goes to can read it again.
type opening struct {
	from  io.Reader
	have  []byte
	heard bool // something came
}

// firstRead is as much as most ClientHellos need.
const firstRead = 2048

// need returns the first n bytes, read until they are there. An end before them is
// io.ErrUnexpectedEOF.
func (o *opening) need(n int) ([]byte, error) {
	for idle := 0; len(o.have) < n; {
		if len(o.have) == cap(o.have) || cap(o.have) < n {
			grown := make([]byte, len(o.have), max(n, 2*cap(o.have), firstRead))
			copy(grown, o.have)
			o.have = grown
		}
		k, err := o.from.Read(o.have[len(o.have):cap(o.have)])
		o.have = o.have[:len(o.have)+k]
		o.heard = o.heard || k > 0
		if len(o.have) >= n {
			break
		}
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		if k == 0 && err == nil {
			if idle++; idle > 100 {
				err = io.ErrNoProgress
			}
		}
		if err != nil {
			return nil, err
		}
	}
	return o.have[:n], nil
}

// skip drops the first n bytes, which are there.
func (o *opening) skip(n int) { o.have = o.have[n:] }

// startsWith tells whether the opening begins with a text. It reads no further
// than to the first byte that differs.
func (o *opening) startsWith(text string) (bool, error) {
	for i := range len(text) {
		b, err := o.need(i + 1)
		if err != nil {
			return false, err
		}
		if b[i] != text[i] {
			return false, nil
		}
	}
	return true, nil
}
