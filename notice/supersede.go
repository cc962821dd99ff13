package notice

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/lanyard-id/lanyard/text"
)

// supersede takes out the requirements that other notices replace, while a
// revision that says so is in force.
func (s *Set) supersede(byID map[string]*history) Problems {
	var problems Problems
	replaces := map[string][]string{} // notice to notices
	says := map[string]*text.Node{}   // where a notice says so
	for _, h := range s.notices {
		for i, e := range h.editions {
			list := e.notice.root.Get("supersedes")
			for j, sup := range e.notice.Supersedes {
				node := list.Items[j]
				if sup.Notice == h.id {
					problems = append(problems, node.Get("notice").Error("the notice supersedes itself", "name the notice that is replaced"))
					continue
				}
				other, ok := byID[sup.Notice]
				if !ok {
					continue // it is not judged here, so there is nothing to take out
				}
				replaces[h.id] = append(replaces[h.id], sup.Notice)
				says[h.id] = list
				for k, id := range sup.Requirements {
					if !other.has(id) {
						problems = append(problems, node.Get("requirements").Items[k].Error(
							fmt.Sprintf("notice %s has no requirement %s", sup.Notice, id), "name one of its requirements"))
						continue
					}
					span := h.span(i)
					if h.known == e {
						// What is known now of the past includes what the
						// revisions before it took out.
						for k := i - 1; k >= 0 && h.editions[k].notice.supersedes(sup.Notice, id); k-- {
							span.from = h.editions[k].from
						}
					}
					other.taken[id] = other.taken[id].with(span)
					h.heir[id] = h.has(id)
				}
			}
		}
	}
	if cycle := cycleIn(replaces); cycle != nil {
		problems = append(problems, says[cycle[0]].Error(
			"notices supersede each other in a circle: "+strings.Join(cycle, " → "), "remove one of them"))
	}
	return problems
}

// supersedes reports whether the notice takes a requirement out of another.
func (n *Notice) supersedes(other, requirement string) bool {
	return slices.ContainsFunc(n.Supersedes, func(s Supersession) bool {
		return s.Notice == other && slices.Contains(s.Requirements, requirement)
	})
}

// has reports whether some revision has a requirement.
func (h *history) has(id string) bool {
	return slices.ContainsFunc(h.editions, func(e *edition) bool { return e.byID[id] != nil })
}

// unique complains of a requirement id that two notices have at one time, where
// neither takes it out of the other.
func (s *Set) unique() Problems {
	s.shared = map[string][]*history{}
	for _, h := range s.notices {
		for _, e := range h.editions {
			for id := range e.byID {
				if !slices.Contains(s.shared[id], h) {
					s.shared[id] = append(s.shared[id], h)
				}
			}
		}
	}
	maps.DeleteFunc(s.shared, func(_ string, owners []*history) bool { return len(owners) < 2 })
	var problems Problems
	for id, owners := range s.shared {
		at := []int64{-maxInstant}
		for _, h := range s.notices { // any of them may take it out
			for _, e := range h.editions {
				at = append(at, e.from)
			}
		}
		for _, t := range at {
			var first *rule
			for _, h := range owners {
				r := h.at(t).byID[id]
				switch {
				case r == nil || !r.stands(t):
				case first == nil:
					first = r
				default:
					problems = append(problems, r.requirement.node.Get("id").Error(
						fmt.Sprintf("notice %s has a requirement %s too", first.notice.ID, id),
						"choose another id, or say with supersedes which of the two replaces the other"))
				}
			}
		}
	}
	problems.Sort()
	return slices.Compact(problems)
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
