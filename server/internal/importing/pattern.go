package importing

import (
	"strings"

	"github.com/lanyard-id/lanyard/notice"
)

// patterns finds the organisation of a device by its name.
type patterns struct {
	list []Pattern
	// Most patterns begin with letters: those with the same are found at once.
	byStart map[string][]int
	lengths []int // of the beginnings, each once
}

func newPatterns(list []Pattern) *patterns {
	p := &patterns{list: make([]Pattern, len(list)), byStart: map[string][]int{}}
	seen := map[int]bool{}
	for i, pattern := range list {
		p.list[i] = Pattern{strings.ToLower(pattern.Name), pattern.Organisation}
		start, _, _ := strings.Cut(p.list[i].Name, "*")
		p.byStart[start] = append(p.byStart[start], i)
		if !seen[len(start)] {
			seen[len(start)] = true
			p.lengths = append(p.lengths, len(start))
		}
	}
	return p
}

// find returns the organisation of the first pattern in the file that a name
// fits, "" if it fits none.
func (p *patterns) find(name string) string {
	name = strings.ToLower(name)
	best := len(p.list)
	for _, n := range p.lengths {
		if n > len(name) {
			continue
		}
		for _, i := range p.byStart[name[:n]] {
			if i >= best {
				break
			}
			if notice.Fits(p.list[i].Name, name) {
				best = i
				break
			}
		}
	}
	if best == len(p.list) {
		return ""
	}
	return p.list[best].Organisation
}
