package server

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/server/internal/gate/joined"
)

// estateEvery is how often the files of the estate are looked at. A new list of
// devices need not count within seconds, and to look at a folder costs something.
const estateEvery = 10 * time.Second

// estateFiles is what the gate knows of those who sign in, and the files that it is
// read from.
type estateFiles struct {
	g       *runningGate
	in      []Input
	force   atomic.Pointer[known]
	changed func(*joined.Estate)
	print   string // of the files, when they were read last
}

// known is an estate, ready for sign-ins.
type known struct {
	estate *estate.Estate // nil: no files were given
	joined *joined.Estate
}

func newEstateFiles(g *runningGate) (*estateFiles, error) {
	e := &estateFiles{g: g}
	for _, x := range g.c.Estate {
		e.in = append(e.in, Input{Path: x.Path, Kind: GateInputKind(x.Kind)})
	}
	e.print = e.look()
	return e, e.read()
}

func (e *estateFiles) current() *joined.Estate { return e.force.Load().joined }

// knows reports whether an organisation is in the operator's own files.
func (e *estateFiles) knows(code string) bool {
	x := e.force.Load().estate
	if x == nil {
		return false
	}
	row, ok := x.Organisations.Find(code)
	return ok && x.Organisations.Listed(row)
}

// name is what the operator's own files call an organisation.
func (e *estateFiles) name(code string) string {
	x := e.force.Load().estate
	if x == nil {
		return ""
	}
	return textOf(x.Organisations.Table, code, "name")
}

// contact is whom to ring at an organisation about its computers.
func (e *estateFiles) contact(code string) (name, phone, hours string) {
	x := e.force.Load().estate
	if x == nil {
		return "", "", ""
	}
	c, _ := x.Contact(code, estate.TeamIT)
	return c.Name, c.Phone, c.Hours
}

// read reads all files anew. On an error what is in force stays.
func (e *estateFiles) read() error {
	set := e.g.keeper.Current().Set
	if len(e.in) == 0 {
		e.force.Store(&known{joined: joined.New(nil, set)})
		return nil
	}
	began := time.Now()
	x, account, err := gateEstate(set, e.in)
	if err != nil {
		return err
	}
	k := &known{x, joined.New(x, set)}
	e.force.Store(k)
	if e.changed != nil {
		e.changed(k.joined)
	}
	for i, r := range account.Rejects {
		if i == 3 {
			e.g.log("the estate: %d more cells or rows could not be read; lanyard check --rejects lists them", account.RejectCount-3)
			break
		}
		e.g.log("the estate: %s line %d: %s", r.File, r.Line, r.Error)
	}
	e.g.log("the estate: %d devices, %d cards, %d people, %d organisations, read in %s",
		x.Devices.Len(), x.Cards.Len(), x.People.Len(), x.Organisations.Len(), time.Since(began).Round(time.Millisecond))
	return nil
}

// watch reads the files again when they change, until the context ends. Files that
// cannot be read leave what is known in force.
func (e *estateFiles) watch(ctx context.Context) {
	if len(e.in) == 0 {
		return
	}
	ticks := time.NewTicker(estateEvery)
	defer ticks.Stop()
	waiting := "" // what was seen last and may still be written
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticks.C:
		}
		now := e.look()
		if now == e.print || now != waiting {
			waiting = now
			continue
		}
		e.print = now
		if err := e.read(); err != nil {
			e.g.log("the estate's files changed and cannot be read; what was known stays in force: %v", err)
		}
	}
}

// look is what the files look like from outside: when one changes, so does this.
func (e *estateFiles) look() string {
	var b strings.Builder
	add := func(path string) {
		info, err := os.Stat(path)
		if err != nil {
			b.WriteString(path + " " + err.Error() + "\n")
			return
		}
		b.WriteString(path + " " + info.ModTime().Format(time.RFC3339Nano) + " " + strconv.FormatInt(info.Size(), 10) + "\n")
	}
	for _, in := range e.in {
		add(in.Path)
		entries, err := os.ReadDir(in.Path)
		if err != nil {
			continue // a file
		}
		names := make([]string, 0, len(entries))
		for _, entry := range entries {
			names = append(names, entry.Name())
		}
		slices.Sort(names)
		for _, name := range names {
			add(filepath.Join(in.Path, name))
		}
	}
	return b.String()
}

// GateInputKind is the kind of a file as Import has it, of the word by which a gate
// is told of it.
func GateInputKind(word string) string {
	if word == "aliases" {
		return "alias"
	}
	return word
}
