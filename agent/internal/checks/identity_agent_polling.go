package checks

import (
	"fmt"

	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/wire"
)

var agentPolling = Check{
	ID:    "identity-agent.polling",
	Title: "Identity Agent looks for a reader that is far away",
	Group: GroupSoftware,
	On:    []host.Family{host.Windows},
	Why:   "In a remote session a reader does not announce a card; Identity Agent must ask it again and again, and does so only when told.",
	Remedy: Remedy{
		Do:  "Set UseCardReaderPolling to the text true in the settings of Identity Agent on this desktop, by Group Policy. Where the person sits at a Linux thin client, a field report set EnablePinPad too.",
		Who: ITTeam,
	},
	Source: pageAgentTroubles + "; " + pageAgent22 + "; a supplier's field notes on smartcards over RDP (17 August 2026)",
	Look: func(v *View) []wire.Finding {
		remote, by := v.served()
		if len(v.Installed(identityAgent)) == 0 || remote != fact.True {
			return nil
		}
		if !v.Host.Agents.Known() {
			return unseen("The settings of Identity Agent", v.Host.Agents.Part)
		}
		if by == "" {
			by = "remote"
		}
		set := v.setting("UseCardReaderPolling")
		for _, s := range set {
			if s.Value != "true" {
				return []wire.Finding{{Level: wire.Warning, About: identityAgent, Say: fmt.Sprintf("UseCardReaderPolling (%s) is %s; only the text true switches it on.", scoped(s.Scope), quote(s.Value))}}
			}
		}
		var found []wire.Finding
		if len(set) == 0 {
			found = append(found, wire.Finding{Level: wire.Warning, About: identityAgent, Say: fmt.Sprintf("This is a session by %s, and no setting UseCardReaderPolling was found: Identity Agent may not notice the card.", by)})
		} else {
			found = append(found, wire.Finding{Level: wire.Well, About: identityAgent, Say: "UseCardReaderPolling is on, as a remote session needs it."})
		}
		if len(v.setting("EnablePinPad")) == 0 && by == remoteKinds["rdp"] {
			found = append(found, wire.Finding{Level: wire.Note, About: identityAgent, Say: "No setting EnablePinPad was found. One field report needed it for readers that come by RDP from a Linux thin client; whose setting it is, is not public."})
		}
		return found
	},
}
