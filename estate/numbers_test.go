package estate

import (
	"testing"

	"pgregory.net/rapid"
)

func TestNumbersAreAsWideAsTheyNeed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var list numbers
		want := map[int]uint64{}
		place := rapid.IntRange(0, 3*pageLen)
		value := rapid.OneOf(rapid.Uint64Range(0, 300), rapid.Uint64Range(0, 1<<26), rapid.Uint64())
		length := 0
		for range rapid.IntRange(0, 40).Draw(t, "steps") {
			if rapid.IntRange(0, 9).Draw(t, "cut") == 0 {
				n := place.Draw(t, "length")
				list.cut(n)
				length = min(length, n)
				for at := range want {
					if at >= n {
						delete(want, at)
					}
				}
				continue
			}
			at, v := place.Draw(t, "place"), value.Draw(t, "value")
			list.set(at, v)
			want[at] = v
			length = max(length, at+1)
		}
		if list.len() != length {
			t.Fatalf("%d long, want %d", list.len(), length)
		}
		for at := range 3*pageLen + 10 {
			if got := list.at(at); got != want[at] {
				t.Fatalf("at %d is %d, want %d", at, got, want[at])
			}
		}
	})
}

func TestWidths(t *testing.T) {
	for _, tt := range []struct {
		value uint64
		bytes int // of a page
	}{{0, 0}, {1, pageLen}, {255, pageLen}, {256, 2 * pageLen}, {1 << 16, 3 * pageLen}, {1<<32 - 1, 4 * pageLen}, {1 << 32, 8 * pageLen}, {1<<64 - 1, 8 * pageLen}} {
		var list numbers
		list.set(5, tt.value)
		if got := len(list.page[0].bytes); got != tt.bytes || list.at(5) != tt.value || list.at(4) != 0 || list.at(-1) != 0 {
			t.Errorf("%d takes %d bytes a page, want %d, and is read as %d", tt.value, got, tt.bytes, list.at(5))
		}
	}
}
