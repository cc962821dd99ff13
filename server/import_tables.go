package server

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"sync"

	"github.com/lanyard-id/lanyard/server/internal/format"
	"github.com/lanyard-id/lanyard/server/internal/importing"
	"github.com/lanyard-id/lanyard/server/internal/sheet"
)

// part is one table of a file, as the first look found it.
type part struct {
	source
	table string // its name
	found importing.Kind
	place int // in the order of accounts
}

// headRows is how many rows show what a table is.
const headRows = 20

// The headings of small files that settle things by hand, which may stand among
// the exports.
const (
	productAliases = "name,product"
	namePatterns   = "pattern,organisation"
)

// looked is what the files turned out to be.
type looked struct {
	parts   []part
	byHand  map[string][]string // files that settle things, by their headings
	answers answers
	skipped []error
}

// look finds the tables of all files and what each of them is.
func look(files []source, by []importing.Mapping) *looked {
	l := &looked{byHand: map[string][]string{}}
	listed := false // which kinds there are, which is said once
	for _, f := range files {
		if f.bundles != nil {
			l.parts = append(l.parts, part{f, f.Name, importing.Agent, 0})
			continue
		}
		err := sheet.Read(f.File, sheet.Options{}, func(t *sheet.Table) error {
			table := tableOf(t, nil)
			var head []byte
			if table.JSON != nil {
				b := bufio.NewReaderSize(table.JSON, format.OwnBytes)
				head, _ = b.Peek(format.OwnBytes)
				table.JSON = b
			}
			if f.kind == "" && l.answers.has(t, head) {
				return nil
			}
			if head := t.Peek(1); len(head) > 0 && f.kind == "" && t.Name == f.Name {
				if h := strings.ToLower(strings.Join(head[0], ",")); h == productAliases || h == namePatterns {
					l.byHand[h] = append(l.byHand[h], f.Name)
					return nil
				}
			}
			kind, err := importing.Recognise(table, by)
			if unknown, ok := errors.AsType[*importing.UnknownError](err); ok && listed {
				err = errors.New(unknown.Short())
			} else if ok && f.kind == "" {
				listed = true
			}
			if err != nil && f.kind == "" {
				l.skipped = append(l.skipped, fmt.Errorf("%s: %w", t.Name, err))
				return nil
			}
			if f.kind != "" {
				kind = f.kind
			}
			l.parts = append(l.parts, part{f, t.Name, kind, 0})
			return nil
		})
		if err != nil {
			l.skipped = append(l.skipped, err)
		}
	}
	slices.SortStableFunc(l.parts, func(a, b part) int { return importing.Order(a.found) - importing.Order(b.found) })
	for n := range l.parts {
		l.parts[n].place = n
	}
	return l
}

// addAll adds the tables: those of cards beside those of devices, since they
// fill different subjects, and everything else one after the other.
func addAll(i *importing.Importer, parts []part, progress func(read int64)) (skipped []error) {
	var mu sync.Mutex
	add := func(p part) {
		if err := p.add(i, progress); err != nil {
			mu.Lock()
			skipped = append(skipped, err)
			mu.Unlock()
		}
	}
	var before, cards, devices, after []part
	for _, p := range parts {
		switch p.found {
		case importing.Organisations, importing.ODS, importing.Contacts, importing.People:
			before = append(before, p)
		case importing.Cards, importing.CIMCards:
			cards = append(cards, p)
		case importing.SignIns:
			after = append(after, p)
		default:
			devices = append(devices, p)
		}
	}
	each := func(list []part) {
		for _, p := range list {
			add(p)
		}
	}
	each(before)
	var beside sync.WaitGroup
	beside.Go(func() { each(cards) })
	each(devices)
	beside.Wait()
	each(after)
	return skipped
}

// errDone ends the reading of a file whose table was found.
var errDone = errors.New("done")

// visit reads the file of a part up to its table.
func (p part) visit(o sheet.Options, take func(*sheet.Table) error) error {
	err := sheet.Read(p.File, o, func(t *sheet.Table) error {
		if t.Name != p.table {
			return nil
		}
		if err := take(t); err != nil {
			return err
		}
		return errDone
	})
	if changed, ok := errors.AsType[*sheet.FileError](err); ok && changed.Kind == sheet.Changed {
		return err // also where the table was read to its end: it is not what it was
	}
	if errors.Is(err, errDone) {
		return nil
	}
	return err
}

// add adds the table of a part.
func (p part) add(i *importing.Importer, progress func(int64)) error {
	if p.bundles != nil {
		t := p.bundles.table(progress)
		t.Place = p.place
		return i.Add(t, "")
	}
	var last int64
	o := sheet.Options{Progress: func(read int64) {
		progress(read - last)
		last = read
	}}
	return p.visit(o, func(t *sheet.Table) error { return i.Add(p.tableOf(t), p.kind) })
}

// tableOf shows the table of a part to the importer.
func (p part) tableOf(t *sheet.Table) importing.Table {
	out := tableOf(t, p.again)
	out.Place = p.place
	return out
}

// tableOf shows a table of a file to the importer.
func tableOf(t *sheet.Table, again func() (importing.Rows, io.Closer, error)) importing.Table {
	out := importing.Table{Name: t.Name, Made: t.Modified, Again: again}
	if t.Form == sheet.JSON {
		out.JSON, out.Form = t.JSON(), t.Describe()
		return out
	}
	out.Head, out.Rows = t.Peek(headRows), rows{t}
	out.Form = t.Describe()
	return out
}

// rows are the rows of a table of a file.
type rows struct{ *sheet.Table }

// Next returns the next row.
func (r rows) Next() ([]string, error) {
	row, err := r.Table.Next()
	return row, rowError(err)
}

// rowError says of a row that could not be read what the importer lists.
func rowError(err error) error {
	if err == nil {
		return nil
	}
	if bad := (*sheet.RowError)(nil); errors.As(err, &bad) {
		return &importing.RowError{Problem: bad.Problem}
	}
	return err
}

// again reads the table of a part once more.
func (p part) again() (importing.Rows, io.Closer, error) {
	a := &rereading{}
	next, stop := iter.Pull2(func(yield func([]string, error) bool) {
		err := p.visit(sheet.Options{}, func(t *sheet.Table) error {
			for {
				row, err := t.Next()
				if err == io.EOF {
					return nil
				}
				a.line = t.Line()
				err = rowError(err)
				if !yield(row, err) {
					return errDone
				}
				if bad := (*importing.RowError)(nil); err != nil && !errors.As(err, &bad) {
					return errDone
				}
			}
		})
		if err != nil {
			yield(nil, err)
		}
	})
	a.next, a.stop = next, stop
	return a, a, nil
}

// rereading is a table that is read from its beginning once more.
type rereading struct {
	next func() ([]string, error, bool)
	stop func()
	line int
}

// Next returns the next row.
func (r *rereading) Next() ([]string, error) {
	row, err, ok := r.next()
	if !ok {
		return nil, io.EOF
	}
	return row, err
}

// Line returns the line on which the last row began.
func (r *rereading) Line() int { return r.line }

// Close ends the reading.
func (r *rereading) Close() error {
	r.stop()
	return nil
}

// progress tells how much of all files is read.
func (in *Inputs) progress(parts []part) func(read int64) {
	if in.Progress == nil {
		return func(int64) {}
	}
	var size, done int64
	for _, p := range parts {
		size += p.Size
	}
	var mu sync.Mutex
	return func(read int64) {
		mu.Lock()
		defer mu.Unlock()
		done += read
		in.Progress(done, max(size, done))
	}
}
