package server

import (
	"fmt"
	"io"

	"github.com/lanyard-id/lanyard/readiness"
	"github.com/lanyard-id/lanyard/server/internal/format"
)

// OutlookForms are those in which an outlook can be written.
var OutlookForms = []string{"table", "json", "csv", "xlsx", "svg"}

// WhatIfOptions say which range of time is asked about, and how.
type WhatIfOptions = readiness.WhatIfOptions

// Outlook is what a range of time brings to an estate.
type Outlook struct{ outlook *readiness.Outlook }

// WhatIf looks ahead, or back, over a range of time.
func (e *Estate) WhatIf(o WhatIfOptions) (*Outlook, error) {
	out, err := readiness.WhatIf(e.estate, e.set, o)
	if err != nil {
		return nil, err
	}
	switch n := e.account.RejectCount; {
	case n == 1:
		out.Notes = append(out.Notes, "1 row or cell could not be read; the check lists it.")
	case n > 1:
		out.Notes = append(out.Notes, fmt.Sprintf("%d rows and cells could not be read; the check lists them.", n))
	}
	return &Outlook{out}, nil
}

// Write writes the outlook in one of OutlookForms. Width is that of the screen of
// a table, in columns; 0 = not a screen.
func (o *Outlook) Write(w io.Writer, form string, width int) error {
	switch form {
	case "table":
		return format.OutlookTable(w, o.outlook, format.TableOptions{Width: width, Colour: width > 0})
	case "json":
		return format.OutlookJSON(w, o.outlook)
	case "csv":
		return format.OutlookCSV(w, o.outlook)
	case "xlsx":
		return format.OutlookXLSX(w, o.outlook)
	case "svg":
		return format.OutlookSVG(w, o.outlook)
	}
	return fmt.Errorf("there is no form %q", form)
}
