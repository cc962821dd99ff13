package importing

// payloads keeps many small pieces of bytes without a pointer for each.
type payloads struct{ chunks [][]byte }

// placed is where a piece lies.
type placed struct {
	chunk, from, length uint32
}

const chunkBytes = 1 << 20

func (p *payloads) add(piece []byte) placed {
	n := len(p.chunks) - 1
	if n < 0 || cap(p.chunks[n])-len(p.chunks[n]) < len(piece) {
		p.chunks = append(p.chunks, make([]byte, 0, max(chunkBytes, len(piece))))
		n++
	}
	at := placed{uint32(n), uint32(len(p.chunks[n])), uint32(len(piece))}
	p.chunks[n] = append(p.chunks[n], piece...)
	return at
}

func (p *payloads) at(x placed) []byte { return p.chunks[x.chunk][x.from : x.from+x.length] }
