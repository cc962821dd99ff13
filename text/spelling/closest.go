// Package spelling finds the word that was meant where another was written: a key,
// an attribute, a status. It looks at letters only.
package spelling

import "unicode/utf8"

// maxCompared is the length of the longest word that is compared with others, in
// code points: no key is longer, and comparing takes the product of both lengths.
const maxCompared = 32

// Closest is the word that somebody who wrote another most likely meant: the one
// with the fewest letters to change, one or a third of them at most. It is empty
// if there is none.
func Closest(written string, words []string) string {
	length := utf8.RuneCountInString(written)
	if length == 0 || length > maxCompared {
		return ""
	}
	best, distance := "", max(length/3, 1)+1
	for _, word := range words {
		if d := editDistance([]rune(written), []rune(word)); d < distance {
			best, distance = word, d
		}
	}
	return best
}

// editDistance counts the letters to insert, delete, replace or swap with their
// neighbour to make b of a (optimal string alignment).
func editDistance(a, b []rune) int {
	var before []int
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		next := make([]int, len(b)+1)
		next[0] = i + 1
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			next[j+1] = min(next[j]+1, row[j+1]+1, row[j]+cost)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				next[j+1] = min(next[j+1], before[j-1]+1)
			}
		}
		before, row = row, next
	}
	return row[len(b)]
}
