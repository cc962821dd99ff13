package attempt

const (
	// maxValue is the length of the longest value that is read, in bytes. A longer
	// one is not cut: two devices with one beginning would be one.
	maxValue = 256

	// maxAgent is the same for a User-Agent. Internet Explorer listed every .NET
	// Framework of the machine in it.
	maxAgent = 1024

	// maxInput is how long a header, a parameter or a part of a body may be that a
	// pattern is tried on, in bytes.
	maxInput = 4 << 10

	// maxJSONHeader bounds a header that is read as JSON, in bytes. That of the
	// Identity Agent has half a kilobyte.
	maxJSONHeader = 16 << 10

	// maxParameters is how many parameters of a query or form are looked at.
	maxParameters = 1000

	// maxQuery is how much of a query is looked at, in bytes.
	maxQuery = 64 << 10

	// maxTag bounds the beginning of an element with its attributes, in bytes.
	maxTag = 4 << 10

	// maxList is how many texts of a list are kept, and how many details.
	maxList = 100

	// maxUnread is how many values an attempt lists that could not be read.
	maxUnread = 20

	// shownBytes is how much of such a value is repeated.
	shownBytes = 60

	// Bounds of one extractor file.
	maxNames      = 32        // parameters that it names, of one kind
	maxEntrances  = 32        // of begins, and of joins
	maxRules      = 200       // of agents, and of handshakes
	maxPattern    = 500       // bytes of one pattern
	maxBody       = 256 << 10 // bytes of a body that are looked at
	defaultBody   = 64 << 10  // the same, where a file says nothing
	maxExtractors = 100       // files of one gate
)
