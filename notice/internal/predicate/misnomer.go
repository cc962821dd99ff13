package predicate

import (
	"fmt"
	"slices"
	"strings"

	"cel.dev/cel-go/common/ast"

	"github.com/lanyard-id/lanyard/text/spelling"
)

// noAttribute explains a name after a dot that is no attribute.
func noAttribute(e ast.Expr, name string) (what, mend string) {
	object := ApplicationObject // of an element, which has a name of its own
	if e != nil && e.Kind() == ast.SelectKind && e.AsSelect().Operand().Kind() == ast.IdentKind {
		if o, ok := ObjectNamed(strings.TrimPrefix(e.AsSelect().Operand().AsIdent(), ".")); ok {
			object = o
		}
	}
	what = fmt.Sprintf("%s has no attribute %s", object, shorten(name))
	if meant := spelling.Closest(name, NamesOf(object)); meant != "" {
		return what, fmt.Sprintf("did you mean %s.%s?", object, meant)
	}
	var paths []string
	for _, a := range attributes {
		if a.Name == name {
			paths = append(paths, a.Path())
		}
	}
	if len(paths) > 0 {
		return what, "did you mean " + join(paths, "or") + "?"
	}
	return what, "it has " + join(NamesOf(object), "and")
}

// noFunction explains a call of what is no function, or not with these
// arguments.
func noFunction(name string) (what, mend string) {
	if use, ok := usage[name]; ok {
		return name + " is not written like this", "write " + use
	}
	if name == nowName {
		return "now takes no brackets", "write now"
	}
	what = "there is no function " + shorten(name)
	if mend, ok := elsewhere[name]; ok {
		return what, mend
	}
	if strings.HasPrefix(name, "get") {
		return what, "compare the time with date(), timestamp(), in_days() or now"
	}
	names := functionNames()
	if meant := spelling.Closest(name, names); meant != "" {
		return what, "did you mean " + usage[meant] + "?"
	}
	return what, "the functions are " + join(names, "and")
}

func functionNames() []string {
	var out []string
	for name := range usage {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// noName explains a word that names nothing.
func noName(name string) (what, mend string) {
	var names, paths []string
	for _, o := range objects {
		names = append(names, o.Name)
	}
	names = append(names, nowName)
	for _, a := range attributes {
		if a.Name == name && !a.Identity {
			paths = append(paths, a.Path())
		}
	}
	what = "nothing has the name " + shorten(name)
	if _, isFunction := usage[name]; isFunction {
		return what + " alone", "write " + usage[name]
	}
	if len(paths) > 0 {
		return what + " alone", "did you mean " + join(paths, "or") + "?"
	}
	if meant := spelling.Closest(name, names); meant != "" {
		return what, "did you mean " + meant + "?"
	}
	return what, fmt.Sprintf("put a text in quotes, such as %q; write an attribute with its object, such as card.series", shorten(name))
}
