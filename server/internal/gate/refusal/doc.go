// Package refusal puts a refusal, a warning or a trouble of the gate in words, in
// the form that the client reads. It decides nothing about a sign-in: what was
// decided comes in as a Case and goes out as words.
//
// The walk of a refusal: New (new.go) makes Words (words.go) of the findings of an
// answer, by the same rule by which the journal retells it (notice.Advise), of
// whom to ring and of computers that work. Write (write.go) finds the form: the
// one that an extractor names, else what Accept asks for (accept.go). A layout
// (layout.go) says the Words in sentences (sentence.go, when.go, contact.go), and
// each form writes it: a page (page.go), problem details in JSON (problem.go) and
// XML (problem_xml.go), the legacy protocol's gpOBJECT (gpobject.go), plain text
// (text.go). In each stand, in this order: what the person is told, when it works
// again and what works now, whom to ring, the code, and for those who mend the
// reasons. Never more.
//
// Beside it: warnings on an answer that is passed on, for machines (warn.go), and
// at most once a day a page for people (daily.go); what is said when the service
// behind the gate does not answer (trouble.go); and the gate's own pages, where a
// code can be looked up without sign-in, under a limit (pages.go, limit.go).
//
// Texts come from notices, files of the estate and findings. They are trusted to
// be meant well and not to be well formed: plain.go cuts and cleans each before it
// is laid out, each form escapes it by its own rules, and what goes into a header
// is ASCII. Whatever the words, a page stays under 20 KB.
//
// Times are said by the clock of the zone that the Words carry in At, in whole
// minutes, rounded up, so that what is said to work works. The package has no
// clock: At, and the function that pages.go is given, are the gate's.
package refusal
