package attempt

// Extractor is one extractor file, read and checked. It is not changed after
// that, and used by many goroutines.
type Extractor struct {
	File   string // as given to Parse
	ID     string
	Title  string
	Source string // where the protocol is described
	Use    string // one of the notice's uses; sign-in where none was written

	// Refusal is how this client is refused.
	Refusal Refusal
	// Warn is how it is warned: WarnPage or WarnHeader.
	Warn string

	hosts   []glob // none: every host
	exact   bool   // case counts in paths, names and values
	begins  []entrance
	joins   []entrance
	body    int // bytes of a request's body that are looked at
	facts   []claim
	detail  []claim
	agents  []agent
	shows   []handshake
	answers answers

	names names
	known *knownRules
}

// Refusal is the form and the status in which a client is refused.
type Refusal struct {
	Form   string // one of the forms
	Status int    // 200, or 400 to 599
}

// The forms of a refusal.
const (
	FormPage     = "page"     // a page for a browser
	FormProblem  = "problem"  // RFC 9457
	FormObject   = "gpobject" // the answer of the legacy sign-in protocol
	FormText     = "text"     // plain text
	FormAccepted = "accept"   // what the request's Accept asks for
)

// The ways to warn.
const (
	WarnPage   = "page"   // a page before a browser's sign-in goes on, where one can be shown
	WarnHeader = "header" // headers of the answer alone
)

// HasEntrance reports whether the file says where a sign-in begins. One that does
// not only has rules about agents and handshakes.
func (e *Extractor) HasEntrance() bool { return len(e.begins) > 0 }

// HasJoins reports whether later requests join an attempt that began.
func (e *Extractor) HasJoins() bool { return len(e.joins) > 0 }

// names are what an extractor looks for, each once; a source has its place among
// them. Names of one kind differ in more than case.
type names struct {
	headers    []string // in their canonical form
	parameters []string // of the query or of a form
	objects    []string // parameters of a gpOBJECT
	fielded    []fielded
}

// fielded is a header that holds a JSON object, and the fields that are read.
type fielded struct {
	header string
	fields []string
}

// entrance is one way in which a request begins an attempt, or joins one.
type entrance struct {
	methods []string // in capitals; none: all
	path    glob
	needs   []need
	shown   bool // its needs must be seen: a body that nobody looks at has none of them
}

// need is a value that a request must have.
type need struct {
	source source
	is     string // "" = any but an empty one
}

// claim is what is read of a request, and where it stands: the first source that
// has it counts.
type claim struct {
	key     string
	target  *target // nil: a detail
	sources []source
}
