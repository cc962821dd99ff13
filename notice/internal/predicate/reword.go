package predicate

import (
	"regexp"
	"slices"
	"strings"
)

var (
	undeclared   = regexp.MustCompile(`^undeclared reference to '([^']*)'`)
	undefined    = regexp.MustCompile(`^undefined field '([^']*)'`)
	noOverload   = regexp.MustCompile(`^found no matching overload for '([^']*)' applied to '(.*)'`)
	syntaxDetail = regexp.MustCompile(`^Syntax error: (.*)`)
)

// operatorWords are the names that CEL gives its operators inside.
var operatorWords = strings.NewReplacer(
	"_&&_", "&&", "_||_", "||", "!_", "!", "_?_:_", "? :", "_==_", "==", "_!=_", "!=",
	"_<_", "<", "_<=_", "<=", "_>_", ">", "_>=_", ">=", "@in", "in", "_+_", "+", "_-_", "-",
	"_*_", "*", "_/_", "/", "_%_", "%", "-_", "-", "_[_]", "[ ]", "google.protobuf.Timestamp", "time",
	"google.protobuf.Duration", "duration")

// reword turns a message of the CEL library into what happened and what to do.
func reword(message string) (what, mend string) {
	if m := undefined.FindStringSubmatch(message); m != nil {
		return "there is no attribute " + m[1], "use one of: " + attributeNames()
	}
	if m := undeclared.FindStringSubmatch(message); m != nil {
		if objects := objectNames(); !slices.Contains(objects, m[1]) {
			return "there is no " + operatorWords.Replace(m[1]), "use " + strings.Join(objects, ", ") +
				", now, or a function of the notice language"
		}
	}
	if m := noOverload.FindStringSubmatch(message); m != nil {
		return operatorWords.Replace(m[1]) + " cannot be applied to " + operatorWords.Replace(m[2]),
			`compare like with like: a version with version("2.4"), TLS with tls("1.2"), a time with date("2025-06-30")`
	}
	if m := syntaxDetail.FindStringSubmatch(message); m != nil {
		return "the condition cannot be read: " + m[1], "mend it here or just before"
	}
	return operatorWords.Replace(message), "correct the condition"
}

func objectNames() []string {
	var out []string
	for _, a := range attributes {
		if n := a.Object; !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}

func attributeNames() string {
	names := make([]string, len(attributes))
	for i, a := range attributes {
		names[i] = a.Path()
	}
	return strings.Join(names, ", ")
}
