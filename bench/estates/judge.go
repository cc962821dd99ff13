package estates

import (
	"encoding/csv"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/bench/ratio"
	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/readiness"
)

// What judging an estate may cost beside looking at every fact of it once for each
// instant, and how long it should take on two cores.
const (
	overLooking   = 2
	judgingWithin = time.Second
)

// instants are those that are judged: of two of three somebody is blocked.
func instants() []time.Time {
	var out []time.Time
	for i := range 12 {
		out = append(out, time.Date(2025, time.June, 2+9*i, 14, 30, 0, 0, time.UTC))
	}
	return out
}

// Judging compares the judging of an estate at twelve instants, until each subject
// has its verdicts, with adding up the numbers of all its facts twelve times.
func Judging(l *Lab, devices int) ratio.Pair {
	return ratio.Pair{
		Name: fmt.Sprintf("judging %s devices and cards at 12 instants", count(devices)),
		Prepare: func(p *ratio.Pair) error {
			e, err := l.filled(devices)
			p.A = ratio.Side{Name: "judging", Do: func() { judge(e) }}
			p.B = ratio.Side{Name: "adding up", Do: func() { addUp(e) }}
			return err
		},
		Limit: overLooking, Within: judgingWithin, Rounds: 7, Items: devices,
	}
}

// LookingAhead compares looking over three weeks in which what is asked for changes
// twelve times, people and sign-ins and what would help them included, with adding
// up the same numbers.
func LookingAhead(l *Lab, devices int) ratio.Pair {
	return ratio.Pair{
		Name: fmt.Sprintf("looking ahead of %s devices and cards over 12 changes", count(devices)),
		Prepare: func(p *ratio.Pair) error {
			e, err := l.filled(devices)
			p.A = ratio.Side{Name: "what if", Do: func() { lookAhead(e) }}
			p.B = ratio.Side{Name: "adding up", Do: func() { addUp(e) }}
			return err
		},
		Rounds: 3, Items: devices,
	}
}

// lookAhead looks over the first days of the blocks.
func lookAhead(e *filled) *readiness.Outlook {
	out, err := readiness.WhatIf(e.Estate, e.set, readiness.WhatIfOptions{
		From: at.AddDate(0, 0, 1), Until: at.AddDate(0, 0, 24), Known: asked,
	})
	if err != nil {
		panic(err)
	}
	return out
}

// filled is an estate in memory, and what it is judged by.
type filled struct {
	*estate.Estate
	set *notice.Set
}

// filled returns the estate of so many devices in memory. It keeps one.
func (l *Lab) filled(devices int) (*filled, error) {
	if l.held == nil || l.heldDevices != devices {
		dir, _, err := l.sample(devices, canonical)
		if err != nil {
			return nil, err
		}
		set, err := judged(dir)
		if err != nil {
			return nil, err
		}
		e, err := read(dir, set)
		if err != nil {
			return nil, err
		}
		l.held, l.heldDevices = &filled{e, set}, devices
	}
	return l.held, nil
}

// judge judges all subjects, and returns how many verdicts they have.
func judge(e *filled) int {
	s := readiness.NewSurvey(e.Estate, e.set, readiness.Options{Instants: instants()})
	verdicts := 0
	for _, at := range instants() {
		m := s.At(at)
		for rule := range m.Rules() {
			all, _, _ := m.Counts(rule)
			verdicts += all.Met + all.Unmet + all.Unknown + all.Exempt + all.NotApplicable
		}
	}
	if verdicts == 0 {
		panic("nothing was judged")
	}
	return verdicts
}

// sum is kept, so that adding up is not left out.
var sum uint64

// addUp adds the numbers of every fact of every device and card, of which software
// is one.
func addUp(e *filled) {
	for range instants() {
		for _, t := range []*estate.Table{e.Devices, e.Cards} {
			for _, c := range t.Columns {
				for row := range t.Len() {
					if c.Times != nil {
						sum += uint64(c.Times.At(row))
					} else {
						sum += uint64(c.Number(row))
					}
				}
			}
		}
		for row := range e.Devices.Len() {
			sum += uint64(e.Software.Of(row))
		}
	}
}

// read fills an estate with the organisations, devices, cards and sign-ins of a
// folder: the plain way, without what makes the importer patient. A cell that is
// wrong is left out.
func read(dir string, set *notice.Set) (*estate.Estate, error) {
	e := estate.New(set.Zone(), products)
	from := estate.Origin{Source: e.AddSource(estate.Source{Name: dir, Rank: estate.Inventory, Made: at.Unix()}), Seen: estate.NoTime}
	for file, t := range map[string]*estate.Table{
		"organisations.csv": e.Organisations.Table, "devices.csv": e.Devices, "cards.csv": e.Cards,
	} {
		err := eachRow(filepath.Join(dir, file), func(heading, row []string) {
			id, _ := t.Row(row[0], from)
			software := make([]string, len(products))
			for i, text := range row[1:] {
				name := heading[i+1]
				if c := t.Column(name); c != nil {
					_ = t.Set(id, c, text, from)
				} else if n := slices.Index(products, name); n >= 0 {
					software[n] = text
				}
			}
			switch t {
			case e.Cards:
				if t.Column("series").Number(id) == 0 && strings.HasPrefix(row[0], "0") {
					_ = t.Set(id, t.Column("series"), row[0][1:2], from)
				}
			case e.Devices:
				e.Software.SetCells(id, software, from, func(int, error) {})
			}
		})
		if err != nil {
			return nil, err
		}
	}
	err := eachRow(filepath.Join(dir, "signins.csv"), func(heading, row []string) {
		cell := map[string]string{}
		for i, name := range heading {
			cell[name] = row[i]
		}
		seen, err := time.Parse(time.RFC3339, cell["at"])
		if err != nil {
			return
		}
		_ = e.SignIns.Append(estate.SignIn{
			At: seen.Unix(), Person: cell["person"], Card: cell["card"], Device: cell["device"], Organisation: cell["organisation"],
			Client: cell["client"], Version: cell["client_version"], TLS: cell["tls"],
		}, from, func(string, string, error) {})
	})
	e.Finish()
	return e, err
}

// eachRow gives the rows of a file that are as long as its heading.
func eachRow(path string, do func(heading, row []string)) error {
	f := open(path)
	defer f.Close()
	r := csv.NewReader(f)
	heading, err := r.Read()
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	r.FieldsPerRecord, r.ReuseRecord = -1, true
	for {
		row, err := r.Read()
		switch {
		case err == io.EOF:
			return nil
		case err != nil:
			return fmt.Errorf("%s: %w", path, err)
		case len(row) == len(heading):
			do(heading, row)
		}
	}
}
