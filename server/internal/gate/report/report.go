package report

import "time"

// Report is what came of a window. Every form renders this and nothing else, and
// its JSON reads back as the same. Texts are those of the journal and of the files,
// bounded and in valid UTF-8, and otherwise as they came: a form cleans and escapes
// them. Instants are by the clocks of the zone.
type Report struct {
	Window     Window     `json:"window"`
	MadeAt     time.Time  `json:"madeAt"`
	Open       bool       `json:"open"` // the window was still open: all that is told is so far
	Decisions  Decisions  `json:"decisions"`
	Blocked    Blocked    `json:"blocked"`
	Spared     []Spared   `json:"spared"`
	Handshakes Handshakes `json:"handshakes"`
	Back       Back       `json:"back"`
	Curve      Curve      `json:"curve"`
	// Away are those who never came back, by organisation.
	Away          []Away         `json:"away"`
	Organisations []Organisation `json:"organisations"` // the most refused first
	Preview       Preview        `json:"preview"`
	Strange       Strange        `json:"strange"`
}

// Window is what the report is about.
type Window struct {
	Notice      string    `json:"notice"`
	Requirement string    `json:"requirement"` // "" = any
	Name        string    `json:"name"`        // the list of windows and its id
	Title       string    `json:"title"`
	From        time.Time `json:"from"`
	Until       time.Time `json:"until"`
	Zone        string    `json:"zone"`
}

// Decisions are all that were made in the window, about any requirement.
type Decisions struct {
	Allowed int `json:"allowed"`
	Warned  int `json:"warned"`
	Blocked int `json:"blocked"`
}

// All is how many decisions there were.
func (d Decisions) All() int { return d.Allowed + d.Warned + d.Blocked }

func (d *Decisions) add(done string) {
	switch done {
	case "allow":
		d.Allowed++
	case "warn":
		d.Warned++
	case "block":
		d.Blocked++
	}
}

// Blocked is who was refused in the window because of its requirement.
type Blocked struct {
	Attempts     int           `json:"attempts"`
	Who          Units         `json:"who"`
	Requirements []Requirement `json:"requirements"` // the most refused first; one attempt may fall short of several
	WithoutWords int           `json:"withoutWords"` // attempts that were refused in the handshake
	// Others are attempts that were refused meanwhile by other requirements only.
	// They are not followed here.
	Others int `json:"others"`
	// Nameless are attempts of which neither a person nor a device nor an address is
	// known. They are in no other number but Attempts and those of requirements.
	Nameless int `json:"nameless"`
	// Unproven are attempts of which nothing was proven. UnprovenWho are those who
	// were proven in none of theirs, but for what is weaker, such as the address of a
	// person: they may be invented.
	Unproven    int   `json:"unproven"`
	UnprovenWho Units `json:"unprovenWho"`
}

// Requirement is what one requirement refused.
type Requirement struct {
	Requirement string `json:"requirement"`
	Attempts    int    `json:"attempts"`
	Who         Units  `json:"who"`
}

// Spared is what the window would have refused, and only warned.
type Spared struct {
	Reason   string `json:"reason"` // as the journal has it, or other
	Attempts int    `json:"attempts"`
	Who      Units  `json:"who"`
}

// Handshakes are those that were refused without a decision.
type Handshakes struct {
	Refused       int       `json:"refused"`
	Addresses     int       `json:"addresses"`
	MoreAddresses bool      `json:"moreAddresses"` // there were more than are counted
	Offered       []Offered `json:"offered"`
}

// Offered counts handshakes by the highest version that they offered.
type Offered struct {
	Version    string `json:"version"`
	Handshakes int    `json:"handshakes"`
}

// Back is who was let in again after being refused.
type Back struct {
	Who Units `json:"who"`
	// Accepted are those of whom it is known that the service accepted them. Of the
	// others it is not known what the service made of it.
	Accepted int   `json:"accepted"`
	Ways     []Way `json:"ways"` // all there are, in one order
	// Again are those who were refused once more after they were back, and StillOut
	// those of them who were not let in since.
	Again    int `json:"again"`
	StillOut int `json:"stillOut"`
	// MedianMinutes and LongestMinutes are from the first refusal until they were
	// back. 0 where nobody is back.
	MedianMinutes  int `json:"medianMinutes"`
	LongestMinutes int `json:"longestMinutes"`
}

// Way counts who came back in one way.
type Way struct {
	How string `json:"how"` // another-device, updated, mended, window-over, weakened or not-known
	Who Units  `json:"who"`
}

