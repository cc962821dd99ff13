// Package estate holds what there is, and what was seen of it: organisations,
// contacts, people, devices, cards, applications and sign-ins, by the million.
//
// A kind of subject is a Table (table.go): its rows are found by their keys
// (texts.go), its columns hold numbers of distinct values (column.go) or
// instants (times.go). So a million devices cost what their differences cost,
// and who judges them can compare numbers instead of texts. Software is one
// number a device too: that of the whole inventory (software.go).
//
// Tables are filled row by row, each by one goroutine; different tables may be
// filled side by side. Once filled they do not change, and are read by many.
//
// The package is pure: it opens no file and has no clock. Rows are counted from
// 0; the number 0 of a value means that it is missing. Instants are whole
// seconds since 1970 in UTC, with NoTime for one that is not known.
package estate
