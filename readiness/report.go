package readiness

import (
	"iter"

	"github.com/lanyard-id/lanyard/notice"
)

// Report is the answer about an estate at an instant. Instants are RFC 3339 in
// the zone of the notices; "" = there is none. Lists are never nil.
type Report struct {
	At            string           `json:"at"`
	Notices       []notice.Edition `json:"notices"`
	Zones         string           `json:"zones"` // the zone data by which civil times were read
	Requirements  []Requirement    `json:"requirements"`
	Organisations []Organisation   `json:"organisations"`
	NextBlock     *Block           `json:"nextBlock,omitempty"` // nil: none is to come
	Windows       []Window         `json:"windows"`             // the next ones, at most MaxWindows
	Tasks         []Task           `json:"tasks"`               // first things to do, the one that unblocks most people first
	Settle        []Settle         `json:"settle"`              // what would settle the unknowns, the most first
	People        People           `json:"people"`              // who can work at this instant
	Devices       Chain            `json:"devices"`             // what makes the devices clean
	Cards         *CardPlan        `json:"cards,omitempty"`     // for the Registration Authority; nil: no cards were given
	Change        *Change          `json:"change,omitempty"`    // since the baseline; nil: none was given
	Files         []File           `json:"files"`               // what was read
	Joins         []Join           `json:"joins"`               // how well sources met each other
	NearMisses    []NearMiss       `json:"nearMisses"`
	Ambiguous     []Ambiguous      `json:"ambiguous"`   // identities that fit several subjects
	Rejects       []Reject         `json:"rejects"`     // the first of them
	RejectCount   int              `json:"rejectCount"` // all of them
	Notes         []string         `json:"notes"`       // what the files together show, in words

	// Findings yields what is unmet or unknown, by requirement in the order of
	// the notices and by subject in that of the files. It can be asked again.
	Findings iter.Seq[Finding] `json:"-"`
}

// Count is how many subjects have each result.
type Count struct {
	Met           int `json:"met"`
	Unmet         int `json:"unmet"`
	Unknown       int `json:"unknown"`
	Exempt        int `json:"exempt"`
	NotApplicable int `json:"notApplicable"`
}

// Requirement is how one requirement stands.
type Requirement struct {
	Notice      string        `json:"notice"`
	Requirement string        `json:"requirement"`
	Title       string        `json:"title"`
	Of          string        `json:"of"`
	Action      notice.Action `json:"action"`
	Next        string        `json:"next,omitempty"`       // when its action changes
	NextAction  string        `json:"nextAction,omitempty"` // to what
	Due         string        `json:"due,omitempty"`
	Do          string        `json:"do,omitempty"`
	Who         string        `json:"who,omitempty"`
	Say         string        `json:"say,omitempty"`
	Count                     // of all subjects
	Dormant     Count         `json:"dormant"` // of these, not used for long
	Closed      Count         `json:"closed"`  // of these, cancelled or expired
}

// Organisation is how the subjects of one organisation stand, its own and not
// its descendants'.
type Organisation struct {
	Organisation string              `json:"organisation"` // "" = that of no organisation
	Name         string              `json:"name,omitempty"`
	Kind         string              `json:"kind,omitempty"`
	Requirements []OrganisationCount `json:"requirements"`
	Stopped      Stopped             `json:"stopped"` // by the next block
	Contact      *Contact            `json:"contact,omitempty"`
}

// OrganisationCount is one requirement in one organisation.
type OrganisationCount struct {
	Requirement string `json:"requirement"`
	Count
}

// Stopped is how much a block stops.
type Stopped struct {
	People      int `json:"people"`      // both of these
	Interrupted int `json:"interrupted"` // their usual way is blocked, and another is left
	Stranded    int `json:"stranded"`    // no way is left
	Devices     int `json:"devices"`
	Cards       int `json:"cards"`
}

// Contact is whom to ring, and from which organisation that was inherited.
type Contact struct {
	Organisation string `json:"organisation"`
	Team         string `json:"team,omitempty"`
	Name         string `json:"name,omitempty"`
	Phone        string `json:"phone,omitempty"`
	Email        string `json:"email,omitempty"`
	Hours        string `json:"hours,omitempty"`
}

// Block is a stretch of time in which requirements block.
type Block struct {
	From         string   `json:"from"`
	Until        string   `json:"until,omitempty"` // "" = for good
	Notice       string   `json:"notice"`
	Requirements []string `json:"requirements"`
	Stopped      Stopped  `json:"stopped"`
	// Organisations are those that it would stop, the most people first.
	Organisations []StoppedOrganisation `json:"organisations"`
}

