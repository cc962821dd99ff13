package mail

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"time"
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
	Title string `json:"title,omitempty"`
	// Description is what a person wrote about it; "" = nothing.
	Description string  `json:"description,omitempty"`
	Causes      []Cause `json:"causes"`
	// Evidence is JSON that is attached. nil = the case itself.
	Evidence []byte `json:"-"`
	// Contact is whom the desk can ring about it; nil = the sender.
	Contact *Contact `json:"contact,omitempty"`
	// Made is when the case was made; its clock is shown.
	Made time.Time `json:"made"`
}

// Contact is a team that can be rung, and when.
type Contact struct {
	Organisation string `json:"organisation"`
	Team         string `json:"team,omitempty"`
	Name         string `json:"name,omitempty"`
	Phone        string `json:"phone,omitempty"`
	Email        string `json:"email,omitempty"`
	Hours        string `json:"hours,omitempty"`
}

// Cause is one requirement that is not met.
type Cause struct {
	Notice      string `json:"notice,omitempty"`
	Requirement string `json:"requirement"`
	Title       string `json:"title,omitempty"`
	Why         string `json:"why,omitempty"` // why the requirement is there
	Do          string `json:"do,omitempty"`
	Say         string `json:"say,omitempty"`
	Due         string `json:"due,omitempty"` // in words or as an instant
	// Course is what happens to who falls short, now and on which day, a sentence each.
	Course   []string  `json:"course,omitempty"`
	Subjects []Subject `json:"subjects"`
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

// Digest names a case by what it is about: where it goes, under which subject line, and
// which causes and subjects it has. When it was made and how a person described it are
// not in it, nor are the values that were found: made again of what still falls short it
// is the same message, and the desk has one case.
func (c *Case) Digest() string {
	sum := sha256.New()
	put := func(text string) { fmt.Fprintf(sum, "%d %s\n", len(text), text) }
	put(c.To)
	put(c.Subject)
	for _, cause := range c.Causes {
		put(cause.Notice)
		put(cause.Requirement)
		put(cause.Do)
		for _, subject := range cause.Subjects {
			io.WriteString(sum, "- ")
			put(subject.ID)
		}
	}
	return hex.EncodeToString(sum.Sum(nil)[:10])
}
