package readiness

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/test/draw"
)

// TestTuples holds the numbering of rows to that of a map: by any lanes, with any
// team, in one stage or several.
func TestTuples(t *testing.T) {
	stages := map[int]bool{}
	draw.Until(t, func() string {
		if !stages[1] || !stages[2] || !stages[3] {
			return fmt.Sprintf("rows were numbered in %v stages, not in each of 1, 2 and 3", stages)
		}
		return ""
	}, func(t *rapid.T) {
		rows := rapid.IntRange(0, 3*fewest).Draw(t, "rows")
		var lanes []lane
		var columns [][]uint32
		for range rapid.IntRange(0, 9).Draw(t, "lanes") {
			count := rapid.SampledFrom([]int{0, 1, 2, 3, 200, 300, 70_000, 1 << 31, 1 << 31, 1 << 31}).Draw(t, "count")
			seed := rapid.Uint64().Draw(t, "seed")
			column := make([]uint32, rows)
			for row := range column {
				seed = seed*6364136223846793005 + 1442695040888963407
				column[row] = uint32(seed>>33) % uint32(max(count, 1)) % 5 * uint32(max(count/5, 1)) % uint32(max(count, 1))
			}
			columns = append(columns, column)
			l := lane{count: count, at: func(row int) uint32 { return column[row] }}
			if rapid.Bool().Draw(t, "kept") {
				l = team(2).newStrip(rows, count, l.at).lane()
			}
			lanes = append(lanes, l)
		}
		p := newTuples(team(rapid.IntRange(1, 3).Draw(t, "team")), rows)
		for _, l := range lanes {
			p.add(l)
		}
		p.finish()
		stages[len(p.stages)] = true

		known := map[string]uint32{}
		var first []uint32
		for row := range rows {
			key := ""
			for _, column := range columns {
				key += fmt.Sprint(column[row], " ")
			}
			n, ok := known[key]
			if !ok {
				n = uint32(len(first))
				known[key] = n
				first = append(first, uint32(row))
			}
			if p.of[row] != n {
				t.Fatalf("row %d has the number %d, want %d", row, p.of[row], n)
			}
		}
		if !cmp.Equal(first, append([]uint32(nil), p.first...)) {
			t.Fatalf("first rows %v, want %v", p.first, first)
		}
		for i, column := range p.columns() {
			for n, row := range first {
				if column[n] != columns[i][row] {
					t.Fatalf("number %d has %d in lane %d, want %d", n, column[n], i, columns[i][row])
				}
			}
		}
	})
}

func TestStripsAreNarrow(t *testing.T) {
	for _, test := range []struct {
		count, bytes, words, longs int
	}{{1, 9, 0, 0}, {256, 9, 0, 0}, {257, 0, 9, 0}, {1 << 16, 0, 9, 0}, {1<<16 + 1, 0, 0, 9}} {
		s := team(1).newStrip(9, test.count, func(row int) uint32 { return uint32(test.count - 1 - row%test.count) })
		if len(s.bytes) != test.bytes || len(s.words) != test.words || len(s.longs) != test.longs {
			t.Errorf("%d numbers take %d bytes, %d words, %d longs", test.count, len(s.bytes), len(s.words), len(s.longs))
		}
		for row := range 9 {
			if got := s.at(row); got != uint32(test.count-1-row%test.count) {
				t.Errorf("row %d of %d has %d", row, test.count, got)
			}
		}
	}
}
