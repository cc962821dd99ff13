package attempt

import (
	"slices"
	"strings"

	"github.com/lanyard-id/lanyard/text"
)

func (r *reader) entrances(list *text.Node) (all []entrance) {
	nodes := items(list)
	if len(nodes) > maxEntrances {
		r.error(nodes[maxEntrances], "join them by a * in their paths", "there are more than %d", maxEntrances)
		return nil
	}
	for _, n := range nodes {
		path := n.Get("path")
		if path == nil || path.Text == "" {
			continue
		}
		r.path(path)
		one := entrance{path: newGlob(path.Text, r.e.exact), shown: n.Get("unseen").String() == "misses"}
		for _, m := range items(n.Get("methods")) {
			one.methods = append(one.methods, m.Text)
		}
		for _, needed := range items(n.Get("needs")) {
			one.needs = append(one.needs, need{r.place(needed), needed.Get("is").String()})
		}
		for _, other := range all {
			if other.path.source == one.path.source && slices.Equal(other.methods, one.methods) && len(other.needs) == 0 {
				r.error(path, "take one of them out", "%s stands twice, and whatever fits the second fits the first", text.Show(path.Text))
			}
		}
		all = append(all, one)
	}
	return all
}

// path refuses what a normalised path cannot have.
func (r *reader) path(n *text.Node) {
	for _, strange := range []string{"//", "/./", "/../", "?", "#", ";", "%", `\`} {
		if strings.Contains(n.Text, strange) {
			r.error(n, "write the path as it is when it is decoded and normalised", "no path that is looked at has %s in it", strange)
		}
	}
	if strings.Trim(n.Text, "*/") == "" && n.Text != "/" {
		r.error(n, "write more of the path", "%s fits every path", text.Show(n.Text))
	}
}
