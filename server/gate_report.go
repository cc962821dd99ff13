package server

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/server/internal/gate/plan"
	"github.com/lanyard-id/lanyard/server/internal/gate/report"
	"github.com/lanyard-id/lanyard/server/internal/journal"
)

// GateReportForms are those in which a report can be written.
var GateReportForms = []string{"text", "html", "json", "csv"}

// GateReportOptions say which window a report is about.
type GateReportOptions struct {
	Journal string // the directory of decisions
	Set     *notice.Set
	Files   []Input // of the estate: whom to ring, and what things are called

	Window      string    // LIST/ID; "" = any
	Requirement string    // its id; "" = any
	From, Until time.Time // in place of a window of the notices; both or none
	Now         time.Time
	Weeks       int // before, that are compared; 0 = four
}

// GateReport reads a journal and writes the report after a window in a form.
func GateReport(w io.Writer, form string, o GateReportOptions) error {
	about, err := o.about()
	if err != nil {
		return err
	}
	x, _, err := gateEstate(o.Set, o.Files)
	if err != nil {
		return err
	}
	about.Weeks = o.Weeks
	r, err := makeReport(o.Journal, about, x)
	if err != nil {
		return err
	}
	switch form {
	case "html":
		return r.WriteHTML(w)
	case "json":
		return r.WriteJSON(w)
	case "csv":
		return r.WriteCSV(w)
	}
	return r.WriteText(w)
}

// about is the window that is meant: the one between two instants, or the last that
// has begun of those that fit.
func (o *GateReportOptions) about() (report.Options, error) {
	out := report.Options{From: o.From, Until: o.Until, Now: o.Now, Zone: o.Set.Zone(), Requirement: o.Requirement}
	if !o.From.IsZero() || !o.Until.IsZero() {
		if o.From.IsZero() || o.Until.IsZero() {
			return out, errors.New("of the window one end is missing; give --from and --until, or neither")
		}
		out.Name = o.Window
		return out, nil
	}
	found := false
	for _, n := range o.Set.Revisions() {
		for _, q := range n.Requirements {
			if o.Requirement != "" && q.ID != o.Requirement {
				continue
			}
			for _, s := range n.Standings(q) {
				if s.Action != notice.Block || s.Window == nil || !s.Window.Start.Before(o.Now) {
					continue
				}
				name := s.Phase.During + "/" + s.Window.Window.ID
				if o.Window != "" && o.Window != name || found && s.Window.Start.Before(out.From) {
					continue
				}
				found = true
				out.From, out.Until, out.Name = s.Window.Start, s.Window.End, name
				out.Notice, out.Requirement, out.Title = n.ID, q.ID, q.Title
				out.UnknownBlocks = q.Unknown == notice.Block || s.Phase.Unknown != nil && *s.Phase.Unknown == notice.Block
			}
		}
	}
	if !found {
		return out, fmt.Errorf("no window of these notices had begun by %s%s; name one as LIST/ID, or give --from and --until", o.Now.Format(time.RFC3339), named(o.Window))
	}
	return out, nil
}

func named(window string) string {
	if window == "" {
		return ""
	}
	return " that is called " + window
}

// makeReport makes the report of a window from a journal. The estate may be nil.
func makeReport(dir string, o report.Options, x *estate.Estate) (*report.Report, error) {
	var damage report.Damage
	o.Damage = func() report.Damage { return damage }
	if x != nil {
		o.Contact = func(organisation string) (name, phone, hours string) {
			c, _ := x.Contact(organisation, estate.TeamIT)
			return c.Name, c.Phone, c.Hours
		}
		o.DeviceName = func(id string) string { return textOf(x.Devices, id, "name") }
		o.Organisation = func(code string) string { return textOf(x.Organisations.Table, code, "name") }
	}
	return report.Make(o, func(from, until time.Time, each func(string, time.Time, bool, []byte) error) error {
		damages, err := journal.Scan(dir, from, until, func(f journal.Found) error {
			return each(f.Code, f.At, f.Kind == journal.Sequel, f.Record)
		})
		damage.Lines += damages.Count
		for _, d := range damages.First {
			damage.Words = append(damage.Words, d.String())
		}
		return err
	})
}

// textOf is what a table says of a subject in a column; "" if nothing.
func textOf(t *estate.Table, key, column string) string {
	row, ok := t.Find(key)
	c := t.Column(column)
	if !ok || c == nil {
		return ""
	}
	return c.Text(row)
}

// reportsFolder is where a gate puts its reports, in the journal's folder, and
// reportAgain when it makes each a second time: by then those who wait for the end
// of a window are back.
const (
	reportsFolder = "reports"
	reportAgain   = time.Hour
)

// windowOver makes the report of a window that has ended.
func (g *runningGate) windowOver(_ context.Context, w plan.OpenWindow) {
	if g.c.Journal == "" {
		return
	}
	path, err := g.writeReport(w)
	if err != nil {
		g.log("the report of %s could not be made: %v", windowName(w), err)
		return
	}
	g.log("the report of %s is %s", windowName(w), path)
}

// unknownBlocks reports whether a requirement also blocks in a window where it is
// not known to be met.
func unknownBlocks(p *plan.Plan, w plan.OpenWindow) bool {
	for _, n := range p.Notices {
		if n.ID != w.Notice || n.Revision != w.Revision {
			continue
		}
		q := n.Requirement(w.Requirement)
		if q == nil {
			return false
		}
		for _, phase := range q.Phases {
			if phase.ID == w.Phase && phase.Unknown != nil {
				return *phase.Unknown == notice.Block
			}
		}
		return q.Unknown == notice.Block
	}
	return false
}

// writeReport writes a report whole, or not at all.
func (g *runningGate) writeReport(w plan.OpenWindow) (string, error) {
	p := g.keeper.Current()
	r, err := makeReport(g.c.Journal, report.Options{
		From: w.From, Until: w.Until, Notice: w.Notice, Requirement: w.Requirement, Name: windowName(w), Title: w.Title,
		Zone: p.Set.Zone(), Now: g.clock.Now(), UnknownBlocks: unknownBlocks(p, w),
	}, g.estate.force.Load().estate)
	if err != nil {
		return "", err
	}
	dir := filepath.Join(g.c.Journal, reportsFolder)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	path := filepath.Join(dir, w.From.UTC().Format("2006-01-02T1504Z")+"-"+fileName(w.Requirement)+".html")
	f, err := os.CreateTemp(dir, ".report-*")
	if err != nil {
		return "", err
	}
	err = errors.Join(r.WriteHTML(f), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return "", errors.Join(err, os.Remove(f.Name()))
	}
	return path, nil
}

// lastReport is the file of the report of the window that opened last; "" = there is
// none. Names of reports begin with when that was.
func (g *runningGate) lastReport() string {
	if g.c.Journal == "" {
		return ""
	}
	dir := filepath.Join(g.c.Journal, reportsFolder)
	files, err := os.ReadDir(dir) // by name; where there is no folder there are no reports
	if err != nil {
		return ""
	}
	for _, f := range slices.Backward(files) {
		if !f.IsDir() && filepath.Ext(f.Name()) == ".html" {
			return filepath.Join(dir, f.Name())
		}
	}
	return ""
}
