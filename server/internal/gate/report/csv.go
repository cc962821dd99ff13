package report

import (
	"io"
	"strconv"
	"time"

	"github.com/lanyard-id/lanyard/server/internal/cells"
)

// columns are those of the list of those who never came back.
var columns = []string{
	"organisation", "organisation_name", "contact", "phone", "hours",
	"counted_as", "id", "device", "device_name",
	"last_refused_at", "refused", "refused_after_window", "denied_by_service", "proven", "device_used_since", "code",
}

// WriteCSV writes the list of those who never came back, a row each, safe to open
// in a spreadsheet program.
func (r *Report) WriteCSV(w io.Writer) error {
	rows := cells.NewRows(w, columns)
	for i := range r.Away {
		a := &r.Away[i]
		rows.Write(
			a.Organisation, a.OrganisationName, a.Contact, a.Phone, a.Hours,
			a.Unit, a.ID, a.Device, a.DeviceName,
			a.LastAt.Format(time.RFC3339), strconv.Itoa(a.Attempts), strconv.Itoa(a.Since), strconv.Itoa(a.Denied), yesNo(a.Proven), yesNo(a.DeviceSince), a.Code,
		)
		if rows.Err() != nil {
			break
		}
	}
	return rows.End()
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
