// Package journal keeps decisions on disk, in order, by their codes, so that
// each can be found and replayed later.
//
// A journal is a folder of segments, files of one JSON object a line:
//
//	{"code":"K7Q2M9XD4T6","at":"2025-07-08T09:30:00.000Z","record":{…},"crc32c":"1b2c3d4e"}
//
// The record is the caller's and is not looked into; at is when it was written;
// crc32c is the Castagnoli CRC of the line up to the end of the record, in
// hexadecimal (RFC 3720 §B.4). Segments are named by number and day, such as
// 00000042-2025-07-08.jsonl, and sort in the order in which they were written.
// Old ones may be moved away at any time.
//
// What is promised: when [Journal.Append] returns nil the record has been
// handed to the operating system, in one write, and is found even if the
// process is killed the next moment. It is on the disk at most a second, and
// the time that the disk takes, later ([Journal.Unsynced] counts what is not):
// that is what a power loss may cost. The next [Open] says whether the writer
// before it came to its end, and whether it left a torn line.
//
// The walk of a record: Append (append.go) makes a line of it (line.go), begins
// a new segment where the day or the size asks for one (segment.go), writes,
// and arms the timer after which sync.go brings it to the disk. [Find]
// (find.go) reads the segments, the newest first, with every checksum.
//
// One writer holds a journal at a time, by a lock of the operating system on
// the file "lock" that ends with the process; a mark in it lasts until Close. Readers need no lock: of a line that is just being
// written they see a torn end, and pass over it.
//
// What it does not do: judge, delete, encrypt, or make codes.
//
// Errors: [ErrInUse], [ErrInvalid], [ErrClosed], [ErrNotFound] (always a
// [*NotFoundError]), [*WriteError], [*SyncError]; what the operating system
// says of a folder that cannot be opened is passed on.
package journal
