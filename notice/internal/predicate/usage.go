package predicate

import (
	"strings"

	"cel.dev/cel-go/common"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/parser"
)

// usage shows how each function of the notice language is written. What is not
// here is no function.
var usage = map[string]string{
	"version":    `version("2.4.5.0")`,
	"tls":        `tls("1.2")`,
	"date":       `date("2025-06-30")`,
	"in_days":    `in_days(90)`,
	"installed":  `installed("product") or installed("product", ">=1.4")`,
	"status":     `status("product")`,
	"has":        `has(card.status)`,
	"size":       `size(device.uses)`,
	"all":        `device.uses.all(u, u != "epr")`,
	"exists":     `device.uses.exists(u, u == "epr")`,
	"startsWith": `device.os.startsWith("Windows")`,
	"endsWith":   `device.os.endsWith("LTSC")`,
	"contains":   `device.os.contains("Server")`,
	"duration":   `duration("36h")`,
	"timestamp":  `timestamp("2025-06-30T00:00:00Z")`,
}

// elsewhere says what to write instead of what people know from other
// languages.
var elsewhere = map[string]string{
	"matches":     "use startsWith, endsWith or contains",
	"exists_one":  "use exists",
	"any":         `use exists, such as device.uses.exists(u, u == "epr")`,
	"filter":      "use all or exists",
	"map":         "use all or exists",
	"len":         "use size",
	"length":      "use size",
	"count":       "use size",
	"today":       "use now",
	"type":        "each attribute has one type",
	"dyn":         "each attribute has one type",
	"int":         "write the number without quotes",
	"uint":        "write the number without quotes",
	"double":      "write the number without quotes",
	"bool":        "write the condition itself",
	"string":      "write the value in quotes",
	"lower":       "write the value as it is spelt",
	"lowerAscii":  "write the value as it is spelt",
	"toLowerCase": "write the value as it is spelt",
}

// mendMark stands between what is wrong and how to mend it in an error that has
// to pass through the CEL parser.
const mendMark = "\x00"

// misuse is the error of a function that is used wrongly.
func misuse(eh parser.ExprHelper, at ast.Expr, function, what string) *common.Error {
	return eh.NewError(at.ID(), what+mendMark+"write "+usage[function])
}

// problem is an error of another package without its advice, for which the
// usage stands in.
func problem(err error) string {
	what, _, _ := strings.Cut(err.Error(), "; write")
	return strings.Replace(what, ": not ", " is not ", 1)
}
