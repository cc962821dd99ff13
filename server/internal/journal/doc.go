// Package journal keeps decisions on disk, in order, by their codes, so that
// each can be found and replayed later.
//
// A journal is a folder of segments, files of one JSON object a line:
//
//	{"code":"K7Q2M9XD4T6","at":"2025-07-08T09:30:00.000Z","record":{…},"crc32c":"1b2c3d4e"}
//
// The record is the caller's and is not looked into; at is when it was written;
// crc32c is the Castagnoli CRC of the line up to the end of the record, in
// hexadecimal (RFC 3720 §B.4). A record that came of an earlier decision has the
// key "sequel" in the place of "record": so it is known without looking into it,
// and programs that know of none pass it over. Segments are named by number and
// UTC day, such as 00000042-2025-07-08.jsonl, and sort in the order in which they
// were written. Each has what was written on its day and in the hour before it.
// Old ones may be moved away at any time.
//
// # What is promised
//
// When [Journal.Append] returns nil the record has been handed to the operating
// system, in one write, and is found even if the process is killed the next
// moment. It is on the disk at most a second, and the time that the disk takes,
// later ([Journal.Unsynced] counts what is not): that is what a power loss may
// cost. Records of goroutines that come together go in one write, in the order in
// which they came; none waits for others to come. [Journal.AppendSoon] promises less for
// half the cost: its record goes with the next write, or within a tenth of a second.
//
// The next [Open] says whether the writer before it came to its end, whether it
// left a torn line, and how many records can be missing ([Recovery]): none, as
// long as the machine ran on; after a power loss at most so many. For that each
// fsync is followed by a note in the lock file: how far the disk has confirmed,
// and how many records may be written before the next note. When half of them
// are written the next fsync comes at once. An append never waits for it: a disk
// that takes no note while more is written than the last one announced may have
// lost more than is told.
//
// # When the disk hangs
//
// Whoever writes waits for the disk, and so do those who came meanwhile. With
// [Options.StallAfter] those who come later are refused instead of waiting, so that
// a disk that hangs does not stop everything that appends.
//
// # When the disk fills
//
// What an [Entry] has as its detail is left out, and counted, when less than
// [Options.LowBytes] is free, or when a write fails for want of space. When even
// that is not enough the reserve is given back, a megabyte at a time: a file that
// holds nothing but space. Only when nothing is left of it an append fails. The
// reserve is filled again once there is room. ([Stats] counts all of that.)
//
// # How long it is kept
//
// With [Options.Keep] or [Options.KeepBytes] whole segments are deleted at Open
// and after each rotation: the oldest in the order of writing, never the newest,
// at most 64 at a time. How old a segment is follows from the days in the names,
// and not from the machine's clock: the days that passed from its end to the
// beginning of the newest, added up from one segment to the next. A step of more
// than 31 days from one to the next counts as none, in either direction. So a
// clock that stands in 2099 or 1970 for a while deletes nothing; a gate that stood
// still for more than a month keeps what is older for as much longer; and a clock
// that is wrong by less than a month can delete early by as much, until it is set
// back.
//
// # The walk of a record
//
// Append (append.go) makes a line of it (line.go) and joins those who wait, or
// writes alone (group.go), with what waited for a write (soon.go); write.go puts the
// lines into the segment in which they belong (segment.go), asks room.go what to do
// when there is no space, and arms the timer after which sync.go brings it to the disk and leaves the note (note.go,
// read again in recovery.go). [Find] and [FindAll] (find.go) read the segments, the
// newest first, with every checksum; [Read] (read.go) reads one record by its
// position, [Scan] (scan.go) a span of time. keep.go deletes.
//
// One writer holds a journal at a time, by a lock of the operating system on
// the file "lock" that ends with the process; [OpenWait] waits for it, for a
// program that takes over from another. Readers need no lock: of a line that is
// just being written they see a torn end, and pass over it.
//
// # While the disk is busy
//
// An append that makes its file longer waits for an fsync of the same file that is
// giving it blocks, and that waits for whatever else the disk has to do. So where
// there is much to write zeros are written ahead of the lines (ahead.go), between
// two fsyncs, and appends write over them. The newest segment may therefore end in
// zero bytes: readers know them, they go when the segment ends or the journal is
// opened again, and the sizes of [Stats] do not count them. Programs of before the
// gate take them for a torn end, which hides nothing from them.
//
// Measured on Debian 12, Linux 6.18, two cores, ext4 on a virtual disk, lines of
// 600 bytes: an append takes 2 to 2.5 µs of a core, with one goroutine or a
// thousand. At 5,000 a second, five at once, with an fsync each second, at real-time
// priority so that only the disk counts (BenchmarkAppendPaced): 52 to 57 µs at the
// 99th percentile, with fsync as without; 45 ms once in 20 s. While two other
// programs saturated the disk: mostly 54 to 76 µs, in some runs up to 2 ms, and
// without zeros ahead 2 to 91 ms. A new segment for each fsync helped less; a rough
// probe of fdatasync, fallocate and sync_file_range showed no gain. With ext4's journal on a loop device it was
// the same.
//
// What it does not do: judge, encrypt, sign, or make codes.
//
// Errors: [ErrInUse], [ErrInvalid], [ErrClosed], [ErrNotFound] (of a code always a
// [*NotFoundError]), [ErrDamaged], [*WriteError], [*SyncError]; what the operating
// system says of a folder that cannot be opened is passed on.
package journal
