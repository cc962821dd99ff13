package sample

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/civil"
)

// Limits of Options.
const (
	MaxDevices  = 10_000_000
	MaxProducts = 64
	minYear     = civil.MinYear + 20 // cards are up to 18 years old,
	maxYear     = civil.MaxYear - 10 // and certificates end in up to six
)

// Options say what estate is invented and what is written of it. What is not
// named here does not change it: same options, same bytes.
type Options struct {
	// Devices is how many there are, 1 to MaxDevices. All else follows: eight
	// people and ten cards to ten devices, an organisation to 55.
	Devices int
	// Seed tells apart estates of one size. Any number is one, 0 too.
	Seed uint64
	// At is when the exports were made; all dates lie around it. Required, in
	// the years 1990 to 2190.
	At time.Time
	// Zone is where the estate is; nil is Europe/London.
	Zone *civil.Zone
	// Formats are what is written, in any order; none is Canonical alone.
	Formats []Format
	// Products are the columns of devices.csv and what the inventories know,
	// by the ids of the notices' catalogues; none is DefaultProducts. At most
	// MaxProducts. One that no shipped notice names has invented versions.
	Products []string
	// Faulty adds a small folder, faulty, of files where little is right.
	Faulty bool
}

// DefaultProducts are those that the shipped notices name.
func DefaultProducts() []string {
	return []string{"identity-agent", "credential-management", "port-service", "smartcard-connect",
		"oberthur-middleware", "gemalto-classic-client", "bt-identity-agent"}
}

// Written is a file that is whole.
type Written struct {
	File string // its name in the folder, with / before the last part of those in faulty
	Kind string // what it holds, such as devices, intune or aliases
	Rows int    // without the heading; of a YAML file its entries
}

// Write invents an estate and writes its files into dir, which it makes. A
// folder of an earlier run is emptied of that run's files first; one that holds
// anything else is refused. It returns what is whole, even if an error ended it.
//
// Errors: ErrOptions, ErrOccupied, *WriteError.
func Write(dir string, o Options) ([]Written, error) {
	o, err := o.complete()
	if err != nil {
		return nil, err
	}
	f, err := openFolder(dir, o.words())
	if err != nil {
		return nil, err
	}
	e := newEstate(o)
	var written []Written
	for _, file := range e.files(o) {
		rows, err := f.write(file.name, func(w io.Writer) (int, error) { return file.write(e, w) })
		if err != nil {
			return written, err
		}
		written = append(written, Written{file.name, file.kind, rows})
	}
	return written, nil
}

// complete checks the options and puts in what was left out.
func (o Options) complete() (Options, error) {
	wrong := func(format string, args ...any) (Options, error) {
		return o, fmt.Errorf("%w: %s", ErrOptions, fmt.Sprintf(format, args...))
	}
	if o.Devices < 1 || o.Devices > MaxDevices {
		return wrong("%d devices; give 1 to %d", o.Devices, MaxDevices)
	}
	if o.At.IsZero() {
		return wrong("no day; give the one on which the exports were made")
	}
	if year := o.At.UTC().Year(); year < minYear || year > maxYear {
		return wrong("the year %d; give one from %d to %d", year, minYear, maxYear)
	}
	if o.Zone == nil {
		london, err := civil.LoadZone("Europe/London")
		if err != nil {
			return o, err
		}
		o.Zone = london
	}
	if len(o.Formats) == 0 {
		o.Formats = []Format{Canonical}
	}
	for _, f := range o.Formats {
		if f.Doc() == "" {
			return wrong("the format %q; give some of %s", string(f), words(Formats()))
		}
	}
	if len(o.Products) == 0 {
		o.Products = DefaultProducts()
	}
	if len(o.Products) > MaxProducts {
		return wrong("%d products; give at most %d", len(o.Products), MaxProducts)
	}
	for i, id := range o.Products {
		if strings.Trim(id, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" || id == "" {
			return wrong("the product %q; an id has small letters, digits and hyphens", id)
		}
		if slices.Contains(o.Products[:i], id) {
			return wrong("the product %s twice; give it once", id)
		}
	}
	return o, nil
}

func words(formats []Format) string {
	var list []string
	for _, f := range formats {
		list = append(list, string(f))
	}
	return strings.Join(list, ", ")
}

// words are what the marker says.
func (o Options) words() string {
	return fmt.Sprintf(`Everything in this folder is invented: no organisation, person, device or card of it exists.
It was made by lanyard sample, which replaces these files when it is run again.

devices:  %d
seed:     %d
at:       %s
formats:  %s
products: %s
`, o.Devices, o.Seed, o.At.In(o.Zone.Location()).Format(time.RFC3339), words(o.Formats), strings.Join(o.Products, ", "))
}

// Files by which the exports of others are joined to the estate, written with
// any that needs them.
const (
	aliasFile        = "alias.csv"
	productAliasFile = "product-alias.csv"
	patternsFile     = "organisation-patterns.csv"
)

// files are those that the options ask for, each once.
func (e *estate) files(o Options) []exported {
	var (
		list  []exported
		names []namespace
	)
	for _, f := range formats {
		if !slices.Contains(o.Formats, f.format) && !slices.Contains(o.Formats, All) {
			continue
		}
		list = append(list, f.files...)
		for _, n := range f.namespaces {
			if !slices.ContainsFunc(names, func(have namespace) bool { return have.word == n.word }) {
				names = append(names, n)
			}
		}
	}
	if len(names) > 0 {
		list = append(list,
			exported{aliasFile, "aliases", writeAliases(names)},
			exported{productAliasFile, "product-aliases", (*estate).writeProductAliases},
			exported{patternsFile, "organisation-patterns", (*estate).writePatterns})
	}
	if o.Faulty {
		for _, f := range faultyFiles {
			list = append(list, exported{faultyFolder + f.name, "faulty", writeFaulty(f.lines)})
		}
	}
	return list
}

// everyName lists the files that any run may write, but for the marker.
func everyName() []string {
	names := []string{aliasFile, productAliasFile, patternsFile}
	for _, f := range formats {
		for _, file := range f.files {
			names = append(names, file.name)
		}
	}
	for _, f := range faultyFiles {
		names = append(names, faultyFolder+f.name)
	}
	return names
}
