package live

import "time"

// Memory is bounded, because names that are counted come from strangers: a name
// beyond a bound is counted as other. Part of each table is kept for names that a
// stranger cannot invent (see table.go).
const (
	// mostOrganisations leaves room for the 21,000 organisations that the largest
	// known service has. A row takes 1.5 kB.
	mostOrganisations         = 32_768
	mostUnprovenOrganisations = 24_576

	// mostClients bounds products and versions of sign-in software.
	mostClients         = 512
	mostUnprovenClients = 384

	// mostRequirements, less than 255, and mostExtractors bound what operators write themselves: a
	// notice of 1 MiB could name more requirements than anybody watches. A row
	// takes 30 kB, because it has the last day by minute.
	mostRequirements = 128
	mostExtractors   = 32

	// mostSteps bounds the seconds in which something came under a name, of all names
	// together: 32 MB. At 1,250 sign-ins a second, the most that is planned for, a
	// quarter of an hour has 1.1 million of them, each of a name of its own at worst.
	mostSteps         = 2 << 20
	mostUnprovenSteps = mostSteps / 4 * 3

	// mostPublished bounds the organisations that have series of their own in
	// /metrics: each costs whoever stores them four.
	mostPublished         = 1000
	mostUnprovenPublished = 750

	// mostLabelBytes bounds a name. An organisation's code has 3 to 10 characters.
	mostLabelBytes = 64
)

const (
	seconds    = 15 * 60 // that are kept one by one
	minutes    = 24 * 60 // that are kept one by one
	keyMinutes = 64      // of one organisation, client or requirement: an hour and a little, so that the hour before a window is whole when its first minutes are counted
	keyTens    = 24 * 6  // spans of ten minutes in which an organisation was refused or spared
	tensWidth  = 10 * 60 // seconds
	hourBefore = 60      // minutes with which what came since a window opened is compared
)

const (
	// stillExpected is how many sign-ins must be missing, at the rate of the hour
	// before, until somebody is said to have stopped coming. Where five are expected
	// none come by chance once in 150 times (Poisson: e^-5).
	stillExpected = 5
	// stillFor is for how many seconds nothing must have come: where hundreds come in
	// a minute, five are soon missing.
	stillFor = 60
	// afterWindow is how long what stopped in a window is shown behind its end.
	afterWindow = time.Hour
	// afterBlock is the same behind the beginning of a block for good.
	afterBlock = 24 * time.Hour

	mostStopped = 100 // rows that are shown of what stopped; the CSV file has all
	mostRows    = 50  // rows of a table on the page, unless all are asked for
	allRows     = 2000
	mostPulses  = 10 // rows of a table of now, which draw each second
	allPulses   = 200
)

const (
	mostBodyBytes   = 8 << 10 // of a form: a name and a reason
	mostNameRunes   = 80
	mostReasonRunes = 300
	mostFindBytes   = 100
	mostPlaceBytes  = 120     // of an organisation's name, of whom to ring there
	mostRecordBytes = 1 << 20 // of a decision's record that is shown
)

// expiresSoon is when a certificate is told of: renewing by hand may take a week,
// and a month's notice is what most calendars of such work give.
const expiresSoon = 30 * 24 * time.Hour
