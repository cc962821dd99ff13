package revision

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"unicode"
)

// WriteWords prints comparisons, and the ledger if there is one, for people.
func WriteWords(w io.Writer, diffs []Diff, ledger []Slip) error {
	var b strings.Builder
	for i, d := range diffs {
		if i > 0 {
			b.WriteByte('\n')
		}
		d.write(&b)
	}
	if len(ledger) > 0 {
		if len(diffs) > 0 {
			b.WriteByte('\n')
		}
		writeLedger(&b, ledger)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (d Diff) write(b *strings.Builder) {
	fmt.Fprintf(b, "%s: revision %d (published %s) to revision %d (published %s)\n",
		d.Notice, d.Old.Revision, d.Old.Published, d.New.Revision, d.New.Published)
	if d.OnlyWeakens {
		b.WriteString("This change can only weaken.\n")
	} else {
		b.WriteString("This change may strengthen:\n")
		for _, why := range d.Strengthens {
			fmt.Fprintf(b, "  - %s\n", oneLine(why))
		}
	}
	if len(d.Changes) == 0 {
		b.WriteString("Nothing changed.\n")
		return
	}
	for _, c := range d.Changes {
		fmt.Fprintf(b, "  %s\n", c)
	}
}

// String says the change in one line.
func (c Change) String() string {
	what := string(c.Kind)
	if c.ID != "" {
		what += " " + c.ID
	}
	switch c.What {
	case Added, Dropped:
		if short := c.Old + c.New; short != "" {
			what += ": " + short
		}
		return oneLine(string(c.What) + " " + what)
	case Moved:
		return oneLine(fmt.Sprintf("moved %s, %s: %s → %s (%s)", what, c.Key, c.Old, c.New, shift(c.Days)))
	}
	return oneLine(fmt.Sprintf("changed %s, %s: %s → %s", what, c.Key, quoted(c.Old), quoted(c.New)))
}

func quoted(s string) string {
	if s == "" {
		return "nothing"
	}
	return "“" + s + "”"
}

// writeLedger prints a line for what was announced first, and one for each
// revision that said otherwise.
func writeLedger(b *strings.Builder, ledger []Slip) {
	var table strings.Builder
	t := tabwriter.NewWriter(&table, 0, 0, 2, ' ', 0)
	several := slices.ContainsFunc(ledger, func(s Slip) bool { return s.Notice != ledger[0].Notice })
	fmt.Fprintln(t, "WHAT\tREVISION\tPUBLISHED\tANNOUNCED\tMOVED BY\tOBSERVED")
	for _, s := range ledger {
		what := string(s.Kind) + " " + s.ID
		if several {
			what = s.Notice + ": " + what
		}
		before := ""
		for i, a := range s.Announced {
			if i > 0 && a.Date == before {
				continue
			}
			before = a.Date
			announced, moved := a.Date, ""
			switch {
			case announced == "":
				announced = "dropped"
			case a.Days != 0:
				moved = shift(a.Days)
			}
			seen := ""
			if o := s.Observed; o != nil && !slices.ContainsFunc(s.Announced[i+1:], func(later Announcement) bool { return later.Date != before }) {
				seen = o.At + ", as announced"
				if o.Days != 0 {
					seen = o.At + ", " + shift(o.Days)
				}
			}
			fmt.Fprintln(t, strings.Join([]string{oneLine(what), strconv.Itoa(a.Revision), a.Published, announced, moved, seen}, "\t"))
			what = ""
		}
	}
	t.Flush() // a strings.Builder does not fail
	for line := range strings.Lines(table.String()) {
		b.WriteString(strings.TrimRight(line, " \n") + "\n")
	}
}

// shift writes days and their fraction: +44 days 15 h, -1 day, +20 min.
func shift(days float64) string {
	sign := "+"
	if days < 0 {
		sign, days = "-", -days
	}
	minutes := int(math.Round(days * 24 * 60))
	var parts []string
	switch d := minutes / (24 * 60); d {
	case 0:
	case 1:
		parts = append(parts, "1 day")
	default:
		parts = append(parts, strconv.Itoa(d)+" days")
	}
	if h := minutes / 60 % 24; h > 0 {
		parts = append(parts, strconv.Itoa(h)+" h")
	}
	if m := minutes % 60; m > 0 {
		parts = append(parts, strconv.Itoa(m)+" min")
	}
	if len(parts) == 0 {
		parts = []string{"less than a minute"}
	}
	return sign + strings.Join(parts, " ")
}

// oneLine makes one line of a text, which may come from anywhere, without
// anything that a terminal would obey.
func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}
