package virtual

import (
	"bytes"
	"fmt"
	"math/rand/v2"
)

// Lie is a way to answer wrongly. SELECT is answered honestly, so that a lie
// reaches further than the first command.
type Lie int

// Lies.
const (
	Honest    Lie = iota
	Lengths       // elements claim more bytes than there are
	Endless       // there is always more to fetch: 61 10 without end
	Garbage       // data are bytes by chance, the same ones each time
	Truncated     // the second half of the data is missing, and all is well
	Stub          // one byte, not even a whole status word
	Empty         // no byte at all
	Statuses      // status words that no standard has
	Huge          // 65,533 bytes to any command
)

// lies are the names of lies on a command line.
var lies = map[string]Lie{
	"lengths": Lengths, "endless": Endless, "garbage": Garbage, "truncated": Truncated,
	"stub": Stub, "empty": Empty, "statuses": Statuses, "huge": Huge,
}

// maxHuge is the longest response that a frame of vpcd carries, with its status
// word: two bytes hold its length.
const maxHuge = 65535

// tell turns an honest answer into what the lie makes of it.
func (l Lie) tell(instruction byte, answer []byte, chance *rand.Rand) []byte {
	if l == Honest || instruction == insSelect || len(answer) < 2 {
		return answer
	}
	data, word := answer[:len(answer)-2], answer[len(answer)-2:]
	switch l {
	case Lengths:
		if instruction != insGetResponse && len(data) > 1 {
			at := 1
			if data[0]&0x1F == 0x1F {
				at = 2
			}
			switch size := int(data[at] & 0x7F); {
			case data[at] < 0x80:
				data[at] = 0x7F
			case at+size < len(data):
				for i := range size {
					data[at+1+i] = 0xFF
				}
			}
		}
	case Endless:
		return append(bytes.Repeat([]byte{0x53}, 16), 0x61, 0x10)
	case Garbage:
		for i := range data {
			data[i] = byte(chance.Uint32())
		}
	case Truncated:
		return append(bytes.Clone(data[:len(data)/2]), word...)
	case Stub:
		return answer[:1]
	case Empty:
		return []byte{}
	case Statuses:
		strange := [][2]byte{{0x00, 0x00}, {0x12, 0x34}, {0x6F, 0x42}, {0x90, 0x01}, {0xFF, 0xFF}, {0x60, 0x00}}
		s := strange[chance.IntN(len(strange))]
		return append(data, s[0], s[1])
	case Huge:
		return append(bytes.Repeat([]byte{0x53}, maxHuge-2), 0x90, 0x00)
	}
	return answer
}

// String gives the name of the lie.
func (l Lie) String() string {
	for name, lie := range lies {
		if lie == l {
			return name
		}
	}
	if l == Honest {
		return "honest"
	}
	return fmt.Sprintf("Lie(%d)", int(l))
}
