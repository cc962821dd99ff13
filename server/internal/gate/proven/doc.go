// Package proven remembers which people, devices and addresses an accepted
// sign-in has proven, so that the lock-out budget counts nobody who was invented.
//
// What a client says of itself is a claim. It is proven when the service behind
// the gate let the sign-in in that carried it: then [Store.Prove] remembers the
// person, the device and the address for [Remembered]. A person and a device are
// remembered together with the network they came from ([NetworkOf]), so that a
// list of names learned elsewhere proves nothing. [Store.Strongest] says what of
// an attempt is proven: the person, else the device, else the address.
//
// A device's name and an address cost nothing to make up, also for somebody who
// really signs in: one account could prove a thousand devices. So each of them
// is remembered with its voucher, the person whose sign-in proved it (the
// address, where the sign-in named no person), and who counts is asked to count
// a voucher once.
//
// What is remembered is a mark, not a name: the beginning of an HMAC-SHA256 with
// a random key that lies beside the records in a file of its own. Names are
// folded first (fold.go), since services take "AB1" and " ab1" for one person,
// and one account would else prove many.
//
// The walk of a proof: Prove makes marks (mark.go), keeps them in memory by
// shards (store.go) and appends a record (record.go) to a batch. Every
// [FlushEvery] the batch is written and brought to the disk (keep.go), so that a
// kill costs that much; where the file has grown to twice what is still
// remembered it is written anew (compact.go). [Open] reads it again (load.go).
// The key is made and read in key.go; one process at a time writes (lock.go),
// and another one that is started meanwhile, as in a restart, reads, keeps what
// it learns in memory, and takes over when the first ends.
//
// What it does not do: count, decide, or know a clock. Instants are arguments
// and are those of the gate's clock. A record from the future counts as one of
// now: a clock that was set back neither forgets nor remembers longer.
//
// A store that is lost, damaged or full knows less. Fewer are proven then, so the
// budget sees fewer and opens later. It never makes a decision a block that was
// none, and [Status] says what is missing.
//
// Errors: [Open] fails where the folder cannot be used at all. What is damaged in
// it is passed over and told in [Status]; so is a disk that refuses to write,
// which is tried again at each flush.
//
// Units: hours since 1970 by the gate's clock in records, bytes of files.
package proven
