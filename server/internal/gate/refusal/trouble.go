package refusal

import (
	"cmp"
	"net/http"
	"slices"
	"strings"
	"time"
)

// Trouble is what is told of a request that was not decided: because the service
// behind the gate did not answer it, or because the request itself cannot be
// answered. It has no code, for there is no decision.
type Trouble struct {
	Status   int
	Title    string
	Tell     []string      // what happened, and that it is not the person's card or computer
	Steps    []string      // what to do
	Retry    time.Duration // when to try again; 0: not said
	Contacts []Contact
	At       time.Time // in the zone in which times are told
	Home     string    // see Words
	Session  string    // see Words

	kind string // of the problem; "" = by its status
}

// TroubleOf returns what is told with a status: 502 for a service that cannot be
// reached or whose answer cannot be read, 504 for one that takes too long, 503 for
// a gate that can take no more; and what is told of requests that it cannot take.
func TroubleOf(status int) *Trouble {
	t := &Trouble{Status: status, Steps: []string{"Try again in a minute.", "If it goes on, ring your IT service desk."}}
	const notYou = "This is not about your card or your computer, and nothing needs to be changed on them."
	switch status {
	case http.StatusBadGateway:
		t.Title, t.Retry = "The sign-in service cannot be reached", time.Minute
		t.Tell = []string{"Sign-in goes through this gate to another service, and that service did not answer.", notYou}
	case http.StatusGatewayTimeout:
		t.Title, t.Retry = "The sign-in service takes too long to answer", time.Minute
		t.Tell = []string{"Sign-in goes through this gate to another service, and that service did not answer in time.", notYou}
	case http.StatusServiceUnavailable:
		t.Title, t.Retry = "Sign-in is busy", 10*time.Second
		t.Tell = []string{"More people are signing in than can be let through at once.", notYou}
		t.Steps[0] = "Try again in a few seconds."
	default:
		t.Title = "This request cannot be answered"
		t.Tell = []string{"What was sent could not be taken: " + strings.ToLower(cmp.Or(http.StatusText(status), "it was not understood")) + "."}
		t.Steps = []string{"Go back to where you began, and begin again.", "If it goes on, ring your IT service desk."}
	}
	return t
}

// WriteTrouble answers a request with a trouble.
func WriteTrouble(w http.ResponseWriter, r *http.Request, form Form, t *Trouble) {
	Clear(w.Header())
	l := &layout{Title: plain(t.Title, maxTitle)}
	l.Lead = sentences(t.Tell)
	l.Steps = sentences(t.Steps)
	about := &Words{At: t.At, Contacts: t.Contacts, Home: t.Home}
	l.Contacts = shown(about, about.contacts())
	if help := page(t.Home, HelpPath); help != "" {
		l.Links = append(l.Links, link{help, "What this is, and whom to ring"})
	}
	d := about.details(t.Status)
	d.Type, d.Title, d.Decision, d.Tell = cmp.Or(t.kind, problemOf(t.Status)), l.Title, "", l.Lead
	d.Detail, d.session = strings.Join(slices.Concat(l.Lead, l.Steps), " "), plain(t.Session, maxName)
	write(w, r, form, t.Status, &answer{func() *layout { return l }, func() *details { return d }, int64((t.Retry + time.Second - 1) / time.Second)})
}

func problemOf(status int) string {
	switch {
	case status == http.StatusTooManyRequests:
		return tooManyType
	case status == http.StatusNotFound:
		return notFoundType
	case status < 500:
		return unclearType
	}
	return troubleType
}

func sentences(texts []string) []string {
	var out []string
	for _, text := range texts {
		if text = sentence(plain(text, maxSentence)); text != "" && len(out) < maxTells {
			out = append(out, text)
		}
	}
	return out
}
