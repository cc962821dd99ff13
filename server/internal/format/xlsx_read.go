package format

import (
	"fmt"
	"strings"

	"github.com/lanyard-id/lanyard/readiness"
)

// read writes what was read, how well it met, and what could not be read.
func (b *book) read(r *readiness.Report) error {
	s, err := b.sheet("Read", []float64{34, 22, 26, 20, 40, 12}, false)
	if err != nil {
		return err
	}
	rows := [][]any{{titleText("Files")}, headings("File", "Read as", "Form", "Rows", "Notes", "Rejected")}
	for _, f := range r.Files {
		rows = append(rows, []any{f.Name, f.Kind, f.Form, f.Rows, wrapped(strings.Join(f.Notes, "\n")), f.Rejects})
	}
	rows = append(rows, nil)
	if len(r.Joins) > 0 {
		rows = append(rows, []any{titleText("How the files met")}, headings("File", "By", "Matched", "New", "", "Ambiguous"))
		for _, j := range r.Joins {
			rows = append(rows, []any{j.Source, j.By, j.Matched, j.New, "", j.Ambiguous})
		}
		rows = append(rows, nil)
	}
	if len(r.NearMisses) > 0 {
		rows = append(rows, []any{titleText("Names that are nearly a product")}, headings("Name", "Maybe", "Devices", "", "Line of --product-alias that settles it"))
		for _, n := range r.NearMisses {
			rows = append(rows, []any{n.Name, strings.Join(n.Like, ", "), n.Devices, "", n.Line})
		}
		rows = append(rows, nil)
	}
	if len(r.Ambiguous) > 0 {
		rows = append(rows, []any{titleText("Identities that fit several subjects")}, headings("File", "Kind", "Identity", "", "Subjects", "Line of --alias that settles it"))
		for _, a := range r.Ambiguous {
			rows = append(rows, []any{a.Source, a.Kind, a.Value, "", strings.Join(a.Subjects, ", "), a.Line})
		}
		rows = append(rows, nil)
	}
	rows = append(rows, []any{titleText("Rejected")})
	if len(r.Rejects) < r.RejectCount {
		rows = append(rows, []any{fmt.Sprintf("The first %s of %s.", number(len(r.Rejects)), number(r.RejectCount))})
	}
	rows = append(rows, headings("File", "Line", "Column", "Value", "What is wrong", "Left out"))
	for _, reject := range r.Rejects {
		rows = append(rows, []any{reject.File, reject.Line, reject.Column, reject.Value, wrapped(reject.Error), reject.Scope})
	}
	for i, row := range rows {
		if s.row == b.rows-1 {
			row = []any{fmt.Sprintf("%s more rows do not fit in a sheet; the answer in JSON has them.", number(len(rows)-i))}
		}
		if err := s.add(row...); err != nil {
			return err
		}
		if s.row == b.rows {
			break
		}
	}
	return s.stream.Flush()
}