// StoppedOrganisation is what a block stops in one organisation.
type StoppedOrganisation struct {
	Organisation string `json:"organisation"`
	Name         string `json:"name,omitempty"`
	Stopped
}

// Window is one planned block.
type Window struct {
	From         string   `json:"from"`
	Until        string   `json:"until,omitempty"` // "" = for good
	Notice       string   `json:"notice"`
	Window       string   `json:"window,omitempty"`
	Requirements []string `json:"requirements"`
}

// MaxWindows is how many windows to come a report lists.
const MaxWindows = 20

// Task is one action by one team, over all its subjects.
type Task struct {
	Do            string   `json:"do"`
	Who           string   `json:"who"`
	Say           string   `json:"say,omitempty"`
	Disruptive    string   `json:"disruptive,omitempty"` // what it does to people at work
	People        int      `json:"people"`               // unblocked by it at the next block
	Devices       int      `json:"devices"`
	Cards         int      `json:"cards"`
	Organisations int      `json:"organisations"`
	Requirements  []string `json:"requirements"`
}

// Settle is evidence that is missing.
type Settle struct {
	Missing  string `json:"missing"`  // in words: "the software of the device"
	Findings int    `json:"findings"` // that it may settle
	Do       string `json:"do"`       // which export or line brings it
}

// Finding is what is unmet or unknown of one subject.
type Finding struct {
	Subject      string        `json:"subject"` // card:N, device:ID, client:DEVICE/PRODUCT, application:ID, person:ID
	Organisation string        `json:"organisation,omitempty"`
	Notice       string        `json:"notice,omitempty"`
	Requirement  string        `json:"requirement"`
	Result       notice.Result `json:"result"`
	Action       notice.Action `json:"action"`
	Why          string        `json:"why"`
	Do           string        `json:"do,omitempty"`
	Who          string        `json:"who,omitempty"`
	Say          string        `json:"say,omitempty"`
	Dormant      bool          `json:"dormant,omitempty"`
	Closed       bool          `json:"closed,omitempty"`
	Disputed     []Dispute     `json:"disputed,omitempty"`
	Contact      *Contact      `json:"contact,omitempty"`
}

// Dispute is a fact that another overruled.
type Dispute struct {
	Fact   string `json:"fact"`  // such as card.series
	Value  string `json:"value"` // what the other said
	Source string `json:"source"`
	Line   int    `json:"line,omitempty"`
	Seen   string `json:"seen,omitempty"`
}

// People is who can work at an instant.
type People struct {
	At          string   `json:"at"`
	From        string   `json:"from"` // what it was told from: sign-ins, users of devices, holders of cards; "" = nothing
	Working     int      `json:"working"`
	Interrupted int      `json:"interrupted"`
	Stranded    int      `json:"stranded"`
	Unknown     int      `json:"unknown"`            // evidence is missing and might stop them
	Dormant     int      `json:"dormant,omitempty"`  // in none of these: they have not signed in for long
	Cardless    int      `json:"cardless,omitempty"` // in none of these: no card of theirs is of any use, whatever notices ask for
	List        []Person `json:"list"`               // interrupted and stranded, at most MaxPeople
	// At the next block, of the same people.
	NextBlock *People `json:"nextBlock,omitempty"`
}

// MaxPeople is how many people a report lists by name; the counts are of all.
const MaxPeople = 10_000

// Person is somebody who cannot work as usual.
type Person struct {
	Person       string   `json:"person"`
	Name         string   `json:"name,omitempty"`
	Organisation string   `json:"organisation,omitempty"`
	Stranded     bool     `json:"stranded"`
	Why          string   `json:"why"`
	Card         string   `json:"card,omitempty"`
	Device       string   `json:"device,omitempty"`
	Do           []string `json:"do"`            // what would let them work, in order
	Way          string   `json:"way,omitempty"` // what still works: another device or card
}

// Chain is which actions make the devices clean through the last phase.
type Chain struct {
	Clean   int    `json:"clean"` // devices with nothing to do
	Unclean int    `json:"unclean"`
	Steps   []Step `json:"steps"` // in the order in which they are to be done
	Plans   []Plan `json:"plans"` // distinct sequences, the one of most devices first
}

// Step is one action over all devices.
type Step struct {
	Do         string   `json:"do"`
	Who        string   `json:"who,omitempty"`
	Say        string   `json:"say,omitempty"`
	After      []string `json:"after"`
	Devices    int      `json:"devices"`
	Images     int      `json:"images"` // of these, images of virtual desktops, which come first
	Disruptive string   `json:"disruptive,omitempty"`
	By         string   `json:"by,omitempty"` // the first block that it prevents
}