// Curve is how many were refused and how many were back by when.
type Curve struct {
	StepMinutes int     `json:"stepMinutes"` // between points
	Points      []Point `json:"points"`
	Later       int     `json:"later"` // back after the last point
	// MostOut is how many were out at once at most, and MostOutAt when.
	MostOut   int        `json:"mostOut"`
	MostOutAt *time.Time `json:"mostOutAt,omitempty"`
}

// Point is how many identities had been refused and how many were back before a
// minute since the window opened was over.
type Point struct {
	Minute  int `json:"minute"`
	Refused int `json:"refused"`
	Back    int `json:"back"`
}

// Away is one who was refused and not let in since.
type Away struct {
	Organisation     string    `json:"organisation"` // "" = not known
	OrganisationName string    `json:"organisationName"`
	Unit             string    `json:"unit"` // person, device or address
	ID               string    `json:"id"`
	Device           string    `json:"device"` // on which it was refused last; "" = not known
	DeviceName       string    `json:"deviceName"`
	Attempts         int       `json:"attempts"` // refused in the window
	Since            int       `json:"since"`    // refused after it
	Denied           int       `json:"denied"`   // let in by the gate, and denied by the service
	LastAt           time.Time `json:"lastAt"`   // of the last refusal
	Code             string    `json:"code"`     // of the last refusal
	Proven           bool      `json:"proven"`   // else it may be invented
	// DeviceSince says of a person that a device on which they were refused was let
	// in since, without saying who used it.
	DeviceSince bool   `json:"deviceSince"`
	Contact     string `json:"contact"` // whom to ring
	Phone       string `json:"phone"`
	Hours       string `json:"hours"`
}

// Organisation is what the window did to one.
type Organisation struct {
	Organisation string `json:"organisation"` // "" = not known
	Name         string `json:"name"`
	Attempts     int    `json:"attempts"`
	Blocked      Units  `json:"blocked"`
	Back         int    `json:"back"`
	Away         int    `json:"away"`
	// Foretold is how many fell short in each week that is compared, the last week
	// first, and Expected their median.
	Foretold []int `json:"foretold"`
	Expected int   `json:"expected"`
}

// Preview is what the weeks before let expect. It counts whose attempts fell short
// of the requirement then; it knows nothing of exemptions, pauses and places that
// the block leaves out.
type Preview struct {
	Weeks []Week `json:"weeks"` // the last week first
	Why   string `json:"why"`   // why nothing is compared; "" = something is
	// Least, Most and Median are of the identities of the weeks that are compared.
	Compared int `json:"compared"`
	Least    int `json:"least"`
	Most     int `json:"most"`
	Median   int `json:"median"`

	ForetoldBlocked Units `json:"foretoldBlocked"` // and refused in the window
	ForetoldLetIn   Units `json:"foretoldLetIn"`   // and only let in then
	ForetoldUnseen  Units `json:"foretoldUnseen"`  // and not seen then
	NotForetold     Units `json:"notForetold"`     // refused, although in no week they fell short
}

// Week is one of the weeks before, at the same weekday and civil time.
type Week struct {
	From      time.Time `json:"from"`
	Until     time.Time `json:"until"`
	Decisions int       `json:"decisions"` // 0: it is not compared
	Attempts  int       `json:"attempts"`  // that fell short
	Who       Units     `json:"who"`
}

// Strange is what a reader should know before believing the rest.
type Strange struct {
	Contradictions int      `json:"contradictions"` // attempts with claims that the handshake contradicts
	Contradictory  []string `json:"contradictory"`  // some of these claims
	WithoutDetail  int      `json:"withoutDetail"`  // refusals whose detail was dropped
	WithoutReason  int      `json:"withoutReason"`  // refusals with no requirement: judging broke
	Unread         int      `json:"unread"`         // records that cannot be read
	UnreadWords    []string `json:"unreadWords"`
	UnknownKinds   int      `json:"unknownKinds"` // records of a newer program
	Damage         Damage   `json:"damage"`
	ClockBack      int      `json:"clockBack"`        // times that the clock went back
	ClockBackBy    int      `json:"clockBackSeconds"` // how far at most
	Gaps           []Gap    `json:"gaps"`
	MoreGaps       int      `json:"moreGaps"`
	// Untold are those who were let in again on the same device when it no longer
	// told the version that it was refused for.
	Untold      int `json:"untold"`
	NotFollowed int `json:"notFollowed"` // refused or spared attempts whose identities there was no room for
	NotForetold int `json:"notForetold"` // the same of the weeks before
}

// Gap is a time of the window in which nothing was decided, although at the same
// time of the weeks before something was.
type Gap struct {
	From     time.Time `json:"from"`
	Until    time.Time `json:"until"`
	Expected int       `json:"expected"` // decisions, the median of the weeks
}
