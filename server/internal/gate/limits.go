package gate

import "time"

const (
	// peekWait is how long the beginning of a sign-in's body may take to come.
	peekWait = 10 * time.Second

	// headerWait is how long the head of a request may take to come, and
	// idleWait how long a connection may wait for the next.
	headerWait = 10 * time.Second
	idleWait   = 2 * time.Minute

	// maxHeaderBytes bounds the head of a request. An agent's Analytics header is
	// a kilobyte, a browser's cookies may be eight.
	maxHeaderBytes = 64 << 10

	// maxStreams is how many requests an HTTP/2 connection may have at once: a
	// browser page has some dozens.
	maxStreams = 128
	pingAfter  = 30 * time.Second
	pingWait   = 15 * time.Second

	// maxBegun is how many attempts are remembered until their later requests
	// come; the oldest are forgotten first, with what they would have proven.
	maxBegun = 100_000
	// begunFor is how long they are remembered at the least: a person types a PIN,
	// and asks a colleague for it.
	begunFor = 10 * time.Minute

	// maxRecent is how many refusals and warnings can be asked about by their code
	// without sign-in.
	maxRecent = 20_000

	// dialWait is how long a connection to the service may take.
	dialWait = 5 * time.Second
	// idleUpstreamWait is how long an idle connection to the service is kept; less
	// than the 60 s after which common servers end theirs, so that a sign-in does
	// not meet one that is just being closed.
	idleUpstreamWait = 30 * time.Second
	maxIdleUpstream  = 1024

	// maxPooledBytes is the most memory for records that is kept between two
	// questions.
	maxPooledBytes = 64 << 10
)
