package server

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"time"

	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/server/internal/importing"
	"github.com/lanyard-id/lanyard/server/internal/sheet"
)

// Inputs are the files of an estate, and what they cannot say themselves.
type Inputs struct {
	Set   *notice.Set
	At    time.Time // the instant at which catalogues count
	Seen  time.Time // when all files were made; zero: each as it says
	Files []Input

	Dates        string // uk, us or iso; "" leaves it to each file
	Organisation string // of what names none

	// Paths of small files that settle things by hand. Aliases are Files.
	Products, Maps, Patterns []string

	Complete, Partial []string // files, or all

	Progress func(read, size int64) // bytes of all files; nil: nobody looks
}

// Input is one file or folder of exports; "-" is standard input.
type Input struct {
	Path string
	Kind string // such as devices; "" = by what is in it
}

// Estate is an estate as its files told it.
type Estate struct {
	set     *notice.Set
	estate  *estate.Estate
	account importing.Account
	sample  bool     // it was invented
	sources []string // the files that it was read from
}

// Sources returns the files that an estate was read from, which no answer may
// replace.
func (e *Estate) Sources() []string { return e.sources }

// kinds are the words for kinds of files on the command line.
var kinds = map[string]importing.Kind{
	"organisations": importing.Organisations, "contacts": importing.Contacts, "people": importing.People,
	"devices": importing.Devices, "cards": importing.Cards, "applications": importing.Applications,
	"device-applications": importing.DeviceApplications, "signins": importing.SignIns, "alias": importing.Aliases,
}

// Import reads an estate. What cannot be read of single files is in skipped, in
// words; the rest counts. An error says that nothing could be read.
func Import(in Inputs) (e *Estate, skipped []error, err error) {
	var o importing.Options
	var products []string
	for _, p := range in.Set.Products(in.At) {
		products = append(products, p.ID)
	}
	readMap := func(rows [][]string) ([]importing.Mapping, error) { return importing.ReadMap(rows, products) }
	if err := eachHand(in.Maps, readMap, func(m []importing.Mapping) { o.Map = append(o.Map, m...) }); err != nil {
		return nil, nil, err
	}
	files, clean, skipped := in.files()
	defer clean()
	l := look(files, o.Map)
	skipped = append(skipped, l.skipped...)
	in.Products = append(in.Products, l.byHand[productAliases]...)
	in.Patterns = append(in.Patterns, l.byHand[namePatterns]...)
	switch {
	case len(l.parts) == 0 && len(l.answers.files) > 0:
		return nil, skipped, fmt.Errorf("%s is an answer of lanyard, not an export; give the exports, and the answer with --baseline", l.answers.files[0].Name)
	case len(l.parts) == 0:
		return nil, skipped, errors.New("nothing could be read")
	}
	if err := in.options(&o); err != nil {
		return nil, skipped, err
	}
	i, err := importing.New(o)
	if err != nil {
		return nil, skipped, err
	}
	progress := in.progress(l.parts)
	skipped = append(skipped, addAll(i, l.parts, progress)...)
	beside, unread := besideBundles(files)
	lookedBeside := look(beside, o.Map)
	for n := range lookedBeside.parts {
		lookedBeside.parts[n].place += len(l.parts)
	}
	skipped = slices.Concat(skipped, unread, lookedBeside.skipped, addAll(i, lookedBeside.parts, progress))
	l.answers.files = append(l.answers.files, lookedBeside.answers.files...)
	e = &Estate{set: in.Set, sample: in.areInvented(), sources: in.paths(files, l)}
	e.estate, e.account = i.Finish()
	e.account.Files = append(e.account.Files, l.answers.files...)
	e.leaveFolder()
	return e, skipped, e.isEmpty()
}

// isEmpty is an error if there is nothing to judge.
func (e *Estate) isEmpty() error {
	x := e.estate
	if x.Devices.Len()+x.Cards.Len()+x.People.Len()+x.Applications.Len()+x.Organisations.Len()+x.SignIns.Len() > 0 {
		return nil
	}
	if len(e.account.Rejects) == 0 {
		return errors.New("there is nothing in the files: no device, no card, no person, no application, no sign-in and no organisation")
	}
	first := e.account.Rejects[0]
	return fmt.Errorf("no row of the files counts; of %d that could not be read the first is %s line %d: %s", e.account.RejectCount, first.File, first.Line, first.Error)
}

// options completes the options with the files that settle things by hand.
func (in *Inputs) options(o *importing.Options) error {
	o.Set, o.At, o.Zone, o.Seen = in.Set, in.At, in.Set.Zone(), in.Seen
	o.Dates, o.Organisation = in.Dates, in.Organisation
	o.Complete, o.Partial = in.Complete, in.Partial
	o.ProductAlias = map[string]string{}
	return errors.Join(
		eachHand(in.Patterns, importing.ReadPatterns, func(p []importing.Pattern) { o.Patterns = append(o.Patterns, p...) }),
		eachHand(in.Products, importing.ReadProductAliases, func(p map[string]string) { maps.Copy(o.ProductAlias, p) }))
}

// eachHand reads small files.
func eachHand[T any](paths []string, read func([][]string) (T, error), take func(T)) error {
	for _, path := range paths {
		rows, err := handRows(path)
		if err != nil {
			return err
		}
		t, err := read(rows)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		take(t)
	}
	return nil
}

// maxHandRows bounds what is settled by hand.
const maxHandRows = 2_000_000

// handRows reads the rows of a small file.
func handRows(path string) ([][]string, error) {
	f, err := sheet.Path(path)
	if err != nil {
		return nil, err
	}
	var rows [][]string
	err = sheet.Read(f, sheet.Options{}, func(t *sheet.Table) error {
		for {
			row, err := t.Next()
			switch {
			case err == io.EOF:
				return nil
			case err != nil:
				return err
			case len(rows) == maxHandRows:
				return fmt.Errorf("%s has more than %d rows", path, maxHandRows)
			}
			rows = append(rows, slices.Clone(row))
		}
	})
	return rows, err
}
