package refusal

import (
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/notice"
)

// london is the zone of all fixtures.
func london(t testing.TB) *civil.Zone {
	t.Helper()
	zone, err := civil.LoadZone("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// at is a civil time in London.
func at(t testing.TB, text string) time.Time {
	t.Helper()
	dt, err := civil.ParseDateTime(text)
	if err != nil {
		t.Fatal(err)
	}
	instant, _ := london(t).At(dt)
	return instant.In(london(t).Location())
}

const code = "K7Q2M9XD4T6" // invented, but with its right check character; see TestFixtureCode

// The findings of the fixtures, as a set puts them in words.
var (
	agentBlocks = notice.Told{
		Requirement: "identity-agent", Result: notice.Unmet, Action: notice.Block, Until: "2025-07-08T11:00:00+01:00",
		Why: "NHS Identity Agent 2.3.2.0 is unsupported", Do: "update-identity-agent", Who: "it-team",
		Say:  "Update Identity Agent to the latest version, out of hours, because the update ends open sessions.",
		Tell: "This computer's sign-in software is too old; tell your IT team.",
	}
	tlsWarns = notice.Told{
		Requirement: "tls", Result: notice.Unmet, Action: notice.Warn,
		Why: "the connection uses TLS 1.0, and must use TLS 1.2 or above", Do: "update-identity-agent", Who: "it-team",
		Say:  "Update Identity Agent; versions up to 2.3.2.0 speak TLS 1.0 or 1.1 unless told otherwise.",
		Tell: "This computer's sign-in software is too old; tell your IT team.",
	}
	cardBlocks = notice.Told{
		Requirement: "card-series", Result: notice.Unmet, Action: notice.Block,
		Why: "the card's series is 6, and must be 8 or above", Do: "replace-card", Who: "registration-authority",
		Say:  "Replace the card with one of series 8 or above; the small number on its back begins with the series.",
		Tell: "Your smartcard is too old; ask your Registration Authority for a new one.",
	}
	middlewareUnknown = notice.Told{
		Requirement: "oberthur-middleware", Result: notice.Unknown, Action: notice.Block,
		Why: "nothing is known of the device", Do: "install-oberthur", Who: "it-team",
		Say:     "Install the Oberthur middleware; if that fails, raise it with the National Service Desk.",
		Tell:    "This computer needs new smartcard software; tell your IT team.",
		Contact: &notice.Contact{Name: "National Service Desk"},
	}
	observed = notice.Told{
		Requirement: "later", Result: notice.Unmet, Action: notice.Observe,
		Why: "nobody asks yet", Tell: "Nobody must be told this.",
	}
)

// verdict gives the findings of the fixtures their titles and subjects.
func verdict() *notice.Verdict {
	n := &notice.Notice{Source: "https://digital.example/services/notice?year=2025#dates"}
	v := &notice.Verdict{}
	for _, q := range []notice.Requirement{
		{ID: "card-series", Of: "card", Title: "Smartcards are series 8 or above"},
		{ID: "oberthur-middleware", Of: "device", Title: "Oberthur middleware is installed"},
		{ID: "identity-agent", Of: "client", Title: "Identity Agent is a supported version"},
		{ID: "tls", Of: "connection", Title: "Connections use TLS 1.2 or above"},
	} {
		v.Findings = append(v.Findings, notice.Finding{Requirement: &q, Notice: n})
	}
	return v
}

var (
	desk    = Contact{Team: "it-team", Name: "Example Trust IT Service Desk", Phone: "01632 960 001", Email: "it.desk@trust.example", Hours: "Mon-Fri 08:00-18:00"}
	issuers = Contact{Team: "registration-authority", Name: "Example Trust Registration Authority", Phone: "01632 960 002 ext 7", Email: "ra@trust.example", Hours: "Mon,Wed 09:00-12:00"}
	always  = Contact{Team: "national", Name: "National Service Desk", Phone: "+44 1632 960 003", Hours: "24x365"}
)

// cases are what golden files are made of.
func cases(t testing.TB) map[string]*Words {
	t.Helper()
	tuesday := at(t, "2025-07-08T10:12:30")
	blocked := Case{
		Answer:  &notice.Answer{Decision: "block", Code: code, Findings: []notice.Told{observed, agentBlocks, tlsWarns}},
		Verdict: verdict(), Done: notice.Block, At: tuesday, Zone: london(t),
		Ahead:    Ahead{Until: at(t, "2025-07-08T11:00"), Next: at(t, "2025-07-16T14:00"), Begins: at(t, "2025-06-01T00:00"), Ends: at(t, "2025-09-01T00:00")},
		Contacts: []Contact{issuers, desk}, Devices: []string{"PC-0117", "PC-0102", "Ward 3 trolley"}, Home: "/", Session: "ZtBJb9tU7T",
	}
	forGood := blocked
	forGood.Answer = &notice.Answer{Decision: "block", Code: code, Findings: []notice.Told{cardBlocks}}
	forGood.At, forGood.Ahead = at(t, "2026-05-07T08:03"), Ahead{Begins: at(t, "2025-06-01T00:00"), Ends: at(t, "2026-05-07T00:00")}
	unknown := blocked
	unknown.Answer = &notice.Answer{Decision: "block", Code: code, Findings: []notice.Told{middlewareUnknown}}
	unknown.Contacts, unknown.Devices = []Contact{always}, nil
	nobody := blocked
	nobody.Contacts, nobody.Devices, nobody.Home, nobody.Session = nil, []string{"PC-0117"}, "", ""
	numberless := blocked
	numberless.Contacts, numberless.Devices = []Contact{{Team: "national", Name: "National Service Desk"}}, nil
	several := blocked
	several.Answer = &notice.Answer{Decision: "block", Code: code, Findings: []notice.Told{cardBlocks, middlewareUnknown, agentBlocks, tlsWarns}}
	several.Contacts, several.Ahead.Until = []Contact{desk, issuers, always}, at(t, "2025-07-09T12:00")
	warned := blocked
	warned.Answer = &notice.Answer{Decision: "warn", Code: code, Findings: []notice.Told{tlsWarns}}
	warned.Done, warned.At, warned.Ahead.Next = notice.Warn, at(t, "2025-07-07T09:30"), at(t, "2025-07-08T10:00")
	spared := forGood
	spared.Done = notice.Warn
	return map[string]*Words{
		"spared":  New(&spared),
		"blocked": New(&blocked), "for good": New(&forGood), "not known": New(&unknown),
		"nobody to ring": New(&nobody), "no number": New(&numberless), "several reasons": New(&several), "warned": New(&warned),
	}
}

func TestFixtureCode(t *testing.T) {
	if _, err := notice.ParseCode(code); err != nil {
		t.Fatalf("%s is no code; with another check character it is %q", code, func() (good []string) {
			for _, c := range "0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U" {
				if _, err := notice.ParseCode(code[:10] + string(c)); err == nil {
					good = append(good, code[:10]+string(c))
				}
			}
			return good
		}())
	}
}
