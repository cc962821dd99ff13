package checks

import (
	"fmt"

	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/wire"
)

var agentTLS = Check{
	ID:    "identity-agent.tls",
	Title: "Identity Agent speaks TLS 1.2, by its version and the settings",
	Group: GroupSoftware,
	On:    []host.Family{host.Windows},
	Why:   "The care identity service ends TLS 1.0 and 1.1; an agent that speaks nothing newer is cut off with “The underlying connection was closed”.",
	Remedy: Remedy{
		Do:   "Update Identity Agent to the latest version: from 2.4.5.0 on it speaks TLS 1.2 by itself, and no switch is needed.",
		Who:  ITTeam,
		Tell: "This computer's sign-in software is too old to connect; use another computer, and tell your IT team.",
	},
	Source: pageDisablingTLS + "; " + pageTLSOutage + "; " + pageDotNetTLS,
	Look: func(v *View) []wire.Finding {
		var found []wire.Finding
		add := func(level wire.Level, say string) {
			found = append(found, wire.Finding{Level: level, About: identityAgent, Say: say})
		}
		for _, s := range v.Installed(identityAgent) {
			switch {
			case !s.Versioned:
				add(wire.Unknown, "Identity Agent's version is not known, and so neither is its TLS.")
			case sinceDotNet4.Contains(s.Version) && v.offers("TLS 1.2") == off:
				add(wire.Problem, fmt.Sprintf("Identity Agent %s would speak TLS 1.2, which is switched off in Windows.", s.said()))
			case sinceDotNet4.Contains(s.Version):
				add(wire.Well, fmt.Sprintf("Identity Agent %s speaks TLS 1.2 by itself.", s.said()))
			case !untilDotNet35.Contains(s.Version):
				add(wire.Unknown, fmt.Sprintf("No source says which TLS Identity Agent %s speaks; versions up to 2.3.2.0 need settings for TLS 1.2, versions from 2.4.5.0 on do not.", s.said()))
			default:
				add(v.oldAgentTLS(s))
			}
		}
		return found
	},
}

// oldAgentTLS judges an agent that is built on .NET Framework 3.5 by the switches
// for that. That the switches are enough for Identity Agent is not confirmed: they
// are Microsoft's for all programs.
func (v *View) oldAgentTLS(s Software) (wire.Level, string) {
	switched, dead := v.switchedOn(), v.offers("TLS 1.0") >= offDefault && v.offers("TLS 1.1") >= offDefault
	what := fmt.Sprintf("Identity Agent %s is built on .NET Framework 3.5", s.said())
	switch {
	case switched == fact.True:
		return wire.Warning, what + "; switches for TLS 1.2 are set, by which it may speak it. No page confirms that they are enough."
	case switched == fact.Unknown:
		return wire.Unknown, what + ", which speaks TLS 1.0 unless switches say otherwise, and those could not be read."
	case dead:
		return wire.Problem, what + ", which speaks TLS 1.0 unless switches say otherwise. None is set, and TLS 1.0 and 1.1 are switched off in Windows: it cannot connect at all."
	}
	return wire.Problem, what + ", which speaks TLS 1.0 unless switches say otherwise, and none is set: it is cut off where the service takes only TLS 1.2."
}

// switchedOn tells whether programs of .NET Framework 3.5 are switched to newer TLS,
// in the view for each width that was read: Identity Agent's own width is not public.
func (v *View) switchedOn() fact.Truth {
	seen, on := 0, 0
	for _, s := range v.Host.DotNet.Strong {
		if s.Generation != generation2 {
			continue
		}
		seen++
		if isOne(s.SystemDefaultTLS) || isOne(s.SchUseStrong) {
			on++
		}
	}
	switch {
	case seen > 0 && seen == on:
		return fact.True
	case !v.Host.DotNet.Whole():
		return fact.Unknown
	}
	return fact.False
}

func isOne(value *uint32) bool { return value != nil && *value == 1 }
