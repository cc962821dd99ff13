package plain

import "time"

const (
	// firstHeadBytes is what a connection holds for heads while it is idle: most are
	// shorter. A longer one takes more, until it is answered.
	firstHeadBytes = 4 << 10
	// maxHeadBytes is the longest head that is read here, a browser's eight kilobytes
	// of cookies and a proxy's headers with it. net/http has longer ones.
	maxHeadBytes = 16 << 10

	// maxSkipped is how many bytes of line ends may come behind a POST.
	maxSkipped = 4

	// keptAnswerBytes is the most memory for an answer that is kept between two.
	keptAnswerBytes = 32 << 10

	// slack is how much earlier than its http.Server says an idle connection may be
	// closed: to set a deadline costs as much as to read a head, so that it is set
	// anew only when as much of it is over.
	slack = 5 * time.Second
)
