package format

import (
	"io"
	"strconv"
	"strings"

	"github.com/lanyard-id/lanyard/readiness"
	"github.com/lanyard-id/lanyard/server/internal/cells"
)

// outlookColumns are the headings of OutlookCSV.
var outlookColumns = []string{
	"at", "until", "side", "notices", "worst", "blocking",
	"people", "interrupted", "stranded", "working", "devices", "clients", "cards", "organisations",
	"signins_allowed", "signins_warned", "signins_blocked",
	"first_do", "first_who", "first_say", "first_people", "first_signins", "first_devices", "first_clients", "first_cards",
}

// OutlookCSV writes an outlook as CSV of the form of [CSV], a row for each step
// and side: given, and compared where there is one. What is not known is empty.
func OutlookCSV(w io.Writer, o *readiness.Outlook) error {
	out := cells.NewRows(w, outlookColumns)
	for i := range o.Steps {
		step := &o.Steps[i]
		for _, side := range sides(o) {
			s := side.of(step)
			row := []string{step.At, step.Until, side.name, editions(side.whole.Notices), s.Worst, strings.Join(s.Blocking, "; ")}
			people := []int{s.People, s.Interrupted, s.Stranded, s.Working}
			row = append(row, digits(o.Told != "", people...)...)
			row = append(row, digits(true, s.Devices, s.Clients, s.Cards, s.Organisations)...)
			in := readiness.SignInCount{}
			if s.SignIns != nil {
				in = *s.SignIns
			}
			row = append(row, digits(s.SignIns != nil, in.Allowed, in.Warned, in.Blocked)...)
			first := readiness.OutlookTask{}
			if s.First != nil {
				first = *s.First
			}
			row = append(row, first.Do, first.Who, first.Say)
			row = append(row, digits(s.First != nil && o.Told != "", first.People)...)
			row = append(row, digits(s.First != nil && s.SignIns != nil, first.SignIns)...)
			row = append(row, digits(s.First != nil, first.Devices, first.Clients, first.Cards)...)
			out.Write(row...)
		}
	}
	return out.End()
}

// digits writes counts, or nothing where they are not known.
func digits(known bool, counts ...int) []string {
	out := make([]string, len(counts))
	for i, n := range counts {
		if known {
			out[i] = strconv.Itoa(n)
		}
	}
	return out
}
