package predicate

import (
	"testing"

	"github.com/lanyard-id/lanyard/fact"
)

// TestMeanings is the guard over an upgrade of cel-go: each row is a sentence
// of the notice language.
func TestMeanings(t *testing.T) {
	gemplus := []string{"card.series=4|5|6"}
	for _, c := range []struct {
		source string
		facts  []string
		want   fact.Truth
	}{
		{`card.series >= 8`, []string{"card.series=8"}, fact.True},
		{`card.series >= 8`, []string{"card.series=6"}, fact.False},
		{`card.series >= 8`, []string{"card"}, fact.Unknown},
		{`card.series >= 8`, nil, fact.Unknown},
		{`has(card.series)`, nil, fact.False},
		{`has(card.series)`, []string{"card.series=6"}, fact.True},
		{`card.series >= 8 || true`, nil, fact.True},
		{`card.series >= 8 && false`, nil, fact.False},
		{`card.series >= 8 ? true : true`, nil, fact.Unknown},
		{`!has(card.status) || card.status == "active"`, []string{"card"}, fact.True},
		{`!has(card.status) || card.status == "active"`, []string{"card.status=lost"}, fact.False},

		// What the library would get wrong if missing were a value.
		{`card.series != 5`, []string{"card"}, fact.Unknown},
		{`card.series in [4, 5, 6]`, nil, fact.Unknown},
		{`!(card.series in [4, 5, 6])`, nil, fact.Unknown},
		{`card.type in ["A"] || card.series >= 8`, []string{"card.series=8"}, fact.True},
		{`(card.series >= 8) == false`, nil, fact.Unknown},
		{`[card.series, 4][1] == 4`, nil, fact.Unknown},
		{`.card.series >= 8`, []string{"card.series=8"}, fact.True},
		{`card.series >= 08 // a comment`, []string{"card.series=8"}, fact.True},
		{`device.uses.exists(card_, card_ == "epr")`, []string{"device.uses=epr"}, fact.True},
		{`["Gemplus", "PIV"].exists(x, card.type == x)`, []string{"card.type=PIV"}, fact.True},

		// Failures are unknown, and outvoted like anything unknown.
		{`8 / (card.series - 8) == 1`, []string{"card.series=8"}, fact.Unknown},
		{`8 / (card.series - 8) == 1 || true`, []string{"card.series=8"}, fact.True},
		{`card.series + 9223372036854775807 > 0`, []string{"card.series=8"}, fact.Unknown},
		{`card.groups[3] == "a"`, []string{"card.groups=a"}, fact.Unknown},

		// Known in part.
		{`card.series >= 8`, gemplus, fact.False},
		{`card.series != 5`, gemplus, fact.Unknown},
		{`card.series in [4, 5, 6]`, gemplus, fact.True},
		{`card.series == 5 || card.series != 5`, gemplus, fact.True},
		{`has(card.series)`, gemplus, fact.True},

		{`card.series >= 8`, []string{"card.type=Gemplus"}, fact.False},
		{`card.series == 4`, []string{"card.type=Gemplus"}, fact.Unknown},
		{`card.series == 4`, []string{"card.series=4|8", "card.type=Gemplus"}, fact.True},
		{`card.series >= 8`, []string{"card.series=8", "card.type=Gemplus"}, fact.Unknown},
		{`card.series >= 8`, []string{"card.series=8", "card.type=PIV"}, fact.True},

		{`card.series == 4`, []string{"card.type=Gemplus|Oberthur"}, fact.Unknown},
		{`card.series < 9`, []string{"card.type=Gemplus|Oberthur"}, fact.True},
		{`card.series < 9`, []string{"card.type=Gemplus|PIV"}, fact.Unknown},
		{`has(card.series)`, []string{"card.series=8", "card.type=Gemplus"}, fact.False},
		{`card.series == 5 ? card.series == 5 : card.series != 5`, gemplus, fact.True},
		{`client.version < version("9") && card.series < 9`, []string{"client.version=1|2|3|4|5|6|7|8", "card.series=1|2|3|4|5|6|7|8"}, fact.True},
		{`client.version < version("9") && card.series < 9`, []string{"client.version=1|2|3|4|5|6|7|8|8.1", "card.series=1|2|3|4|5|6|7|8"}, fact.Unknown},
		{`client.status == "old"`, []string{"client.product=agent", "client.version=1|1.5"}, fact.True},
		{`client.status == "old"`, []string{"client.product=agent", "client.version=1|3"}, fact.Unknown},

		// Closed worlds and empty lists.
		{`"vip" in card.groups`, []string{"card"}, fact.False},
		{`"vip" in card.groups`, nil, fact.Unknown},
		{`"vip" in card.groups`, []string{"card.groups=vip|x"}, fact.True},
		{`device.uses.all(u, u == "epr")`, []string{"device.uses="}, fact.True},
		{`device.uses.all(u, u == "epr")`, []string{"device"}, fact.Unknown},

		// Versions and TLS.
		{`client.version >= version("2.4.5.0")`, []string{"client.version=2.4.5.0-1"}, fact.True},
		{`client.version == version("2.4.5")`, []string{"client.version=2.4.5.0"}, fact.True},
		{`client.version < version("2.4.5")`, []string{"client.version=2.3.2.0"}, fact.True},
		{`connection.tls >= tls("1.2")`, []string{"connection.tls=1.1"}, fact.False},
		{`connection.tls > tls("SSLv3")`, []string{"connection.tls=TLSv1"}, fact.True},
		{`connection.tls in [tls("1.2"), tls("1.3")]`, []string{"connection.tls=1.3"}, fact.True},

		// Software.
		{`installed("agent")`, []string{"device"}, fact.Unknown},
		{`installed("agent")`, []string{"complete"}, fact.False},
		{`installed("agent")`, []string{"software.agent=-"}, fact.False},
		{`installed("agent")`, []string{"software.agent=+"}, fact.True},
		{`installed("agent", ">=2")`, []string{"software.agent=+"}, fact.Unknown},
		{`installed("agent", ">=2")`, []string{"software.agent=1;+"}, fact.Unknown},
		{`installed("agent", ">=2")`, []string{"software.agent=1;2.5"}, fact.True},
		{`installed("agent", ">=2")`, []string{"software.agent=1"}, fact.False},
		{`status("agent") == "old"`, []string{"software.agent=1"}, fact.True},
		{`status("agent") == "new"`, []string{"software.agent=1;3"}, fact.True},
		{`status("agent") == "old"`, []string{"software.agent=1;+"}, fact.Unknown},
		{`status("agent") == "old"`, []string{"software.agent=2.5"}, fact.Unknown},
		{`status("agent") == "old"`, []string{"software.agent=-"}, fact.Unknown},

		{`installed("agent")`, []string{"applications-complete"}, fact.Unknown},

		// Age: what was seen too long ago is missing.
		{`card.series >= 8`, []string{"card.series=8", "card@2025-06-08T12:00:00Z", "fresh=720h"}, fact.True},
		{`card.series >= 8`, []string{"card.series=8", "card@2025-06-08T11:59:59Z", "fresh=720h"}, fact.Unknown},
		{`card.series >= 8`, []string{"card.series=8", "fresh=1h"}, fact.True},
		{`card.series >= 8`, []string{"card.series=8", "device@2025-01-01T00:00:00Z", "fresh=1h"}, fact.True},
		{`has(card.series)`, []string{"card.series=8", "card@2025-01-01T00:00:00Z", "fresh=1h"}, fact.False},
		{`"vip" in card.groups`, []string{"card", "card@2025-01-01T00:00:00Z", "fresh=1h"}, fact.Unknown},
		{`card.series < 9`, []string{"card.series=4|8", "card@2025-01-01T00:00:00Z", "fresh=1h"}, fact.Unknown},
		{`installed("agent")`, []string{"software.agent=1", "device@2025-01-01T00:00:00Z", "fresh=1h"}, fact.Unknown},
		{`installed("agent")`, []string{"complete", "device@2025-01-01T00:00:00Z", "fresh=1h"}, fact.Unknown},
		{`device.applications.exists(a, a.id == "z")`, []string{"device.applications=x", "complete", "device@2025-01-01T00:00:00Z", "fresh=1h"}, fact.Unknown},
		{`client.status == "old"`, []string{"client.product=agent", "client.version=1", "client@2025-01-01T00:00:00Z", "fresh=1h"}, fact.Unknown},

		// A client's status comes from the catalogue where it is not given.
		{`client.status == "old"`, []string{"client.product=agent", "client.version=1"}, fact.True},
		{`client.status == "old"`, []string{"client.product=agent", "client.version=2.1"}, fact.Unknown},
		{`client.status == "old"`, []string{"client.product=agent", "client.version=1", "client.status=fine"}, fact.False},
		{`has(client.status)`, []string{"client.product=agent", "client.version=2.1"}, fact.False},

		// Lists of applications may be incomplete.
		{`device.applications.all(a, "cis2" in a.protocols)`, []string{"device.applications=x:cis2", "complete"}, fact.True},
		{`device.applications.all(a, "cis2" in a.protocols)`, []string{"device.applications=x:cis2"}, fact.Unknown},
		{`device.applications.all(a, "cis2" in a.protocols)`, []string{"device.applications=x:cis2|y:cis1"}, fact.False},
		{`device.applications.all(a, "cis2" in a.protocols)`, []string{"device.applications=x:cis2|y", "complete"}, fact.Unknown},
		{`device.applications.exists(a, a.id == "x")`, []string{"device.applications=x"}, fact.True},
		{`device.applications.exists(a, a.id == "z")`, []string{"device.applications=x"}, fact.Unknown},
		{`device.applications.exists(a, a.id == "z")`, []string{"device.applications=x", "complete"}, fact.False},
		{`device.applications.exists(a, a.protocols.exists(p, p == "cis1"))`, []string{"device.applications=x:cis2+cis1"}, fact.True},
		{`size(device.applications) > 0`, []string{"device.applications=x"}, fact.Unknown},
		{`device.applications.size() == 1`, []string{"device.applications=x", "complete"}, fact.True},

		{`device.applications.exists(a, a.id == "z")`, []string{"device.applications=x", "applications-complete"}, fact.False},
		{`device.applications.exists(a, has(a.protocols))`, []string{"device.applications=x|y:cis1"}, fact.True},
		{`device.applications.all(a, !has(a.protocols))`, []string{"device.applications=x|y", "complete"}, fact.True},
		{`device.applications.all(a, false)`, []string{"device.applications=", "complete"}, fact.True},
		{`device.applications.all(a, false)`, []string{"device.applications="}, fact.Unknown},
		{`device.applications.exists(a, true)`, []string{"complete"}, fact.Unknown},
		{`device.applications[0].id == "x"`, []string{"device.applications=x"}, fact.True},

		// Time.
		{`card.certificate_expires > in_days(90)`, []string{"card.certificate_expires=2025-12-01T00:00:00Z"}, fact.True},
		{`card.certificate_expires > in_days(90)`, []string{"card.certificate_expires=2025-10-01T00:00:00Z"}, fact.False},
		{`card.certificate_expires > in_days(90)`, []string{"card.certificate_expires=2025-10-06T12:00:00Z"}, fact.False},
		{`card.certificate_expires >= in_days(90)`, []string{"card.certificate_expires=2025-10-06T12:00:00Z"}, fact.True},
		{`now < date("2025-07-09")`, nil, fact.True},
		{`now > timestamp("2025-07-08T11:59:59Z") && now - duration("1h") < timestamp("2025-07-08T11:59:59Z")`, nil, fact.True},
		{`card.issued + duration("24h") <= now`, []string{"card.issued=2025-07-07T12:00:00Z"}, fact.True},

		{`now + duration("24h") == in_days(1)`, nil, fact.True},
		{`in_days(-1) < now && in_days(0) == now`, nil, fact.True},
		{`date("2025-07-08T13:00") == now`, nil, fact.True},
		{`card.expires > now`, []string{"card"}, fact.Unknown},
		{`now >= card.expires`, []string{"card.expires=2025-07-08T12:00:00Z"}, fact.True},

		{`device.os.startsWith("Windows") && device.os.contains("10")`, []string{"device.os=Windows 10"}, fact.True},
	} {
		p, faults := Compile(c.source, scope)
		if len(faults) > 0 {
			t.Errorf("%s: %v", c.source, faults)
			continue
		}
		if got := p.Judge(give(t, c.facts...)); got != c.want {
			t.Errorf("%s of %v is %v, want %v", c.source, c.facts, got, c.want)
		}
	}
}
