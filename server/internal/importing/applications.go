package importing

import (
	"errors"
	"strings"

	"github.com/lanyard-id/lanyard/estate"
)

func (r *reading) applications() error {
	r.unread()
	return r.fill(r.estate.Applications, nil)
}

var errComplete = errors.New("not yes or no")

// deviceApplications reads which applications are on which device. A row with a
// device and complete, but without an application, says of a device that it has
// none.
func (r *reading) deviceApplications() error {
	r.unread()
	device, application, complete := r.heading.place("device"), r.heading.place("application"), r.heading.place("complete")
	return r.each(func(row []string) bool {
		id, ok := r.key(row, device)
		if !ok {
			return false
		}
		whole := false
		if complete >= 0 {
			var err error
			if whole, err = yes(row[complete]); err != nil {
				r.rejectCell(r.columnAt(complete), row[complete], err)
			}
		}
		app := strings.TrimSpace(row[application])
		if app == "" && !whole {
			r.rejectRow(r.columnAt(application), "", "the row has no application")
			return false
		}
		if app != "" {
			if app, ok = r.key(row, application); !ok {
				return false
			}
		}
		o := r.origin(estate.NoTime)
		n, _ := r.estate.Devices.Row(id, o)
		r.estate.Memberships.Add(n, app, o)
		r.estate.Memberships.SetComplete(n, whole, o)
		return true
	})
}

// yes reads a cell of yes or no; empty is no.
func yes(text string) (bool, error) {
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "yes", "y", "true", "1", "x", "complete":
		return true, nil
	case "", "no", "n", "false", "0", "partial":
		return false, nil
	}
	return false, errComplete
}
