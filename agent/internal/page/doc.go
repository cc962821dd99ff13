// Package page tells a person what an agent found on their device: as lines of text
// on a screen (text.go), and as one HTML file (html.go).
//
// It decides in which order things are told: what does not work first, then what
// will not, by which day, then what could not be looked at; what is well is counted,
// and listed last. It finds and judges nothing: all of it stands in the [wire.Bundle]
// that it is given, with the checks' own words beside it ([Check]).
//
// Dates and times are written in the notices' zone; a device's clock can be wrong,
// and where the network says so the page does too.
package page
