// Package readiness judges an estate by notices, at an instant or over a range
// of them, and answers what an IT team, a Registration Authority and a service
// owner ask: who is done and who is not, what to do first, who will be stopped
// and when.
//
// A [Survey] is an estate judged by a notice.Set at some instants (survey.go), a
// [Moment] is one of them (moment.go), and a [Report] (report.go) is everything
// that is told about one; the formats in which it is given only render it.
//
// A million subjects are judged as if one by one, but those that a rule cannot
// tell apart are judged once:
//
//	subject.go, ties.go       who the subjects are and what hangs together with
//	                          them: a card with its holder, a client with its
//	                          device, a connection with all of its sign-in
//	combination.go,           what they were seen with in the sign-ins of 90 days,
//	together.go, meeting.go   where a rule reads more than that
//	facts.go, gather.go       what is known of one, for notice to judge
//	reads.go, sight.go,       what a rule can see of rows, as small numbers; of an
//	rows.go, place.go         instant only its place among those it is compared with
//	tuple.go, numbering.go,   rows that are alike get one number
//	strip.go, team.go
//	fare.go, view.go,         those of one number are judged once an instant; who
//	pairing.go, course.go     has the same answers at all instants fares alike
//	named.go, standing.go,    excuses, and phases that hold in some places, are put
//	situation.go              on afterwards, by where subjects stand
//	life.go                   since when they are dormant or closed
//	survey.go                 all of it together is a subject's cell
//	moment.go, count.go       the verdicts of cells at an instant, and how many
//	finding.go, words.go      who falls short, and why
//	next.go, blocks.go        what is to come, and stop.go whom it stops
//	settle.go, lack.go        what evidence is missing, and (bring.go) what brings it
//	assemble.go               the report
//
// What rests on that: chain.go orders the work on devices, cardplan.go and
// certificate.go that of a Registration Authority, practices.go is a page for a
// small organisation, change.go compares with an earlier report. way.go and the
// files named after it find who can work in which ways, people.go and task.go
// tell of them. whatif.go and the files named after it look ahead over a range.
//
// The package is pure: the estate, the notices and the instants are arguments.
// Rows count from 0, and -1 is none. Instants of an estate are whole seconds. A
// day without use is 24 hours. There are no errors: what an estate does not know
// is unknown, and told as such.
package readiness
