package apart

import "time"

const (
	// protocol is the version of what goes over the pipes.
	protocol = 1
	// maxFrameBytes is the longest message either way.
	maxFrameBytes = 8 << 20
	// atOnceBytes is how much of a request goes into an empty pipe without waiting, with
	// a PIN behind it: pipes of Windows hold 4,096 bytes.
	atOnceBytes = 3 << 10
	// maxPrintedBytes is how much is kept of the beginning, and of the end, of what a
	// module prints.
	maxPrintedBytes = 2 << 10
	// maxCertificates is the most certificates of one token in a probe.
	maxCertificates = 64
	// maxProbeBytes bounds the certificates of one probe together; of what is beyond
	// it only the number is told.
	maxProbeBytes = 2 << 20
	// maxProbeSlots is the most slots that a probe looks into. There are 100 readers.
	maxProbeSlots = 256
	// maxMemoryBytes is what the child may use.
	maxMemoryBytes = 1 << 30

	// DefaultTimeout is how long a request may take whose context has no deadline:
	// cards with T=0 and many certificates need some seconds.
	DefaultTimeout = 20 * time.Second
	// startTimeout is how long the child may take until it says its version.
	startTimeout = 10 * time.Second
	// lastWords is how long it is waited for what an ended child said, where something
	// that it started holds its pipes.
	lastWords = 500 * time.Millisecond
	// endTimeout is how long it is waited for a child that was killed.
	endTimeout = 2 * time.Second
)
