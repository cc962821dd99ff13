package refusal

import (
	"slices"
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/notice"
)

// Case is a decision about one sign-in, as Words are made of it.
type Case struct {
	Answer  *notice.Answer  // the findings in words, and the code
	Verdict *notice.Verdict // what the answer was made of; nil: requirements have no titles and Carried is not found out
	Done    notice.Action   // what was done, which may be less than the answer asks for
	At      time.Time       // by the gate's clock
	Zone    *civil.Zone     // in which times are told; nil: UTC
	Ahead   Ahead
	// Contacts are whom people of the organisation ring. Those who put it right come
	// first, and of these those who are there; else the order is kept. Where there
	// are none, those of the notices are told.
	Contacts []Contact
	Devices  []string // known to be good, and of the same organisation
	Home     string   // see Words
	Session  string   // see Words
}

// Ahead is what comes of a sign-in later, with the facts held. A zero time is not
// known, or never.
type Ahead struct {
	Until  time.Time // when it is let in again, if it is refused
	Next   time.Time // when it is refused next
	Begins time.Time // since when what falls short is asked for
	Ends   time.Time // from when it is refused for good
}

// Look looks ahead of a verdict that the set gave for the facts. It takes a few
// microseconds and is meant for what is refused or warned.
//
// The facts are held as old as they are. A block that rests on an inventory would
// drop when that has grown old, but it is read again before; nobody is to be told
// to wait for that.
func Look(set *notice.Set, f *notice.Facts, use string, v *notice.Verdict) Ahead {
	f.Hold(v.At)
	defer f.Hold(time.Time{})
	course := set.Course(f, v)
	a := Ahead{Begins: course.Since, Ends: course.ForGood}
	open := v.At
	if v.Decision == notice.Block {
		until, ok := set.Opens(f, use, v)
		if !ok {
			return a
		}
		a.Until, open = until, until
	}
	a.Next, _ = set.Closes(f, use, open)
	return a
}

// New makes words of a decision. Findings that only observe are left out, those
// that are not known are never told as falling short, and an action is told once.
func New(c *Case) *Words {
	zone := time.UTC
	if c.Zone != nil {
		zone = c.Zone.Location()
	}
	w := &Words{
		Blocked: c.Done == notice.Block, Code: c.Answer.Code, At: c.At.In(zone),
		Next: c.Ahead.Next, Begins: c.Ahead.Begins, Ends: c.Ahead.Ends,
		Home: c.Home, Session: c.Session,
	}
	if w.Blocked {
		w.Until = c.Ahead.Until
	}
	advice := notice.Advise(c.Answer.Findings, c.Done)
	w.Tell, w.Unsure = advice.Tell, advice.Unsure
	var ofNotices []Contact
	for i := range advice.Asking {
		told := &advice.Asking[i]
		r := Reason{
			Requirement: told.Requirement, Title: told.Requirement, Why: told.Why, Do: told.Do, Who: told.Who, Say: told.Say,
			Unknown: told.Result == notice.Unknown, Blocks: told.Action == notice.Block,
		}
		if f := findingOf(c.Verdict, told.Requirement); f != nil {
			if f.Requirement.Title != "" {
				r.Title = f.Requirement.Title
			}
			if source := f.Notice.Source; source != "" && !slices.Contains(w.Sources, source) {
				w.Sources = append(w.Sources, source)
			}
			if told.Action >= c.Done && (f.Requirement.Of == "card" || f.Requirement.Of == "person") {
				w.Carried = true
			}
		}
		w.Spared = w.Spared || r.Blocks && !w.Blocked
		w.Reasons = append(w.Reasons, r)
		if told.Contact != nil {
			ofNotices = append(ofNotices, Contact{Team: "national", Name: told.Contact.Name, Phone: told.Contact.Phone, Email: told.Contact.Email})
		}
	}
	if !w.Carried {
		w.Devices = c.Devices
	}
	w.Contacts = c.Contacts
	if len(w.Contacts) == 0 {
		w.Contacts = ofNotices
	}
	w.Contacts = Present(w.Contacts, c.At, c.Zone)
	// Those who can put it right first, though they may be away.
	mends := func(team string) bool {
		return slices.ContainsFunc(advice.Asking, func(f notice.Told) bool { return f.Action >= c.Done && f.Who == team })
	}
	slices.SortStableFunc(w.Contacts, func(a, b Contact) int {
		switch x, y := mends(a.Team), mends(b.Team); {
		case x == y:
			return 0
		case x:
			return -1
		}
		return 1
	})
	return w
}

func findingOf(v *notice.Verdict, requirement string) *notice.Finding {
	if v == nil {
		return nil
	}
	for i := range v.Findings {
		if v.Findings[i].Requirement.ID == requirement {
			return &v.Findings[i]
		}
	}
	return nil
}

// Public returns what may be told of words to whoever has the code: the reasons
// and the remedies. Whose sign-in it was, where, with what, and whom they ring is
// left out; so is Why, which is made of facts of the sign-in.
func (w *Words) Public() *Words {
	public := &Words{
		Blocked: w.Blocked, Spared: w.Spared, Code: w.Code, At: w.At, Tell: w.Tell, Unsure: w.Unsure,
		Until: w.Until, Next: w.Next, Begins: w.Begins, Ends: w.Ends, Sources: w.Sources, Home: w.Home,
	}
	for _, r := range w.Reasons {
		r.Why = ""
		public.Reasons = append(public.Reasons, r)
	}
	return public
}
