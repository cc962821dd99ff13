package predicate

import "strings"

// typesIn takes apart the arguments of a message: (int, list(string)), or
// string.(string) where the first stands before the dot.
func typesIn(text string) []string {
	receiver, text, _ := strings.Cut(text, "(")
	if i := strings.Index(receiver, "."); i < 0 && receiver != "" {
		// The receiver itself has brackets: list(string).(string).
		element, rest, _ := strings.Cut(text, ").(")
		receiver, text = receiver+"("+element+").", rest
	}
	var out []string
	if receiver != "" {
		out = append(out, strings.TrimSuffix(receiver, "."))
	}
	depth, start := 0, 0
	text = strings.TrimSuffix(text, ")")
	for i, r := range text {
		switch r {
		case '(':
			depth++
		case ')':
			depth--
		case ',':
			if depth == 0 {
				out = append(out, strings.TrimSpace(text[start:i]))
				start = i + 1
			}
		}
	}
	if rest := strings.TrimSpace(text[start:]); rest != "" {
		out = append(out, rest)
	}
	return out
}

// typeWords puts the name of a type of CEL in words.
func typeWords(t string) string {
	switch t {
	case "int":
		return "a whole number"
	case "string":
		return "a text"
	case "bool":
		return "true or false"
	case "version":
		return "a version"
	case "tls":
		return "a TLS version"
	case "timestamp", "google.protobuf.Timestamp":
		return "a time"
	case "duration", "google.protobuf.Duration":
		return "a length of time"
	case "double":
		return "a decimal number"
	case "uint":
		return "an unsigned number"
	case "bytes":
		return "bytes"
	case "null", "null_type":
		return "null"
	case "list(string)":
		return "a list of texts"
	case "list(int)":
		return "a list of numbers"
	case "list(application)":
		return "a list of applications"
	}
	if strings.HasPrefix(t, "list") {
		return "a list"
	}
	if _, ok := ObjectNamed(t); ok {
		return "a whole " + t
	}
	return "a value of another kind"
}
