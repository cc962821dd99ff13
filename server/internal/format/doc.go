// Package format writes the answer about an estate, a readiness.Report, in the
// forms in which it is asked for, and reads an earlier answer back.
//
//   - [Table] is one screen for a person (table.go and the files table_*.go);
//   - [JSON] is everything, for programs, with one finding a line (json.go);
//   - [CSV] is the findings, one a row (csv.go);
//   - [XLSX] is a workbook with a worklist for each team (xlsx.go, xlsx_*.go);
//   - [ReadBaseline] takes from an answer in JSON what a later one is compared
//     with (baseline.go, baseline_json.go).
//
// Nothing is judged or counted anew here: every form renders the one report.
// None of them holds the findings, of which there may be millions; XLSX goes
// through them once for each kind of job.
//
// Units: counts are whole numbers; instants are written as the report has them
// (RFC 3339) in JSON and CSV, and as the clock time of their offset, which is
// that of the notices' zone, elsewhere.
//
// What comes from outside, such as a name in an inventory, is kept from doing
// anything: package cells keeps it from being a formula in a spreadsheet, and
// characters that steer a terminal are replaced in the table.
//
// Errors are those of the writer, passed on, and for ReadBaseline what is wrong
// with the file, with the byte at which it is, and which file to give instead.
//
// Sources: RFC 8259 (JSON), RFC 4180 (CSV), ECMA-376 and Excel's published
// limits (XLSX).
package format
