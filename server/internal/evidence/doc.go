// Package evidence is the form in which a decision is kept: what was known of a
// sign-in, what was answered, by which files, and at the gate also from where it
// came, what was asked for, why less was done, and what came of it. The rooms
// that decide write it, those that tell and report read it; it knows none of them,
// nor where records are kept.
//
// A record is one line of JSON, of one of three kinds ([Kept]):
//
//	{"signIn":{…},"answer":{…},"digest":"sha256:…","gate":{…},"detail":{…}}   a decision
//	{"handshake":{…},"answer":{…},"digest":"sha256:…","detail":{…}}           a handshake that was refused
//	{"outcome":"accepted","at":"2025-07-08T10:30:00.123+01:00","status":200}  what came of a decision
//
// signIn and answer are the contract's JSON of a sign-in and its answer, and stay
// as they came and as they were given: they are what a decision can be judged by
// again. An answer's decision is what was done; what the notices asked for, where
// that was more, stands in gate. detail is what may be left out when room is
// short: nothing that decided stands there alone. An outcome stands under the code
// of its decision and after it.
//
// [AppendRecord] and [AppendDetail] (append.go) write, [Parse] (parse.go) reads.
// Parse is strict about what it needs to tell a decision, and passes over keys
// that it does not know, so that an old program reads what a newer one wrote.
//
// Times are RFC 3339 with milliseconds, bytes are in base64. Everything else is a text as it was seen:
// what a client said is a claim, whatever stands in it, and a screen must escape
// it.
//
// Errors: those of Parse name the part that cannot be read; [ErrKind] is one of
// them.
package evidence
