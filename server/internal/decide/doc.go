// Package decide answers sign-ins that come as JSON lines: one line in, one
// line out, in order, each as soon as it has come. With a journal every answer
// is kept before it is given, so that its code can always be told again. It also
// tells again what the gate decided.
//
// A line goes through run.go (read, decode, judge, keep, write); a code that
// somebody reads out goes through retell.go, and what only the gate saw of it
// through retell_gate.go. What a sign-in may say and what an answer looks like is
// package notice's, the form in which it is kept is package evidence's; where it
// is kept is the caller's (Keep).
//
// A line that cannot be read has an answer too, {"line":N,"error":"…"}, and the
// rest goes on. Only an input or output that breaks, or a journal that cannot
// keep, ends the run.
package decide
