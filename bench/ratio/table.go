package ratio

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"
)

// WriteTable writes one line for each result.
func WriteTable(w io.Writer, results []Result) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "comparison\tA\ttime\teach\tmemory\tB\ttime\tA/B\tquarters\tlimit\theld")
	for _, r := range results {
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%.3f\t%.3f-%.3f\t%s\t%s\n",
			r.Name, r.A.Name, short(r.TimeA), r.each(), r.memory(), r.B.Name, short(r.TimeB), r.Ratio, r.Low, r.High, r.limits(), r.held())
	}
	return t.Flush()
}

// each words how long A takes for one of its things.
func (r Result) each() string {
	if r.Items == 0 {
		return "-"
	}
	return short(r.TimeA / time.Duration(r.Items)).String()
}

// memory words what is known of the memory that a call of A takes.
func (r Result) memory() string {
	switch {
	case r.PeakA > 0:
		return megabytes(r.PeakA)
	case r.Rounds > 0:
		return "-"
	}
	return allocations(r.AllocsA)
}

func megabytes(bytes int64) string { return fmt.Sprintf("%d MB", (bytes+999_999)/1_000_000) }

func allocations(n uint64) string {
	if n == 1 {
		return "1 alloc"
	}
	return fmt.Sprintf("%d allocs", n)
}

// limits words what is promised of a pair.
func (p Pair) limits() string {
	var words []string
	if p.Limit > 0 {
		words = append(words, fmt.Sprintf("%.2f", p.Limit))
	}
	if p.PeakLimit > 0 {
		words = append(words, megabytes(p.PeakLimit))
	}
	if p.NoAllocs {
		words = append(words, "0 allocs")
	}
	if p.Within > 0 {
		words = append(words, fmt.Sprintf("(%s)", p.Within))
	}
	if len(words) == 0 {
		return "none"
	}
	return strings.Join(words, ", ")
}

// held words whether the promises hold.
func (r Result) held() string {
	switch {
	case r.Over():
		return "NO"
	case r.Added && r.TimeB > r.Within:
		return "too noisy"
	case r.Within > 0 && r.TimeA > r.Within:
		return "not here"
	case r.Limit > 0, r.NoAllocs, r.Within > 0, r.PeakLimit > 0:
		return "yes"
	}
	return "-"
}

// short leaves three digits or so of a time: the others are the machine's.
func short(d time.Duration) time.Duration {
	for unit := time.Duration(1); ; unit *= 10 {
		if d < 1000*unit {
			return d.Round(unit)
		}
	}
}
