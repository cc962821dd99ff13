package refusal

import (
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// The types of problems (RFC 9457 §3.1.1). They lead to where they are described.
const (
	typeOf        = "https://github.com/lanyard-id/lanyard/blob/main/docs/gate.md#"
	refusedType   = typeOf + "problem-refused"
	troubleType   = typeOf + "problem-unavailable"
	unknownType   = typeOf + "problem-unknown-code"
	tooManyType   = typeOf + "problem-too-many"
	unclearType   = typeOf + "problem-request"
	notFoundType  = typeOf + "problem-not-found"
	namespaceOfIt = "urn:ietf:rfc:7807" // of problem details in XML (RFC 9457 appendix B)
)

// details are problem details with the members of a gate. Times are RFC 3339.
type details struct {
	Type     string `json:"type,omitempty"`
	Title    string `json:"title"`
	Status   int    `json:"status,omitempty"`
	Detail   string `json:"detail,omitempty"`
	Instance string `json:"instance,omitempty"`

	Decision string          `json:"decision,omitempty"` // warn or block
	Code     string          `json:"code,omitempty"`
	At       string          `json:"at,omitempty"`
	Tell     []string        `json:"tell,omitempty"`
	Unsure   bool            `json:"unsure,omitempty"`
	Until    string          `json:"until,omitempty"`
	Next     string          `json:"next,omitempty"`
	ForGood  string          `json:"forGood,omitempty"`
	Devices  []string        `json:"devices,omitempty"`
	Contacts []contactMember `json:"contacts,omitempty"`
	Reasons  []reasonMember  `json:"reasons,omitempty"`

	session string // said back in gpOBJECT alone
}

type contactMember struct {
	Team  string `json:"team,omitempty"`
	Name  string `json:"name,omitempty"`
	Phone string `json:"phone,omitempty"`
	Email string `json:"email,omitempty"`
	Hours string `json:"hours,omitempty"`
	There *bool  `json:"there,omitempty"` // absent: not known
}

type reasonMember struct {
	Requirement string `json:"requirement"`
	Title       string `json:"title,omitempty"`
	Result      string `json:"result"` // unmet or unknown
	Action      string `json:"action"` // warn or block
	Why         string `json:"why,omitempty"`
	Do          string `json:"do,omitempty"`
	Who         string `json:"who,omitempty"`
	Say         string `json:"say,omitempty"`
}

// details puts words in members, with the sentences of the layout as their detail.
func (w *Words) details(status int) *details {
	d := &details{
		Title: "Sign-in let in with a warning", Decision: "warn", Code: plain(w.Code, maxName), At: instant(w.At),
		Tell: w.tells(), Unsure: w.Unsure, Next: instant(w.Next), ForGood: instant(w.Ends), Devices: w.devices(),
		session: plain(w.Session, maxName),
	}
	if w.Blocked {
		d.Title, d.Decision, d.Until = "Sign-in refused", "block", instant(w.Until)
	}
	if status >= 400 {
		d.Type, d.Status = refusedType, status
	}
	if w.Code != "" {
		d.Instance = page(w.Home, CodePath+"/"+d.Code)
	}
	d.Detail = strings.Join(slices.Concat([]string{w.title() + "."}, w.tells(), w.when(), w.steps()), " ")
	d.Contacts = members(w.contacts())
	for _, r := range w.reasons() {
		m := reasonMember{
			Requirement: plain(r.Requirement, maxTitle), Title: plain(r.Title, maxTitle), Result: "unmet", Action: "warn",
			Why: plain(r.Why, maxSentence), Do: plain(r.Do, maxName), Who: plain(r.Who, maxName), Say: plain(r.Say, maxSentence),
		}
		if r.Unknown {
			m.Result = "unknown"
		}
		if r.Blocks {
			m.Action = "block"
		}
		d.Reasons = append(d.Reasons, m)
	}
	return d
}

func members(contacts []Contact) []contactMember {
	var out []contactMember
	for _, c := range contacts {
		m := contactMember{
			Team: plain(c.Team, maxName), Name: plain(c.Name, maxName), Phone: plain(c.Phone, maxName),
			Email: plain(c.Email, maxAddress), Hours: plain(c.Hours, maxName),
		}
		if c.There != Unsaid {
			there := c.There == There
			m.There = &there
		}
		out = append(out, m)
	}
	return out
}

func instant(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.Truncate(time.Second).Format(time.RFC3339)
}

// json writes problem details in JSON.
func (d *details) json() []byte {
	out, err := json.Marshal(d)
	if err != nil {
		// Strings, numbers and truths: nothing of it can fail.
		return []byte("{}\n")
	}
	return append(out, '\n')
}
