package refusal

import (
	"net/http"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/notice"
)

// Where the gate's own pages are, on its public side. Nothing else is below
// PagesPath.
const (
	PagesPath = "/gate/"
	CodePath  = "/gate/code"
	HelpPath  = "/gate/help"
)

// atOnce is how many codes are looked up at once: looking one up may read files.
const atOnce = 4

// Pages are the gate's own pages: help, and what a code tells without sign-in.
// Lookup, Address and Now must be there. They must not be copied.
type Pages struct {
	// Lookup returns the words of the decision with a code. It is asked for every
	// code that is well formed, and should take as long for one that does not exist.
	// Of what it returns only Words.Public is told.
	Lookup func(code string) (*Words, bool)
	// Contacts are those of the notices, not of anybody's organisation.
	Contacts func() []Contact
	Address  func(*http.Request) netip.Addr // of the client
	Now      func() time.Time
	Zone     *civil.Zone // in which times are told

	limit limit
	busy  atomic.Int32 // how many codes are looked up just now
}

// ServeHTTP answers what is below PagesPath.
func (p *Pages) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	Clear(w.Header())
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		p.trouble(w, r, TroubleOf(http.StatusMethodNotAllowed))
		return
	}
	code, hasCode := strings.CutPrefix(r.URL.Path, CodePath+"/")
	switch {
	case r.URL.Path == HelpPath:
		p.help(w, r)
	case hasCode && code != "" && !strings.Contains(code, "/"):
		p.code(w, r, code)
	case r.URL.Path == CodePath || r.URL.Path == CodePath+"/":
		if code := r.URL.Query().Get("code"); code != "" {
			p.code(w, r, code)
			return
		}
		give(w, r, http.StatusOK, p.form(&ask{Action: CodePath}), &details{Title: askTitle, Detail: askTell})
	default:
		t := TroubleOf(http.StatusNotFound)
		t.Title, t.Tell = "There is no such page", []string{"The gate has a page for help and one for codes, and no others."}
		t.Steps = []string{"Look at " + HelpPath + "."}
		p.trouble(w, r, t)
	}
}

const (
	askTitle = "Look up a code"
	askTell  = "Whoever cannot sign in is given a code. It tells why, and what puts it right, and nothing about the person or the computer."
)

// form is the page with the form for a code.
func (p *Pages) form(a *ask) *layout {
	return &layout{Title: askTitle, Lead: []string{askTell}, Ask: a, Links: []link{{HelpPath, "What this is, and whom to ring"}}}
}

// code tells what a code tells. Right ones and wrong ones count alike.
func (p *Pages) code(w http.ResponseWriter, r *http.Request, typed string) {
	now := p.now()
	if wait, ok := p.limit.take(p.Address(r), now); !ok {
		p.tooMany(w, r, wait, now)
		return
	}
	defer p.busy.Add(-1)
	if p.busy.Add(1) > atOnce {
		t := TroubleOf(http.StatusServiceUnavailable)
		t.Title, t.Tell = "Too many codes are being looked up", []string{"Several codes are being looked up just now."}
		p.trouble(w, r, t)
		return
	}
	code, err := notice.ParseCode(typed)
	if err != nil {
		p.unknown(w, r, typed, "That is not a code: a letter, digit or sign is wrong or missing. Read its eleven characters again.")
		return
	}
	words, ok := p.Lookup(code)
	if !ok {
		p.unknown(w, r, typed, "No decision with this code is known here. It may have been given by another gate, or so long ago that it is no longer kept.")
		return
	}
	public := words.Public()
	// Hours are told by the time of who looks it up, and nobody is told when the
	// sign-in was.
	public.Code, public.Home, public.At, public.Contacts = code, "/", now, p.contacts(now)
	l := public.layout()
	l.Title = "Code " + public.said()
	l.Links = append(l.Links, link{CodePath, "Look up another code"})
	l.Lead = append([]string{public.past()}, l.Lead...)
	// What is to be done now was said to the person whose code it is.
	l.Steps, l.When, l.Nobody, l.Code, l.Sign = nil, public.whenPast(now), "", "", ""
	l.Contacts = shown(public, public.contacts())
	d := public.details(http.StatusOK)
	d.Title, d.At, d.Next = l.Title, "", ""
	d.Detail = strings.Join(slices.Concat(l.Lead, l.When), " ")
	give(w, r, http.StatusOK, l, d)
}

