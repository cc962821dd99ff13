package predicate

// nearest is the word that somebody who wrote another most likely meant: the one
// with the fewest letters to change, one or a third of them at most; "" if there
// is none.
func nearest(written string, words []string) string {
	const longest = 32 // no name is longer, and the work is the product of both
	a := []rune(written)
	if len(a) > longest {
		return ""
	}
	best, least := "", max(len(a)/3, 1)+1
	for _, w := range words {
		if d := distance(a, []rune(w)); d < least {
			best, least = w, d
		}
	}
	return best
}

// distance counts the letters to insert, delete or replace to make b of a
// (Levenshtein).
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j := range b {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
