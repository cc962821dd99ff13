package joined

import (
	"slices"
	"time"

	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/server/internal/gate/attempt"
	"github.com/lanyard-id/lanyard/server/internal/gate/door"
)

// Estate joins sign-ins with what files tell of those who sign in. It does not
// change, and is safe for concurrent use.
type Estate struct {
	set      *notice.Set
	files    *index // nil: no files were given
	clients  []int  // the products of the files that sign in
	programs *programs
	good     *goodness
}

// New returns an estate of what files told, which is finished; of nil, one without
// files, in which a sign-in is all that is known of itself.
func New(e *estate.Estate, set *notice.Set) *Estate {
	var files *index
	if e != nil {
		files = newIndex(e)
	}
	return (&Estate{files: files}).With(set)
}

// With returns the same files joined by another set of notices. It costs nothing:
// what the files are looked up by is shared.
//
// The files were read with the catalogues of the set before. Of a product that
// only the new one names they tell nothing until they are read again.
func (e *Estate) With(set *notice.Set) *Estate {
	w := &Estate{set: set, files: e.files, programs: newPrograms(set), good: newGoodness()}
	if w.files == nil {
		return w
	}
	ids := w.files.Software.Products()
	for _, p := range set.Products(time.Time{}) {
		if at := slices.Index(ids, p.ID); at >= 0 && p.Kind == "client" {
			w.clients = append(w.clients, at)
		}
	}
	return w
}

// Subject is who and what signed in, in words, and what of it was not as it should
// be. Ids are those of the files where they know them, else what was claimed; ""
// is not known. Its memory may be used again.
type Subject struct {
	Person       string
	Device       string
	DeviceName   string // what people call the device; its id where the files give it no name
	Card         string // also that which the person holds, where it can be no other
	Organisation string
	Application  string

	// Which of them the files know.
	KnowsPerson, KnowsDevice, KnowsCard, KnowsOrganisation, KnowsApplication bool

	Rejects []notice.Reject // what could not be read: by the extractor, and here
	Near    []Near          // programs that are nearly products of the catalogue
	Differs []Difference    // where the sign-in and the files say different things
}

// Near is a program of which nothing follows until somebody settles what it is.
type Near struct {
	Program string
	Like    []string // ids of products
}

// Difference is where a sign-in says one thing and the files another.
type Difference struct {
	Key     string // as in a sign-in in JSON, such as device.software.identity-agent
	Claimed string
	Known   string
}

func (s *Subject) reset() {
	*s = Subject{Rejects: s.Rejects[:0], Near: s.Near[:0], Differs: s.Differs[:0]}
}

// Facts fills facts and a subject, both anew, with what is known of a sign-in at
// an instant: what it claims, what its connection shows, and what the files tell
// of those whom it names. The visitor may be nil. Doubt says why what the client
// says of its version is not believed, for people; "" = it is.
func (e *Estate) Facts(f *notice.Facts, a *attempt.Attempt, v *door.Visitor, at time.Time, doubt string, s *Subject) {
	f.Reset()
	s.reset()
	s.Rejects = append(s.Rejects, a.Unread...)
	q := question{Estate: e, facts: f, attempt: a, at: at, subject: s}
	q.find()
	q.person()
	q.card()
	q.device()
	q.client(doubt)
	q.connection(v)
	q.application()
	q.organisation()
}

// question is one sign-in while its facts are gathered.
type question struct {
	*Estate
	facts   *notice.Facts
	attempt *attempt.Attempt
	at      time.Time
	subject *Subject

	// Rows of the files; none where they do not know it.
	personRow, deviceRow, applicationRow int32
	cardRow                              int32 // by the number that was claimed
	mayBe                                [maxHeld]int32
	cards                                []int32 // of which it is one, by who holds them
	likeNamed                            bool    // several devices have the name that was claimed
}

const none = int32(-1)
