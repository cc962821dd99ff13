package refusal

import (
	"html/template"
	"net/url"
	"strings"

	"github.com/lanyard-id/lanyard/server/internal/web"
)

// layout is what is told, in sentences, as every form but problem details lays it
// out: from top to bottom. What is empty is left out.
type layout struct {
	Title    string
	Lead     []string // why
	When     []string
	Steps    []string // what can be done now
	Contacts []shownContact
	Nobody   string // said where there are no contacts
	Code     string // as it is read out
	Sign     string // the name of its last sign
	Mend     []action
	More     string // how much is left out
	Links    []link
	Foot     string

	Going int    // a page that goes on by itself does so after so many seconds
	Press bool   // what goes on at once is a key, not a link
	Stay  string // where one can stay instead; "" = nowhere
	Ask   *ask   // a page with the form for a code
}

type shownContact struct {
	Team, Name, Phone, Email, Hours string
	Call, Write                     template.URL // "" = it is no number or address that can be used
}

// action is what those who mend do, and because of what.
type action struct {
	Say, Who string // Say "" = nothing is said
	Because  []string
}

type link struct {
	To, Words string
}

// ask is the form for a code.
type ask struct {
	Heading string // "" = the page's is enough
	Action  string // where it leads
	Typed   string
	Wrong   string // what is wrong with what was typed; "" = nothing
}

// layout lays words out.
func (w *Words) layout() *layout {
	l := &layout{
		Title: w.title(), Lead: w.tells(), When: w.when(), Steps: w.steps(),
		Contacts: shown(w, w.contacts()), Code: w.said(), Sign: sign(w.Code), Mend: w.actions(),
	}
	if len(l.Contacts) == 0 {
		l.Nobody = "No number is known here for your organisation."
	}
	if more := len(w.Reasons) - len(w.reasons()); more == 1 {
		l.More = "One more reason is not listed here; the code leads to it."
	} else if more > 1 {
		l.More = "More reasons are not listed here; the code leads to them."
	}
	if help := page(w.Home, HelpPath); help != "" {
		l.Links = append(l.Links, link{help, "What this is, and where to take the code"})
	}
	return l
}

// actions are the reasons by what mends them; remedies with one do are one action.
func (w *Words) actions() []action {
	var out []action
	at := map[string]int{}
	for _, r := range w.reasons() {
		i, known := at[r.Do]
		if r.Do == "" || !known {
			i = len(out)
			at[r.Do] = i
			out = append(out, action{Say: sentence(plain(r.Say, maxSentence)), Who: heading(r.Who)})
		}
		out[i].Because = append(out[i].Because, r.because(w.Blocked))
	}
	return out
}

// shown are contacts as they are told; w gives the time and the code.
func shown(w *Words, contacts []Contact) []shownContact {
	var out []shownContact
	for _, c := range contacts {
		s := shownContact{
			Team: heading(c.Team), Name: plain(c.Name, maxName), Phone: plain(c.Phone, maxName),
			Email: plain(c.Email, maxAddress), Hours: c.hours(w.At),
		}
		if s.Phone == c.Phone {
			s.Call = template.URL(web.Tel(c.Phone)) // digits
		}
		if s.Email == c.Email {
			s.Write = template.URL(mail(c.Email, w.said())) // a checked address
		}
		if strings.EqualFold(s.Team, s.Name) {
			s.Team = ""
		}
		out = append(out, s)
	}
	return out
}

// page is the address of one of the gate's own pages; "" if none leads there.
func page(home, path string) string {
	if home == "/" {
		return (&url.URL{Path: path}).String()
	}
	u, err := url.Parse(home)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil || len(home) > maxSource {
		return ""
	}
	return (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: path}).String()
}
