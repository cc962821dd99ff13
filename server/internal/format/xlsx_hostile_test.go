package format

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/readiness"
	"github.com/lanyard-id/lanyard/server/internal/cells"
)

// TestXLSXOfAnything reads hostile cells back: each is a text, none is a
// formula, and nothing is lost.
func TestXLSXOfAnything(t *testing.T) {
	text := rapid.OneOf(nasty, rapid.String(), rapid.SampledFrom([]string{"_x003D_1+1", "1", "TRUE", "#REF!", "1e5", "2025-07-08", "<t>", "&amp;", " x ", "a\nb", "\ufffe"}))
	rapid.Check(t, func(check *rapid.T) {
		var findings []readiness.Finding
		for range 40 { // a workbook takes long: few of them, with many rows
			findings = append(findings, readiness.Finding{Subject: text.Draw(check, "subject"), Organisation: text.Draw(check, "organisation"), Why: text.Draw(check, "why"), Result: notice.Unmet})
		}
		f := readBook(t, &readiness.Report{Findings: each(findings)}, excelRows)
		for i, finding := range findings {
			for column, want := range map[string]string{"A": finding.Subject, "B": finding.Organisation, "G": finding.Why} {
				place := column + number(i+2)
				got, err := f.GetCellValue("Findings", place)
				if err != nil {
					check.Fatal(err)
				}
				if got != cells.Safe(want) {
					check.Fatalf("%s is %q, want %q", place, got, cells.Safe(want))
				}
				if isFormula(got) {
					check.Fatalf("%s is %q, a formula", place, got)
				}
				if formula, err := f.GetCellFormula("Findings", place); err != nil || formula != "" {
					check.Fatalf("%s has the formula %q (%v)", place, formula, err)
				}
			}
		}
	})
}
