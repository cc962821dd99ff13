package notice

import (
	"fmt"
	"slices"
	"strings"
)

// supersede takes out the requirements that other notices replace, from the day
// on which the first of their revisions to say so was published.
func (s *Set) supersede(byID map[string]*history) Problems {
	var problems Problems
	replaces := map[string][]string{} // notice to notices
	for _, h := range s.notices {
		for _, e := range h.editions {
			for i, sup := range e.notice.Supersedes {
				node := e.notice.root.Get("supersedes").Items[i]
				if sup.Notice == h.id {
					problems = append(problems, node.Get("notice").Error("the notice supersedes itself", "name the notice that is replaced"))
					continue
				}
				other, ok := byID[sup.Notice]
				if !ok {
					continue // it is not judged here, so there is nothing to take out
				}
				replaces[h.id] = append(replaces[h.id], sup.Notice)
				for j, id := range sup.Requirements {
					if !other.takeOut(id, e.from) {
						problems = append(problems, node.Get("requirements").Items[j].Error(
							fmt.Sprintf("notice %s has no requirement %s", sup.Notice, id), "name one of its requirements"))
					}
					// Under the same id it begins where the other ends.
					h.standIn(id, e.from)
				}
			}
		}
	}
	if cycle := cycleIn(replaces); cycle != nil {
		n := byID[cycle[0]].editions[0].notice
		problems = append(problems, n.root.Get("supersedes").Error(
			"notices supersede each other in a circle: "+strings.Join(cycle, " → "), "remove one of them"))
	}
	return problems
}

func (h *history) takeOut(id string, from int64) bool {
	found := false
	for _, e := range h.editions {
		for _, r := range e.rules {
			if r.requirement.ID == id {
				r.out = min(r.out, from)
				found = true
			}
		}
	}
	return found
}

func (h *history) standIn(id string, from int64) {
	for _, e := range h.editions {
		for _, r := range e.rules {
			if r.requirement.ID == id && (r.in == 0 || from < r.in) {
				r.in = from
			}
		}
	}
}

// unique complains of a requirement id that two notices have, unless one of the
// two is taken out.
func (s *Set) unique() Problems {
	var problems Problems
	type owner struct {
		h        *history
		replaced bool
	}
	owners := map[string][]owner{}
	for _, h := range s.notices {
		seen := map[string]bool{}
		for _, e := range h.editions {
			for _, r := range e.rules {
				id := r.requirement.ID
				if !seen[id] {
					seen[id] = true
					owners[id] = append(owners[id], owner{h, r.out != maxInstant})
				}
			}
		}
	}
	for id, list := range owners {
		standing := slices.DeleteFunc(slices.Clone(list), func(o owner) bool { return o.replaced })
		if len(standing) < 2 {
			continue
		}
		at := standing[1].h.editions[0].notice.root
		for _, e := range standing[1].h.editions {
			for _, r := range e.rules {
				if r.requirement.ID == id {
					at = r.requirement.node.Get("id")
				}
			}
		}
		problems = append(problems, at.Error(
			fmt.Sprintf("notice %s has a requirement %s too", standing[0].h.id, id),
			"choose another id, or say with supersedes which of the two replaces the other"))
	}
	return problems
}

// cycleIn returns a circle in a graph, its first name again at the end.
func cycleIn(graph map[string][]string) []string {
	const (
		open = 1
		done = 2
	)
	state := map[string]int{}
	var path []string
	var visit func(string) []string
	visit = func(id string) []string {
		state[id] = open
		path = append(path, id)
		for _, next := range graph[id] {
			switch state[next] {
			case open:
				return append(slices.Clone(path[slices.Index(path, next):]), next)
			case done:
			default:
				if c := visit(next); c != nil {
					return c
				}
			}
		}
		path = path[:len(path)-1]
		state[id] = done
		return nil
	}
	ids := make([]string, 0, len(graph))
	for id := range graph {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		if state[id] == 0 {
			if c := visit(id); c != nil {
				return c
			}
		}
	}
	return nil
}
