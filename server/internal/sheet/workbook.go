package sheet

import (
	"archive/zip"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"path"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// spillBytes is the unpacked size from which excelize keeps a sheet, or the texts
// of all sheets, on disk. Texts in memory take about five times as much.
const spillBytes = 16 << 20

// workbook reads the sheets of an XLSX (ECMA-376 part 1 §18). excelize passes over
// what is wrong with the packing and the XML in silence, so both are inspected
// first (workbook_inspect.go).
func (r *reading) workbook(name string, modified time.Time, p *packed, z *zip.Reader) error {
	told := p.r
	p.r = nil // progress is told by rows: they take the time, not the unpacking
	parts, err := r.inspect(name, z)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "lanyard-")
	if err != nil {
		return noRoom(name, os.TempDir(), err)
	}
	defer os.RemoveAll(dir)
	var book *excelize.File
	err = guard(name, func() (err error) {
		book, err = openBook(p, excelize.Options{UnzipSizeLimit: r.limits.UnpackedBytes, UnzipXMLSizeLimit: min(spillBytes, r.limits.UnpackedBytes), TmpDir: dir})
		if book != nil && err == nil {
			err = plainFormats(book)
		}
		return err
	})
	if book != nil {
		defer book.Close()
	}
	if err != nil {
		return damaged(name, err)
	}
	sheets, err := worksheets(book, parts)
	if err != nil {
		return damaged(name, err)
	}
	var all, done int64
	for _, s := range sheets {
		all += s.part.bytes
	}
	visited := false
	for _, s := range sheets {
		rows := &sheetRows{name: name + "!" + s.name, part: s.part, limits: r.limits}
		if told != nil {
			from := done
			rows.told = func(part float64) {
				r.tell(int64(float64(p.size) * (float64(from) + part*float64(s.part.bytes)) / float64(all)))
			}
		}
		done += s.part.bytes
		if parts[textsPart].bytes > spillBytes {
			rows.texts = dir
		}
		isOne, err := r.worksheet(book, s.name, modified, rows)
		if r.stopped {
			return err
		}
		if err != nil {
			r.failed = append(r.failed, err)
		}
		visited = visited || isOne || err != nil
	}
	if !visited {
		return &FileError{File: name, Kind: Empty, Problem: "no sheet of the workbook has anything in it", Do: "export it again; if it is empty again, there was nothing to export"}
	}
	return nil
}

// worksheet has one sheet visited, unless it is empty.
func (r *reading) worksheet(book *excelize.File, name string, modified time.Time, rows *sheetRows) (isOne bool, _ error) {
	err := guard(rows.name, func() (err error) {
		rows.rows, err = book.Rows(name)
		return err
	})
	if err != nil {
		return false, damaged(rows.name, err)
	}
	defer rows.rows.Close()
	t := &Table{Name: rows.name, Modified: modified, Form: Rows, rows: rows}
	if err := t.start(); err == io.EOF {
		return false, nil
	} else if err != nil {
		return false, err
	}
	rows.width(t)
	// Asked before and after: excelize lays out the texts when it meets the first.
	if err := rows.checkTexts(); err != nil {
		return true, err
	}
	if err := r.table(t); err != nil {
		return true, err
	}
	return true, rows.checkTexts()
}

// openBook opens a workbook from where it is. A file on disk is opened by its
// name, since excelize takes what it is given otherwise into memory as a whole.
func openBook(p *packed, options excelize.Options) (*excelize.File, error) {
	if p.file != nil {
		held, err := p.file.Stat()
		if err != nil {
			return nil, err
		}
		if named, err := os.Stat(p.file.Name()); err == nil && os.SameFile(held, named) {
			return excelize.OpenFile(p.file.Name(), options)
		}
	}
	return excelize.OpenReader(io.NewSectionReader(p, 0, p.size), options)
}

// guard has excelize do something; a panic of it is an error of the file.
func guard(name string, do func() error) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = damaged(name, fmt.Errorf("its parts do not fit together: %v", cause))
		}
	}()
	return do()
}

// worksheet is a sheet and the part of the workbook in which it lies.
type worksheet struct {
	name string
	part part
}

// worksheets lists the sheets of cells in the order of the workbook, hidden ones
// too. excelize knows their parts and does not tell them.
func worksheets(book *excelize.File, parts map[string]part) ([]worksheet, error) {
	type relationship struct {
		ID     string `xml:"Id,attr"`
		Type   string `xml:"Type,attr"`
		Target string `xml:"Target,attr"`
	}
	related := make(map[string]relationship)
	var folder string
	book.Relationships.Range(func(key, _ any) bool {
		file, _ := key.(string)
		if file == "_rels/.rels" {
			return true
		}
		folder = path.Dir(path.Dir(file))
		var all struct {
			Relationship []relationship `xml:"Relationship"`
		}
		text, _ := book.Pkg.Load(key)
		raw, _ := text.([]byte)
		_ = xml.Unmarshal(raw, &all) // excelize has read it before
		for _, one := range all.Relationship {
			related[one.ID] = one
		}
		return true
	})
	var sheets []worksheet
	for _, s := range book.WorkBook.Sheets.Sheet {
		to, ok := related[s.ID]
		if ok && !strings.HasSuffix(to.Type, "/worksheet") {
			continue // a chart
		}
		file := path.Join(folder, to.Target)
		if strings.HasPrefix(to.Target, "/") {
			file = to.Target[1:]
		}
		p, there := parts[partName(file)]
		if !ok || !there {
			return nil, fmt.Errorf("its sheet %q is missing", s.Name)
		}
		sheets = append(sheets, worksheet{s.Name, p})
	}
	return sheets, nil
}
