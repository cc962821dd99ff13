package importing

// nearest returns the one of the words that is written most like a text, both
// folded; "" if none is near enough to have been meant.
func nearest(text string, words []string) string {
	best, least := "", len(text)/3+1
	for _, w := range words {
		if d := distance(text, fold(w), least); d < least {
			best, least = w, d
		}
	}
	return best
}

// distance returns how many letters must be added, left out, changed or
// exchanged with their neighbour to make b of a (optimal string alignment), or
// some number above most.
func distance(a, b string, most int) int {
	if len(a)-len(b) > most || len(b)-len(a) > most {
		return most + 1
	}
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range len(a) {
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			row[j+1] = min(last[j]+cost, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
