package estate

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestTextsAreNumbered(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		texts := NewTexts()
		want := map[string]uint32{}
		for _, text := range rapid.SliceOf(rapid.StringMatching(`[ab]{0,4}|é{1,200}|x{0,5}`)).Draw(t, "texts") {
			var number uint32
			var isNew bool
			if rapid.Bool().Draw(t, "as bytes") {
				number, isNew = texts.numberBytes([]byte(text))
			} else {
				number, isNew = texts.Number(text)
			}
			known, ok := want[text]
			if isNew != (!ok && text != "") {
				t.Fatalf("%q is new: %t", text, isNew)
			}
			if isNew {
				known = uint32(len(want) + 1)
				want[text] = known
			}
			if number != known {
				t.Fatalf("%q has the number %d, want %d", text, number, known)
			}
		}
		if texts.Len() != len(want) {
			t.Fatalf("%d texts, want %d", texts.Len(), len(want))
		}
		for text, number := range want {
			if texts.Text(number) != text || texts.Find(text) != number || texts.findBytes([]byte(text)) != number {
				t.Fatalf("%d is %q, found under %d; want %q", number, texts.Text(number), texts.Find(text), text)
			}
		}
		if absent := "not there"; texts.Find(absent) != 0 || texts.Find("") != 0 {
			t.Fatalf("%q has a number", absent)
		}
	})
}

// So many that segments are split, the directory deepens and numbers take bits
// from what slots keep of hashes.
func TestManyTexts(t *testing.T) {
	const n = 150_000
	texts := NewTexts()
	text := func(i int) string { return fmt.Sprintf("text %d", i*7919) }
	for i := range n {
		if number, isNew := texts.Number(text(i)); number != uint32(i+1) || !isNew {
			t.Fatalf("%q has the number %d, new %t", text(i), number, isNew)
		}
	}
	for i := range n {
		if number, isNew := texts.Number(text(i)); number != uint32(i+1) || isNew || texts.Text(number) != text(i) {
			t.Fatalf("%q has the number %d, which is %q, new %t", text(i), number, texts.Text(number), isNew)
		}
		if i%1000 == 0 && texts.Find(text(i)+"!") != 0 {
			t.Fatalf("%q has a number", text(i)+"!")
		}
	}
	if texts.Len() != n || texts.slots.depth == 0 || texts.slots.bits <= 16 {
		t.Errorf("%d texts at depth %d with %d bits", texts.Len(), texts.slots.depth, texts.slots.bits)
	}
}

func TestLongTexts(t *testing.T) {
	texts := NewTexts()
	var long []string
	for _, length := range []int{1, 127, 128, 1<<chunkBits - 4, 1<<chunkBits - 3, 1 << chunkBits, 3 << chunkBits, 5} {
		long = append(long, strings.Repeat("z", length))
		texts.Number(long[len(long)-1])
	}
	for range 50 {
		long = append(long, strings.Repeat("y", 1<<chunkBits-len(long)))
		texts.Number(long[len(long)-1])
	}
	chunks := len(texts.chunks)
	for i := range 1000 {
		long = append(long, fmt.Sprint("short ", i))
		texts.Number(long[len(long)-1])
	}
	if n := len(texts.chunks) - chunks; n > 1 {
		t.Errorf("a thousand short texts take %d chunks", n)
	}
	for i, text := range long {
		if texts.Find(text) != uint32(i+1) || texts.Text(uint32(i+1)) != text {
			t.Errorf("a text of %d bytes is found as %d and has %d bytes", len(text), texts.Find(text), len(texts.Text(uint32(i+1))))
		}
	}
}

// An estate without room says so and keeps what it has.
func TestNoRoomForTexts(t *testing.T) {
	texts := NewTexts()
	texts.Number("a")
	texts.chunks = append(make([]*strings.Builder, maxChunks-1), texts.chunks...) // full but for what is left of one
	texts.places = pages[place]{}
	texts.places.append(place{at: uint32(maxChunks-1) << chunkBits})
	for _, text := range []string{strings.Repeat("b", 1<<10), strings.Repeat("c", 1<<chunkBits)} {
		if number, isNew := texts.Number(text); number != 0 || isNew {
			t.Errorf("a text of %d bytes has the number %d", len(text), number)
		}
	}
	if number, _ := texts.Number("d"); number != 2 || texts.Text(1) != "a" {
		t.Errorf("a short one has the number %d; the first is %q", number, texts.Text(1))
	}
}

func TestFindingATextAllocatesNothing(t *testing.T) {
	texts := NewTexts()
	texts.Number("RXX01")
	key := []byte("RXX01")
	if n := testing.AllocsPerRun(100, func() { texts.Number("RXX01"); texts.numberBytes(key); _ = texts.Text(1) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
