// Package host tells what this machine is: its system, what is installed on it and
// what runs, files and their versions, .NET and TLS settings, what it has for
// smartcards, policies of browsers, the session, the disk and the clock. It decides
// nothing about what it saw; package checks does. Cards are seen by package card,
// connections by package network.
//
// Look reads all of it into one Host (host.go; one file for each part, products.go
// and so on, has the part's types). Each part is read by itself, beside the others,
// and has its own time: a part that is slow, broken or forbidden says so in its Part
// and spoils no other. Missing is never taken for no: ask Known or Whole first.
//
// A Host is plain data. Written down it is a recording (recording.go): what a check
// would say about a machine can be found out elsewhere, and that is how checks are
// tested. Redact (redact.go, names.go, names_short.go) takes names of people and machines out of it, by the tag
// `reveals` of each field. Text that came from the machine is cleaned (clean.go).
//
// Units: sizes in bytes, instants in UTC, times that parts took in milliseconds.
// Errors are words in Part.Why and File.Why; ReadRecording alone returns errors.
package host
