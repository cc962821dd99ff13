// Package page writes what readiness answers as pages to read: one HTML file
// for those who mend, and one page of paper for a small organisation.
//
// # What it decides
//
// [Write] puts a whole [readiness.Report] on one page: the answers that fit a
// screen first, then the lists behind them. It decides what of a long list is
// shown (share.go, and the limits in limits.go), and says how much is not.
// [WriteSheet] puts a [readiness.Practice] on paper: 14 computers and 20
// smartcards fill one A4 page, and what is more goes on, on the next.
//
// # What it does not
//
// It judges and counts nothing itself, and has no clock: what it says of an
// organisation, a date or a person stands in the struct that it is given.
//
// # The walk
//
// page.go makes of a report the sections of the page, one file each: standing.go,
// people.go, block.go, organisation.go, task.go, device.go, card.go, finding.go,
// change.go, reading.go. All that is a table is a list (list.go): so all of them
// sort, filter, print and turn into cards on a phone in one way. bar.go, axis.go,
// timeline.go and ends.go draw; when.go and words.go put things in English. The
// templates folder holds the markup, the assets folder the styles and the
// script, seal.go the policy by which a browser runs exactly these.
// sheet.go is the page of paper.
//
// # What holds for every page
//
// It is one file that fetches nothing: its Content-Security-Policy forbids all
// but its own style and script, by their hashes. Without the script it is whole,
// with plain tables. All texts of others are escaped, without characters that
// steer, and of bounded length.
//
// # Units and errors
//
// Instants come as RFC 3339 and are shown by the clock of their own offset, which
// is that of the notices; what is no instant is shown as it is. The only errors
// are those of the writer.
//
// # Sources
//
// The look is that of NHS.UK frontend (assets/README.md). WCAG 2.2 AA. Content
// Security Policy Level 3. ISO 216 for A4.
package page
