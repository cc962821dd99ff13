// Package sheet turns whatever file people have into tables of rows: CSV in any
// dialect and encoding, workbooks (XLSX), JSON, and any of them in a ZIP or a
// gzip. It decides what a file is, by its bytes and never by its name, where its
// rows begin and end, and what cannot be read. It knows nothing of what rows mean:
// rows with too few or too many cells are passed on as they are.
//
// The walk of a file: [Read] (sheet.go) opens it; stream.go recognises its form
// (recognise.go, ole.go) and unpacks it (zip.go, gzip.go, spool.go) until there is
// text or a workbook. Text is decoded (encoding.go), its dialect is settled by its
// first rows (dialect.go), and encoding/csv reads it (records.go), or, where no
// quote is near, plain.go, from feed.go, which keeps the record that is being read,
// so that a row that is refused is told with its line, and the rows after it are
// read (refused.go). What is neither
// UTF-16 nor UTF-8 is Windows-1252, decided cell by cell (cells.go). A workbook is
// inspected (workbook_inspect.go), since excelize, which reads it (workbook.go,
// workbook_rows.go), is silent about damage; its number formats are changed before
// (workbook_formats.go), so that dates are ISO 8601 and numbers are their digits.
// JSON is only made UTF-8 (document.go). Each table is a [Table] (table.go).
//
// What a cell of a workbook gives: text as it is; a number as its digits, without
// thousands separators or exponent, with its leading zeros where its format is
// nothing but zeros; a date as 2025-07-08, with a time as 2025-07-08T10:30:00, by
// what its format shows, and a time alone as 10:30:00; TRUE and FALSE; the result
// of a formula as it was saved. Rows are as wide as the widest of the first twenty.
//
// Sizes are in bytes, lines count from 1. What one file may cost is bounded
// (limits.go), and no goroutine is started.
//
// Errors (errors.go): a [*RowError] is a row, reading goes on after it; a
// [*FileError] is a file or a member of an archive, and says what to do.
//
// Measured with its benchmarks: ASCII and UTF-8 cost 1.0 to 1.2 times encoding/csv
// alone with ReuseRecord where cells are quoted and 0.6 times where none is,
// Windows-1252 twice as much, workbooks 1.1 times excelize alone.
package sheet
