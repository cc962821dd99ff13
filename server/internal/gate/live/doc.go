// Package live counts what a gate does, and shows it: as metrics for Prometheus,
// and as one page for whoever watches a window.
//
// # What it decides
//
// What of millions of decisions is kept in bounded memory, and what an operator is
// told first: what needs attention (attention.go), who stopped coming since a
// window opened (stopped.go), which names have a row of their own (table.go).
//
// # What it does not
//
// It decides about no sign-in, keeps nothing over a restart, and has no clock but
// the gate's. How the plan, the budget and the journal stand it asks of [Sources],
// which package server fills. It does not know who looks: there is no login on the
// admin address in this version.
//
// # The walk
//
// A decision comes to [Live.Decided] (live.go). It is counted in one of a few
// shards for all sign-ins (shard.go), and in a row for its organisation, client,
// extractor and for each requirement that it fell short of (table.go, tally.go).
// Both keep rings of short spans (ring.go): a span that is over is not emptied, it
// says when it was, and is used again. A row also keeps the last quarter of an hour
// by second, of the seconds in which something came (trail.go). What is no decision is an [Event]
// (count.go); those that should not happen are kept by time too (trouble.go).
//
// A reading (state.go) asks the sources, sums the rings, and goes through the rows
// for the tables (rows.go) and for what happens now (now.go), which keep of them
// what is wanted (ranking.go); the result is [State], which is /live.json. view.go and the
// files named after it put it in words, picture.go draws it, the templates folder
// has the markup. The page's script (assets/live.js) asks for the same page each
// second and puts in place what changed, so that there is one maker of markup, the
// page works without script, and after a computer slept the next question is like
// any other. metrics.go and gauges.go are /metrics; guard.go keeps pages of
// strangers out.
//
// # What is bounded
//
// Names come from strangers. A table takes a bounded number of them, and of those
// under which nothing was ever proven a part only; all others are counted as
// other, so that sums stay right (limits.go, places.go). 21,000 organisations take
// some 35 MB, and what came by second of all names together 32 MB at most.
//
// # Units and errors
//
// Spans and times are those of the gate's clock, also where a rehearsal runs at
// sixty times the speed; rates are per second or minute of it. Counting cannot
// fail. What came since a window opened is to the minute for one name; a quarter of
// an hour is to the second for all, and for one name as long as there is room.
//
// # Dependencies
//
// prometheus/client_golang writes /metrics: it adds 0.8 MB to the program beside
// net/http, and knows the formats that scrapers ask for, their escaping and their
// versions.
//
// # Sources
//
// Prometheus text format 0.0.4 and its conventions for names
// (https://prometheus.io/docs/practices/naming/). Content Security Policy Level 3,
// Fetch Metadata Request Headers, RFC 9110 §15.5.20 (421). WCAG 2.2 AA; 2.2.2 for
// the button that stops updating.
package live
