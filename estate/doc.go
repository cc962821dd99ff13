// Package estate holds what there is, and what was seen of it: organisations,
// contacts, people, devices, cards, applications and sign-ins, by the million.
//
// # What it decides
//
// Which of two facts holds (dispute.go): that of the higher [Rank], then the
// newer. Of two that are as strong neither is guessed: the fact is missing, or,
// of an attribute that may be known in part, one of both (several.go). What
// does not hold is a [Dispute]; the same fact again is nothing. People may be in
// several organisations; for everything else two are a dispute.
//
// Which identifiers are one device (below), who is within which organisation
// where they are said to lie within each other (organisation.go), and whom an
// organisation rings (contact.go).
//
// It does not read files, judges nothing and counts nothing. What it knows it tells
// as facts of package notice (readable.go).
//
// # How it is kept
//
// A kind of subject is a [Table] (table.go): its rows are found by their keys
// (keys.go), its columns hold numbers of distinct values (column.go, value.go)
// or instants (times.go, days.go). Distinct texts lie in a few large pieces of
// memory (texts.go), found by small tables that are split when they are full
// (slots.go); numbers lie in pages that are as wide as they need (numbers.go).
// So a million devices cost what their differences cost, no large piece is ever
// copied to grow, and who judges can compare numbers instead of texts. Names
// and e-mail addresses differ anyway, and have a number a row.
//
// Where a fact comes from costs a row a few bytes (facts.go): the line that
// listed it first. Only facts from elsewhere, and facts that somebody disagrees
// about, have more. Software is one number a device (software.go): that of an
// inventory, which is a number of a cell for each product (product.go). What
// each source told of a device is kept, and settled in the end (settle.go);
// what a source calls complete says of every product that it does not list that
// it is not installed.
//
// # Which device is which
//
// [Estate.Device] files a line under the strongest of its identifiers, and notes
// what else the line carries. Nothing is joined yet: whether a name belongs to
// one device is known when all files are read. [Estate.Join] then goes (join.go)
// from aliases, which override files, over the identifiers of one namespace
// after another, the strongest first, to names (names.go): those that hold
// before those that were overruled. An identifier joins the groups of rows that
// carry it, unless two of them are certainly different devices, because each
// has an identifier of its own in one namespace. Then it joins none, nor does
// any with which it would do so only together; rows that have nothing else stay
// a device of their own, and all that is in doubt is listed with the lines of
// --alias of which one settles it (doubt.go). A namespace is decided as a whole
// by what was known before it. So the order of files, and of lines in different
// files, decides nothing but the order of rows.
//
// Ids of Entra and serial numbers come after all others. They join no rows against
// which something else speaks: another serial number against an id of Entra, another
// name against a serial number (against.go). One of certainly different devices is
// nobody's. And devices that have different ones are not joined by their names.
//
// Joined rows are merged (merge.go) as if their lines had told of one device
// from the start: what each row holds or had stated is told to the first of
// them again, with where it came from. The rows that follow move up.
//
// # Filling and reading
//
// Tables are filled row by row, each by one goroutine; different tables may be
// filled side by side. Devices, Software, Memberships, Users and Estate.Device
// count as one table; SignIns name subjects by their ids and count as one of
// their own. Rows of devices, and of what aliases join, may change in Join: keep
// none across it. After [Estate.Finish] nothing changes, and everything may be
// read by many.
//
// # Units, errors, bounds
//
// Rows are counted from 0; the number 0 of a value means that it is missing.
// Instants are whole seconds since 1970 in UTC, with [NoTime] for one that is not
// known. A cell that is no value gives the error of its parser, and changes
// nothing. A column holds at most 4 GiB of distinct texts; beyond that Table.Row
// gives the row -1, and setting a fact says that there is no room. Of one fact,
// and of one device's software, the sixteen strongest statements are kept.
//
// The package is pure: it opens no file and has no clock.
package estate
