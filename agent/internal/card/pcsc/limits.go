package pcsc

import "time"

const (
	// callLimit is how long a call may take whose context has no deadline. Cards sign
	// within seconds; those that make keys may take half a minute.
	callLimit = time.Minute
	// endLimit is how long putting away may take: ending a transaction, disconnecting.
	endLimit = 2 * time.Second
	// cancelLimit is how long a call that was cancelled has to come back, and
	// cancelEvery how often it is cancelled until then: a cancel that comes before the
	// library waits is lost.
	cancelLimit = 2 * time.Second
	cancelEvery = 50 * time.Millisecond
)

const (
	// maxReaders is how many readers are listed at most.
	maxReaders = 1024
	// maxNamesBytes is the most of all names together.
	maxNamesBytes = 1 << 20
	// maxStates is how many readers are asked about in one call. Windows has ten at
	// most (MAXIMUM_SMARTCARD_READERS in winsmcrd.h), pcsc-lite sixteen
	// (PCSCLITE_MAX_READERS_CONTEXTS in pcsclite.h).
	maxStates = 10
	// maxNameBytes is the most of one reader's name that SCardStatus may give.
	maxNameBytes = 1024
	// maxResponseBytes is an extended response with its status word, and room to see
	// that a card sends more.
	maxResponseBytes = 65536 + 2 + 16
	// maxAttributeBytes is the most of an attribute; pcsc-lite refuses more.
	// Source: MAX_BUFFER_SIZE in pcsclite.h.
	maxAttributeBytes = 264
	// maxControlBytes is the most of an answer to a control request.
	maxControlBytes = 1024
)

const (
	// lookEvery is how long Watch waits at most before it looks again by itself. A
	// reader that comes between looking and waiting is not told by older pcsc-lite, and
	// remote sessions do not tell of cards at all.
	lookEvery = 3 * time.Second
	// pollEvery is how often it looks where it cannot wait: over ten readers, or a
	// system that tells of no readers.
	pollEvery = time.Second
	// calmDown is the pause after a wait that came back at once and had nothing to tell;
	// some clients of remote sessions do that without end.
	calmDown = 250 * time.Millisecond
	// answerLimit is how long Watch lets the service take over what it answers at once
	// when it is well. It may be starting.
	answerLimit = 5 * time.Second
	// serviceEvery is how often it tries to reach a service that is not there.
	serviceEvery = time.Second
)
