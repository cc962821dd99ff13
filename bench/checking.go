package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/bench/ratio"
	"github.com/lanyard-id/lanyard/notice"
)

// checking compares the checking of large notices, alone and as a set, with the
// reading of a JSON document of the same size by encoding/json.
func checking() ([]ratio.Pair, error) {
	const requirements, windows = 100, 2000
	every := fmt.Sprintf("    - {id: halves, hours: \"08:00-16:00\", minutes: \"00-30\", on: [Mon, Tue, Wed, Thu, Fri, Sat, Sun], first: %s, last: %s}\n",
		firstDay.Format(time.DateOnly), firstDay.AddDate(0, 0, windows/windowsPerDay-1).Format(time.DateOnly))
	var pairs []ratio.Pair
	for _, c := range []struct{ name, windows string }{
		{"each written", windowsOf(windows)},
		{"one rule", every},
	} {
		source := made(requirements, c.windows)
		n, problems := notice.Parse("notice.yaml", source)
		if n == nil {
			return nil, fmt.Errorf("reading the notice: %v", problems)
		}
		if spans := len(n.Windows[0].Spans); spans != windows {
			return nil, fmt.Errorf("the notice has %d windows, not %d", spans, windows)
		}
		pairs = append(pairs, ratio.Pair{
			Name: fmt.Sprintf("checking, %d requirements, %d windows, %s", requirements, windows, c.name),
			A:    check(source), B: decodeJSON(len(source)),
			Within: 50 * time.Millisecond,
		})
	}
	return pairs, nil
}

// check does what lanyard notice check does with one file.
func check(source []byte) ratio.Side {
	return ratio.Side{Name: "check", Do: func() {
		n, _ := notice.Parse("notice.yaml", source)
		if n == nil {
			panic("the notice has errors")
		}
		if set, problems := notice.NewSet([]*notice.Notice{n}, notice.Options{}); set == nil {
			panic(problems)
		}
	}}
}

// decodeJSON decodes a document of about so many bytes, of objects such as a
// window is.
func decodeJSON(size int) ratio.Side {
	var b strings.Builder
	b.WriteString("[")
	for i := 0; b.Len() < size; i++ {
		if i > 0 {
			b.WriteString(",")
		}
		fmt.Fprintf(&b, `{"id":"w%d","date":"2025-07-01","from":"08:00","until":"08:30"}`, i)
	}
	b.WriteString("]")
	document := []byte(b.String())
	return ratio.Side{Name: "encoding/json", Do: func() {
		var v any
		if err := json.Unmarshal(document, &v); err != nil {
			panic(err)
		}
	}}
}
