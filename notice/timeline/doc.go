// Package timeline tells what a notice plans and when: in words for those who
// have to act on it, and as a picture.
//
// # What it decides
//
// [Words] writes plain English: whole dates with their weekday, in the notice's
// own zone, and short sentences. [SVG] draws the same: requirements as rows,
// phases as bands, windows as ticks. Both tell of one notice by itself, as it
// is written: what other notices take out of it, exemptions and pauses that were
// granted are not part of it.
//
// # What it does not
//
// It judges nobody. It has no clock: which instant is asked about, and which day
// is today, are [Options]. It does no I/O but to the writer it is given.
//
// # The walk
//
// stretch.go lays the phases of a requirement one after the other, refusal.go
// finds when a block really refuses. From there words.go goes through the
// sections (moment.go, agenda.go, summary.go, requirement.go, phase.go,
// levels.go) and page.go breaks the lines; calendar.go, series.go and phrases.go
// put dates, repetitions and actions in English. svg.go goes through the rows
// (row.go, band.go, ticks.go, legend.go) on the scale of scale.go and axis.go;
// element.go writes the XML.
//
// # Units
//
// Text is at most 78 characters wide, but for addresses and other words that are
// longer. A picture is 1120 units wide, with the proportions of a landscape page
// of A4 where the rows fit one.
//
// # Sources
//
// SVG 2 (https://www.w3.org/TR/SVG2/); of its accessibility, SVG-AAM 1.0. XML
// 1.0 §2.2 for the characters a document may hold.
package timeline
