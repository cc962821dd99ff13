// Package notice reads, checks and judges notices: documents with revisions, each
// a list of requirements with dates, by which a sign-in is let in, warned or
// refused. The language is told in docs/notice.md; each of its rules lives in the file that is named for it.
//
// A file goes through Parse: the text and its positions (package text), the
// table of keys (keys.go), from which the JSON Schemas are written too, then
// read.go and the files beside it, which build a Notice and list everything that
// is wrong (check.go). Conditions are CEL (internal/predicate), windows are
// expanded in the notice's own zone (window.go, internal/window).
//
// Notices are judged in a Set (set.go): every revision of each, what supersedes
// what (supersede.go), exemptions and pauses. Set.Judge (judge.go) answers for
// the facts of one SignIn (signin.go) at one instant with a Verdict: a Finding
// for each requirement, and the strongest of what they ask for. AppendSignIn
// (signin_append.go) writes such facts down again. Set.Answer puts
// it in words (tell.go), with the reasons of each finding and the instant at
// which it asks for less (until.go). What of it the person is told, and what those
// who mend, is advice.go; when the whole sign-in is let in again, or refused next,
// prospect.go.
//
// An estate is judged by the same set, rule by rule (rule.go): a Rule tells what
// its answer depends on (rule_reads.go), so that subjects that are alike in that
// are judged once (outcome.go), and whom excuses are about (excused.go), so that
// only these are looked at one by one. Set.Changes (changes.go) lists the instants
// at which answers may change for all. Set.FindProduct (product.go) names
// installed software; facts.go has what facts are made of.
//
// The package is pure: no clock, no files, no zone data of the machine. What it
// needs of the outside are arguments, so that the same notice, facts and instant
// give the same answer everywhere. A Notice and a Set do not change and may be
// used by many goroutines; Facts, SignIn and Verdict by one at a time.
//
// Instants are held in nanoseconds since 1970 in UTC; years are those of package
// civil. What is wrong with a file is a Problem with its place and how to mend
// it; an error of the program itself is an error.
package notice
