package pager

import "time"

const (
	// MaxTries is how often a page is sent at most before it is given up. With
	// the pauses between them that is about five minutes; a receiver that is away
	// longer is what the live page is for.
	MaxTries = 10

	// deadline is for one attempt, with name, connection, handshake and answer.
	deadline = 10 * time.Second

	// The pauses after failures in a row: one second, doubled each time, at most
	// a minute.
	firstPause = time.Second
	mostPause  = time.Minute

	// maxQueued is how many matters wait at most. What finds no room is counted,
	// and the next page says how many there were.
	maxQueued = 256

	// maxListed is how many undelivered pages the status names.
	maxListed = 20

	// maxAnswerBytes is what is read of an answer, to let the connection end well.
	maxAnswerBytes = 64 << 10

	maxURLBytes = 2048

	// The length of a secret. Source: Standard Webhooks 1.0.0, signature scheme:
	// 192 to 512 bits.
	minSecretBytes = 24
	maxSecretBytes = 64
)
