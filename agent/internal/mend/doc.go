// Package mend changes settings of the machine that a check found wrong, and changes
// them back.
//
// A [Mend] is data and one function that makes a plan of what was seen of the machine
// (table.go): the [Change]s that would mend it, each a value of the registry or the
// start and state of a service, and nothing else. [Prepare] (prepare.go) looks how each
// stands now, so that a person can see the whole before anything happens. [Apply] writes
// each step into a log before it makes it; [Undo] (undo.go) goes through the log
// backwards and puts back what was, except where somebody else changed it since;
// [UndoLast] chooses among the logs, one of which is the person's own and one the
// machine's. log.go has the log: lines of JSON, appended and flushed to the disk, so
// that a machine that loses its power in the middle can still be put back. One process
// mends or undoes at a time (turn.go).
//
// What [Machine] is differs by system: machine_windows.go and service_windows.go;
// elsewhere nothing can be mended yet. What needs an administrator's rights fails with
// the system's own words, and what was done before it is undone.
package mend
