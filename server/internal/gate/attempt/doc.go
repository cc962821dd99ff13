// Package attempt tells which request is a sign-in, what it claims, and what the
// service made of it.
//
// It decides nothing about anybody: whether a sign-in is let through is a notice's
// affair, and what is true of a claim is for others to find out. Everything that it
// reads was written by a stranger.
//
// What it knows of protocols is data: extractor files (docs/extractors.md), those
// that are shipped in package extractors and those of whoever runs the gate. Parse
// reads one, New puts several in order.
//
// A request goes through the files so:
//
//   - match.go: Match finds by method, host, path, query and headers whether any
//     extractor may know the request, and how much of its body must be looked at.
//     For nearly all requests none does, and that costs no memory. glob.go holds a
//     path to a pattern, entrance.go a request to what begins or joins an attempt.
//   - peek.go: Peek takes gzip and deflate off the body that the caller has read.
//   - reading.go finds what stands where: parameters.go in a query or form, object.go
//     with object_tag.go and object_text.go in a gpOBJECT, fields.go in a header of
//     JSON. Nothing is read that nobody looks for.
//   - claims.go and target.go put what was found in its place in the Attempt; clean.go
//     refuses what could not be kept or shown. agent.go reads the User-Agent.
//   - handshake.go: Contradictions holds the claims to what the ClientHello showed.
//   - outcome.go: Outcome reads the service's answer.
//   - page.go: MayWarnByPage tells whether a person would see a page.
//
// The files themselves are read by parse.go and those named after it, and held to
// the table of keys in keys.go, from which the JSON Schema is written, too.
//
// A value is in one of four states (found.go): absent, known, hidden (it is there,
// or may be, and cannot be read) and unseen (it may be in a body that nobody looked
// at). What is hidden is missing and listed in Unread; what two readers could take
// for two values is hidden. Nothing is cut or repaired.
//
// Lengths are bytes. limits.go bounds what a stranger may cost.
package attempt
