package virtual

// tlv writes one element in the distinguished encoding. tag holds one to three
// bytes, such as 0x7F49. Source: ISO 7816-4 §5.2.
func tlv(tag uint32, values ...[]byte) []byte {
	n := 0
	for _, v := range values {
		n += len(v)
	}
	var out []byte
	for shift := 16; shift >= 0; shift -= 8 {
		if b := byte(tag >> shift); b != 0 || len(out) > 0 || shift == 0 {
			out = append(out, b)
		}
	}
	switch {
	case n < 0x80:
		out = append(out, byte(n))
	case n < 0x100:
		out = append(out, 0x81, byte(n))
	case n < 0x10000:
		out = append(out, 0x82, byte(n>>8), byte(n))
	default:
		out = append(out, 0x83, byte(n>>16), byte(n>>8), byte(n))
	}
	for _, v := range values {
		out = append(out, v...)
	}
	return out
}

// element is one element that was read.
type element struct {
	tag   uint32
	value []byte
}

// elements reads all elements in b, one after the other; false: b is not that.
func elements(b []byte) ([]element, bool) {
	var all []element
	for len(b) > 0 {
		e, rest, is := next(b)
		if !is {
			return nil, false
		}
		all, b = append(all, e), rest
	}
	return all, true
}

// next reads the first element in b and gives what follows it.
func next(b []byte) (element, []byte, bool) {
	if len(b) == 0 {
		return element{}, nil, false
	}
	tag := uint32(b[0])
	b = b[1:]
	if tag&0x1F == 0x1F { // the number of the tag is in the bytes that follow
		for i := 0; ; i++ {
			if i == 2 || len(b) == 0 {
				return element{}, nil, false
			}
			last := b[0]&0x80 == 0
			tag, b = tag<<8|uint32(b[0]), b[1:]
			if last {
				break
			}
		}
	}
	if len(b) == 0 {
		return element{}, nil, false
	}
	n := int(b[0])
	b = b[1:]
	if n >= 0x80 {
		size := n & 0x7F
		if size == 0 || size > 3 || size > len(b) {
			return element{}, nil, false
		}
		n = 0
		for _, part := range b[:size] {
			n = n<<8 | int(part)
		}
		b = b[size:]
	}
	if n > len(b) {
		return element{}, nil, false
	}
	return element{tag, b[:n]}, b[n:], true
}

// find gives the value of the first element with the tag; false: there is none.
func find(all []element, tag uint32) ([]byte, bool) {
	for _, e := range all {
		if e.tag == tag {
			return e.value, true
		}
	}
	return nil, false
}
