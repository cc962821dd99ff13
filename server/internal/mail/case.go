package mail

import (
	"time"

	"github.com/lanyard-id/lanyard/readiness"
)

// Case is one service-desk ticket: one cause, which may be several requirements
// with one remedy, and everything that it holds up.
type Case struct {
	// ID names the case in the Message-ID: 1 to 64 letters, digits and hyphens.
	ID string `json:"case"`
	// To is the address of the desk, or several with commas between them
	// (RFC 5322 §3.4). "" leaves it to the person.
	To string `json:"-"`
	// Subject is the subject line, character by character. At most 255.
	Subject string `json:"subject"`
	// Title says in one sentence what is wrong. "" = the title of the first cause.
	Title  string  `json:"title,omitempty"`
	Causes []Cause `json:"causes"`
	// Evidence is JSON that is attached. nil = the case itself.
	Evidence []byte `json:"-"`
	// Contact is whom the desk can ring about it; nil = the sender.
	Contact *readiness.Contact `json:"contact,omitempty"`
	// Made is when the case was made; its clock is shown.
	Made time.Time `json:"made"`
}

// Cause is one requirement that is not met.
type Cause struct {
	Notice      string    `json:"notice,omitempty"`
	Requirement string    `json:"requirement"`
	Title       string    `json:"title,omitempty"`
	Why         string    `json:"why,omitempty"` // why the requirement is there
	Do          string    `json:"do,omitempty"`
	Say         string    `json:"say,omitempty"`
	Due         string    `json:"due,omitempty"` // in words or as an instant
	Subjects    []Subject `json:"subjects"`
}

// Subject is one card, device, client, application or person that falls short.
type Subject struct {
	ID           string `json:"subject"`
	Organisation string `json:"organisation,omitempty"`
	Why          string `json:"why,omitempty"` // why it falls short
	Facts        []Fact `json:"facts,omitempty"`
}

// Fact is one thing known about a subject.
type Fact struct {
	Name   string `json:"fact"` // such as device.os_version
	Value  string `json:"value"`
	Source string `json:"source,omitempty"`
	Seen   string `json:"seen,omitempty"`
}
