package report

import "time"

// Weeks that are compared.
const (
	defaultWeeks = 4
	MostWeeks    = 12
)

// longestCompared is how long a window may be that is compared with the weeks
// before: a longer one would be compared with itself.
const longestCompared = 7 * 24 * time.Hour

// What is remembered of a journal, whose names come from strangers. Beyond these
// attempts are still counted, but not whose they are, and the report says so.
const (
	// mostRefused is how many identities are followed that a window refused, or would
	// have. One takes about 300 bytes.
	mostRefused = 250_000
	// mostForetold is how many identities are remembered of the weeks before. Those
	// who invent names in the weeks before cannot push out those who are refused.
	mostForetold = 250_000

	mostTexts = 2 * (mostRefused + mostForetold)

	mostOrganisations = 32_768 // the largest known service has 21,000
	mostRequirements  = 64     // bits of a word; the last one stands for all further ones
	mostAddresses     = 65_536 // of handshakes that were refused
	mostOffered       = 8      // versions, of which there are five

	mostPlaces     = 4 // devices on which one identity was refused
	mostCards      = 4 // with which one was refused
	mostCandidates = 4 // attempts of one whose outcome is not known yet
)

// bounds are how many identities are remembered of a crowd.
type bounds struct{ refused, foretold int }

const (
	mostIDBytes   = 256 // of an identity: what an extractor gives of a claim
	mostNameRunes = 120 // of a name that files give
	mostWordRunes = 300 // of a sentence of others
	mostExamples  = 5   // of what was strange
	mostGaps      = 10
)

// gapExpected is how many decisions must be missing until it is told that none
// came: where five are expected none come by chance once in 150 times (Poisson:
// e^-5).
const gapExpected = 5

// clockBackBy is how far the clock must have gone back for it to be told: decisions
// that are made at once may be written in another order.
const clockBackBy = time.Second

// afterLeast is how long behind its window the picture goes on at least, where
// that much is over.
const afterLeast = time.Hour

// mostPoints is how many points a curve has.
const mostPoints = 120

// What a form has room for. CSV and JSON have all.
const (
	mostPageRows          = 300 // of those who never came back, on the page
	mostFirstRows         = 10  // of those, where the rest of the page stands behind them
	mostTextRows          = 20  // of those, in the text
	mostPageOrganisations = 10
	mostTextOrganisations = 8
)
