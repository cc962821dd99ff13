// Package importing fills an estate from the exports that people have: Lanyard's
// own CSV files, Intune's, Configuration Manager's and osquery's lists of what
// is installed, what agents wrote on devices, the smartcards report of Care Identity Management, and the
// files of the Organisation Data Service.
//
// # What it decides
//
// What a table holds is recognised by what is in it, never by its name
// (recognise.go). What a heading of somebody else's file means is in the file of
// that format; who knows better says so by a map (hand.go). A cell that cannot
// be read is missing and listed, a row without its key or with the wrong number
// of fields is left out and listed, and the rest counts (reject.go). Nothing is
// guessed in silence: whatever is decided about a file (that its dates begin
// with the day, that its lists of software are complete, that its card numbers
// lost their zeros) is a note of that file.
//
// # The walk
//
// New, then Add for every table, then Finish (importing.go). Add recognises the
// table, makes it a source of the estate and hands its rows, one by one, to the
// reader of its kind (reading.go): organisations.go, contacts.go, people.go,
// devices.go, cards.go, applications.go and signins.go for Lanyard's own,
// ods.go, cim.go, intune.go, configmgr.go and osquery.go for others. Bundles of
// agents come by the million, from several goroutines: agent.go keeps the newest of
// each device, as bundle.go reads it by the scanner of bundle_scan.go, and
// agent_fill.go puts them into the estate when all tables are read. Dates are
// read by dates.go and clock.go, the series of a card by cardnumber.go and
// series.go, installed names by programs.go; ids of Entra and serial numbers, by which
// devices of several files meet, by builtin.go and serial.go.
//
// The order in which tables are added does not matter to what becomes known:
// package estate joins what is one device once all are read. In that of Order
// the rows of an estate, and the rejects, stand as people expect them. Tables
// about different kinds of subjects, such as devices and cards, may be added side
// by side; those about devices, their software and their applications may not.
//
// # Errors
//
// Add gives an error where nothing of a table can be read, or not to its end;
// what was read till then counts, and the file's account says so. The package
// opens no file: rows come from the caller (table.go).
//
// # Sources
//
// Intune: Microsoft Learn, Intune reports and properties available using Graph
// API. Configuration Manager: Microsoft Learn, Hardware inventory views.
// osquery: its documentation, Logging, and its schema, programs. Care Identity
// Management: NHS England, user guides, Viewing reports. ODS: NHS England,
// Organisation Data Service, latest news, June 2025.
package importing
