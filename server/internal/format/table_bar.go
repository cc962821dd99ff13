package format

import "strings"

// shares are the parts of a bar, in the order in which it shows them.
type shares struct{ met, unmet, unknown, exempt int }

// bar draws shares over a width. A share that is not 0 has at least one column,
// so that no bar looks done before everything is.
func (p *page) bar(s shares, width int) string {
	parts := []struct {
		n            int
		shade, plain string
		ink          ink
	}{
		{s.met, "░", ".", green},
		{s.unmet, "█", "#", red},
		{s.unknown, "▒", "?", yellow},
		{s.exempt, "·", "-", dim},
	}
	counts := make([]int, len(parts))
	for i, part := range parts {
		counts[i] = part.n
	}
	line := strings.Builder{}
	for i, n := range apportion(counts, width) {
		glyph := parts[i].plain
		if p.colour {
			glyph = parts[i].shade
		}
		line.WriteString(p.ink(parts[i].ink, strings.Repeat(glyph, n)))
	}
	if line.Len() == 0 {
		return strings.Repeat(" ", width)
	}
	return line.String()
}

// apportion divides width columns by counts: one for each that is not 0, the
// rest in proportion, by largest remainder. All are 0 where the counts are.
func apportion(counts []int, width int) []int {
	columns := make([]int, len(counts))
	total, shown := 0, 0
	for i, n := range counts {
		if n > 0 {
			total += n
			shown++
			columns[i] = 1
		}
	}
	if total == 0 || shown > width {
		return make([]int, len(counts))
	}
	exact := make([]float64, len(counts))
	for i, n := range counts {
		exact[i] = float64(n) / float64(total) * float64(width)
	}
	for range width - shown {
		most := -1
		for i := range counts {
			if counts[i] > 0 && (most < 0 || exact[i]-float64(columns[i]) > exact[most]-float64(columns[most])) {
				most = i
			}
		}
		columns[most]++
	}
	return columns
}