// Plan is one sequence of actions and how many devices need it.
type Plan struct {
	Do      []string `json:"do"`
	Devices int      `json:"devices"`
	Example string   `json:"example"`
}

// CardPlan is the work of a Registration Authority.
type CardPlan struct {
	Replace    int               `json:"replace"`    // cards to replace that are in use
	Dormant    int               `json:"dormant"`    // to replace only if they are used again
	Closed     int               `json:"closed"`     // cancelled or expired: nothing to do
	Used30     int               `json:"used30"`     // of Replace, used in the last 30 days
	Signs      int               `json:"signs"`      // of Replace, sign prescriptions
	SelfClosed int               `json:"selfClosed"` // since the baseline, without a replacement
	PerDay     int               `json:"perDay"`     // cards a working day; 0 = not said
	NeededADay int               `json:"neededADay"` // to be done by the first block
	Deadline   string            `json:"deadline,omitempty"`
	Done       string            `json:"done,omitempty"` // when the pace is done
	Missed     bool              `json:"missed"`         // Done is after Deadline
	Order      int               `json:"order"`          // cards to order
	Next       []CardJob         `json:"next"`           // in order of need, at most MaxCards
	All        iter.Seq[CardJob] `json:"-"`              // all of them, in the same order
	Ends       []Ends            `json:"ends"`           // certificates that end, by day
	Peak       *Ends             `json:"peak,omitempty"`
}

// MaxCards is how many cards a report lists; lists of all are exported.
const MaxCards = 10_000

// CardJob is one card to replace.
type CardJob struct {
	Card           string `json:"card"`
	Series         string `json:"series,omitempty"`
	Type           string `json:"type,omitempty"`
	Holder         string `json:"holder,omitempty"`
	Name           string `json:"name,omitempty"`
	Email          string `json:"email,omitempty"`
	Organisation   string `json:"organisation,omitempty"`
	LastUsed       string `json:"lastUsed,omitempty"`
	CertificateEnd string `json:"certificateEnd,omitempty"`
	Signs          bool   `json:"signs"`
	Need           string `json:"need"`          // why it stands here, in words
	Day            string `json:"day,omitempty"` // on which working day, by PerDay, or else by NeededADay; "" = neither is known
}

// Ends is how many certificates end on one day.
type Ends struct {
	Date  string `json:"date"`
	Cards int    `json:"cards"`
}

// Change is what happened since a baseline.
type Change struct {
	Since    string  `json:"since"`
	New      int     `json:"new"`
	Closed   int     `json:"closed"`
	CameBack int     `json:"cameBack"`
	Same     int     `json:"same"`
	List     []Moved `json:"list"` // at most MaxMoved
}

// MaxMoved is how many changed findings a report lists; the counts are of all. It
// is as many as a large estate has, since a later report is compared with them.
const MaxMoved = 1_000_000

// Moved is one finding that changed since the baseline.
type Moved struct {
	Subject     string `json:"subject"`
	Notice      string `json:"notice,omitempty"`
	Requirement string `json:"requirement"`
	What        string `json:"what"` // MovedNew and those beside it
	Result      string `json:"result,omitempty"`
}

// File is one table that was read.
type File struct {
	Name    string   `json:"name"`
	Kind    string   `json:"kind"`    // such as devices.csv, intune-apps
	Form    string   `json:"form"`    // such as "semicolons, Windows-1252"
	Rows    int      `json:"rows"`    // that count
	Rejects int      `json:"rejects"` // rows and cells that do not
	Seen    string   `json:"seen,omitempty"`
	Notes   []string `json:"notes"` // what was decided about it, in words
}

// Join is how well the rows of one source met subjects of others.
type Join struct {
	Source    string `json:"source"`
	By        string `json:"by"` // such as "NetBIOS name"
	Matched   int    `json:"matched"`
	New       int    `json:"new"` // subjects that only this source knows
	Ambiguous int    `json:"ambiguous"`
}

// NearMiss is an installed name that nearly is a product of the catalogue.
type NearMiss struct {
	Name    string   `json:"name"`
	Like    []string `json:"like"` // the products that it may be
	Devices int      `json:"devices"`
	Line    string   `json:"line"` // of --product-alias, that settles it
}

// Ambiguous is an identity that fits several subjects.
type Ambiguous struct {
	Source   string   `json:"source"`
	Kind     string   `json:"kind"`
	Value    string   `json:"value"`
	Subjects []string `json:"subjects"`
	Line     string   `json:"line"` // of --alias, that settles it
}

// Reject is a cell or row that could not be read.
type Reject struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column string `json:"column,omitempty"`
	Value  string `json:"value,omitempty"`
	Error  string `json:"error"`
	Scope  string `json:"scope"` // cell or row
}
