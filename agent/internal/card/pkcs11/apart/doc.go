// Package apart keeps a vendor's PKCS #11 module in a process of its own.
//
// A module is code that others wrote, and some of it is bad: it crashes, waits for a
// dialog that nobody sees, ends the process, prints, or breaks the standard. Here
// each of these is an [Outcome] with words, within a deadline, and this program goes
// on. What is decided here is what became of the module; what its answers mean is for
// others.
//
// The same program starts itself again with [Verb]. The child is told over a pipe
// which module to load, and what to ask of it; PINs go the same way, never by
// arguments or the environment. Parent and child are one program of one version, and
// the child says so first.
//
// The walk: start_unix.go, start_windows.go and process.go start the child and wait
// for its answers; frame.go, message.go and request.go are what goes over the pipes,
// pipe_unix.go and its like the pipes; serve.go and work.go are the child, harden_linux.go and its like what it does to itself before
// it loads anything. ended.go says in words how a child ended. check.go does what a
// diagnosis wants: load, probe, a test signature, and one [Report] of it all.
//
// # What is kept apart, and what is not
//
// The child is no sandbox. A module may do whatever the person who runs it may do:
// their other programs load it, too. What is protected is that this program goes on,
// and that it says what happened:
//
//   - the pipes of the protocol are other descriptors than standard input and output,
//     which lead to nothing and to a bounded buffer, since modules print;
//   - every request has a deadline; then the child is killed, with what it started in
//     its group;
//   - memory is limited: 1 GiB of data (Linux), of the process (Windows, by a job
//     that also ends the child when this program ends); macOS has no such limit;
//   - no dialog of Windows about a failed or missing library, no window of a console;
//   - no core dump, no reading of the child's memory by others of the same user
//     (Linux), no report to Windows with the memory of a PIN;
//   - nothing that the child sends is believed before it is bounded and checked.
//
// # Errors
//
// [Failure] where the child is gone, or was not right from the start. Everything
// else is an error of package pkcs11, carried over.
package apart