// past is the decision, to whoever looks it up.
func (w *Words) past() string {
	if w.Blocked {
		return "The sign-in was refused."
	}
	return "The sign-in was let in, with a warning."
}

// whenPast says when it works again to whoever looks it up at an instant.
func (w *Words) whenPast(now time.Time) []string {
	switch {
	case !w.Blocked && !w.Ends.IsZero() && w.Ends.After(now):
		return []string{"If it is not put right, it is refused for good " + from(w.Ends, now) + "."}
	case w.Blocked && w.Until.IsZero():
		return []string{"It did not end by itself: it works again once it has been put right."}
	case w.Blocked && w.Until.After(now):
		return []string{"It works again " + from(w.Until, now) + "."}
	case w.Blocked:
		return []string{"That time is over: it has worked again since " + moment(w.Until, now) + ", unless another has begun."}
	}
	return nil
}

func (p *Pages) unknown(w http.ResponseWriter, r *http.Request, typed, wrong string) {
	l := p.form(&ask{Action: CodePath, Typed: plain(typed, maxName), Wrong: wrong})
	give(w, r, http.StatusNotFound, l, &details{
		Type: unknownType, Title: "No such code", Status: http.StatusNotFound, Detail: wrong,
	})
}

func (p *Pages) tooMany(w http.ResponseWriter, r *http.Request, wait time.Duration, now time.Time) {
	seconds := int((wait + time.Second - 1) / time.Second)
	t := TroubleOf(http.StatusTooManyRequests)
	t.Title, t.Retry = "Too many codes were looked up", time.Duration(seconds)*time.Second
	t.Tell = []string{"From one place at most " + strconv.Itoa(perMinute) + " codes can be looked up in a minute."}
	t.Steps = []string{"Wait " + several(seconds, "second") + ", then look it up again.", "Or ring one of these numbers and read out the code."}
	if t.Contacts = p.contacts(now); len(t.Contacts) == 0 {
		t.Steps = t.Steps[:1]
	}
	p.trouble(w, r, t)
}

// help says what this is.
func (p *Pages) help(w http.ResponseWriter, r *http.Request) {
	now := p.now()
	contacts := p.contacts(now)
	l := &layout{
		Title: "About the gate in front of sign-in",
		Lead: []string{
			"Sign-in goes through a gate. It looks at whether the card, the computer, its sign-in software and its connection are of a kind that is still supported.",
			"What is no longer supported is warned of first, then refused at hours that were announced, and later for good.",
			"Where you are signed in already, you stay signed in.",
		},
		Steps: []string{
			"If you cannot sign in: use another computer if one is named on the page, or wait until the time that it gives.",
			"Ring your IT team or your Registration Authority, and read out the code of the page.",
			"If you help others: look the code up here. It tells why, and what puts it right.",
		},
		Contacts: shown(&Words{At: now}, contacts),
		Ask:      &ask{Heading: askTitle, Action: CodePath},
	}
	give(w, r, http.StatusOK, l, &details{Title: l.Title, Detail: strings.Join(slices.Concat(l.Lead, l.Steps), " "), Contacts: members(contacts)})
}

// give answers in the form that Accept asks for.
func give(w http.ResponseWriter, r *http.Request, status int, l *layout, d *details) {
	write(w, r, Negotiated, status, &answer{layout: func() *layout { return l }, details: func() *details { return d }})
}

func (p *Pages) trouble(w http.ResponseWriter, r *http.Request, t *Trouble) {
	t.At, t.Home = p.now(), "/"
	WriteTrouble(w, r, Negotiated, t)
}

// contacts are those of the notices, and whether they are there.
func (p *Pages) contacts(now time.Time) []Contact {
	if p.Contacts == nil {
		return nil
	}
	list := Present(p.Contacts(), now, p.Zone)
	return list[:min(len(list), maxContacts)]
}

// now is the time in the zone in which it is told.
func (p *Pages) now() time.Time {
	now := p.Now()
	if p.Zone == nil {
		return now.UTC()
	}
	return now.In(p.Zone.Location())
}

func several(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}
