package checks

import (
	"strings"

	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/wire"
)

// remoteKinds are how sentences call what [host.Session] and [host.Sign] name.
var remoteKinds = map[string]string{
	"rdp": "Remote Desktop", "rds": "Remote Desktop Services", "avd": "Azure Virtual Desktop", "citrix": "Citrix",
	"horizon": "VMware Horizon", "x11": "X11", "ssh": "SSH", "hyper-v": "Hyper-V", "vmware": "VMware", "kvm": "KVM", "parallels": "Parallels",
}

// desktops are the signs of a desktop that is served to somebody elsewhere, which
// readers reach by redirection. A virtual machine by itself is none.
var desktops = map[string]bool{"citrix": true, "horizon": true, "rds": true, "avd": true, "parallels": true}

// served tells whether the person sits elsewhere, and by what: unknown if nobody
// could tell.
func (v *View) served() (fact.Truth, string) {
	s := v.Host.Session
	by := s.Via
	for _, sign := range s.Desktop {
		if desktops[sign.Of] && by == "" {
			by = sign.Of
		}
	}
	if name := remoteKinds[by]; name != "" {
		by = name
	}
	switch {
	case s.Remote != nil && *s.Remote, by != "":
		return fact.True, by
	case s.Remote != nil || s.Whole():
		return fact.False, ""
	}
	return fact.Unknown, ""
}

var sessionRemote = Check{
	ID:    "session.remote",
	Title: "The person sits at this computer",
	Group: GroupComputer,
	Why:   "In a remote session the reader is somewhere else, and parts of the sign-in software are not supported there.",
	Remedy: Remedy{
		Do:  "Do what is not supported in a remote session at an ordinary computer.",
		Who: Person,
	},
	Source: pageAgent22 + "; " + pageCredentials,
	Look: func(v *View) []wire.Finding {
		remote, by := v.served()
		switch remote {
		case fact.Unknown:
			return unseen("Whether this is a remote session", v.Host.Session.Part)
		case fact.False:
			return at(wire.Well, "The person sits at this computer.")
		}
		say := "This is a remote session"
		if by != "" {
			say += " (" + by + ")"
		}
		found := at(wire.Note, say+": readers here are those of the computer that the person sits at, if its client passes them on.")
		if v.Host.System.Family != host.Windows {
			return found
		}
		var not []string
		if by == remoteKinds["citrix"] && v.Has(identityAgent) == fact.True {
			not = append(not, "under Citrix NHS Digital recommends to turn card healing off in Identity Agent")
		}
		if v.Has(identityAgent) != fact.False {
			not = append(not, "Identity Agent signs people in here, from version 2.2 on, and does nothing else: cards cannot be issued, renewed or unlocked")
		}
		switch {
		case v.Has(credentialManagement) == fact.False:
		case v.Fits(credentialManagement, forSeries8) == fact.True:
			not = append(not, "NHS Credential Management of this version is supported here, also to manage cards")
		default:
			not = append(not, "NHS Credential Management is supported here, but below 1.4.2.0 not to manage cards")
		}
		not = append(not, "prescriptions are signed here by the Digital Signing Service alone, not by a card in the person's reader")
		return append(found, wire.Finding{Level: wire.Note, Say: "What a remote session changes: " + strings.Join(not, "; ") + "."})
	},
}
