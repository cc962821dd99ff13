package checks

import (
	"strings"

	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/wire"
)

// Group is where on the page a check stands.
type Group string

// The groups, in the order of the page.
const (
	GroupComputer   Group = "This computer"
	GroupSoftware   Group = "Sign-in software"
	GroupMiddleware Group = "Card software"
	GroupReaders    Group = "Readers"
	GroupCards      Group = "Cards"
	GroupNetwork    Group = "Network"
	GroupBrowsers   Group = "Browsers"
)

// Groups returns all groups in the order of the page.
func Groups() []Group {
	return []Group{GroupComputer, GroupSoftware, GroupMiddleware, GroupReaders, GroupCards, GroupNetwork, GroupBrowsers}
}

// Need is what a check cannot look without.
type Need string

// What checks need, besides what the system shows everybody.
const (
	Rights  Need = "an administrator's rights"
	ACard   Need = "a card in a reader"
	Reached Need = "the network"
)

// Who mends something.
const (
	Person                = "person"
	ITTeam                = "it-team"
	RegistrationAuthority = "registration-authority"
	ServiceDesk           = "service-desk"
	NetworkTeam           = "network-team"
)

// Remedy is what mends what a check finds, unless the finding says otherwise.
type Remedy struct {
	Do string // a sentence for those who mend
	// Unix is that sentence on Linux and macOS, where Do speaks of what Windows alone has;
	// "" = Do fits there too.
	Unix string
	Who  string
	Tell string // a sentence for the person at the screen; "" = they need not know
	Fix  string // the id of a mend that the agent can make itself; "" = none
}

// on is what mends it on a system.
func (r Remedy) on(family host.Family) string {
	if r.Unix != "" && family != host.Windows {
		return r.Unix
	}
	return r.Do
}

// Check looks at one thing.
type Check struct {
	// ID is stable: notices, cases and scripts name it. It is the group's subject and
	// what is asked of it, such as "middleware.loads".
	ID    string
	Title string // what is checked, as a heading: "The middleware loads"
	Group Group
	// On are the systems that have the thing; nil: all.
	On    []host.Family
	Needs []Need
	// Reveals is what its findings' values may tell of somebody.
	Reveals []wire.Reveals
	Why     string // what breaks when it is wrong
	Remedy  Remedy
	Source  string // where it is known from
	Look    func(v *View) []wire.Finding
}

// at makes a list of one finding, which is what most checks return.
func at(level wire.Level, say string) []wire.Finding {
	return []wire.Finding{{Level: level, Say: say}}
}

// unseen is the finding of a check whose part of the machine was not seen.
func unseen(what string, p host.Part) []wire.Finding {
	return at(wire.Unknown, what+" could not be read: "+reason(p)+".")
}

// reason is why a part was not seen, in words.
func reason(p host.Part) string {
	switch p.State {
	case host.NeedsRights:
		return "it needs more rights; run this as an administrator"
	case host.NotHere:
		return "this system has no such thing"
	case host.TooSlow:
		return "it took too long"
	case host.Partly:
		return "only a part of it was there to read"
	case "":
		return "nobody looked at it"
	}
	if p.Why != "" {
		return strings.TrimSuffix(p.Why, ".")
	}
	return "reading it failed"
}
