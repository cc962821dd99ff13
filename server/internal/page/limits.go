package page

// Limits of what one page holds, so that it stays under 5 MB and a phone opens
// it. What is beyond them is said on the page, with the place where it is.
const (
	maxFindings = 5000 // rows; Options may say another number
	maxRows     = 1000 // rows of every other list
	maxRejects  = 200  // rows: they are examples of what is wrong with a file

	maxPageBytes = 4_600_000 // of all lists, the styles and the script: hostile texts cannot swell the page
	maxListBytes = 600_000   // of one list that is not the findings
	leastBytes   = 1_500_000 // of the findings, whatever the other lists take

	maxShort = 80   // characters of an id, a name, a date
	maxLong  = 240  // characters of a sentence
	maxLine  = 1000 // characters of what is to be copied: cut, it would be of no use
	maxLines = 12   // steps or notes in one cell

	maxDays = 1100 // drawn days of certificate ends: a certificate lives for three years
)

// Excerpts on the first screen.
const (
	firstTasks         = 5
	firstOrganisations = 7
	firstWindows       = 4
	firstSettle        = 4
	firstLanes         = 8 // requirements on the timeline
)
