// Package cards gives tests a real card stack: pcscd with readers of
// vsmartcard-vpcd, into which virtual cards are put and out of which they are
// pulled, as a hand would do it. OpenSC, libpcsclite and every program above them
// work with it as they work with hardware.
//
// pcscd listens on every address of the machine and its socket has one fixed
// place, so it runs in network and mount namespaces of the test. A package whose
// tests need cards has
//
//	func TestMain(m *testing.M) { os.Exit(cards.Main(m)) }
//
// which runs the test binary again inside such namespaces; there /run is empty, and
// the network is the loopback interface. A test then calls Start, which ends with
// it, and Insert and Remove, which return when pcscd has seen what happened.
//
// It decides where pcscd runs, which readers there are, and what is awaited. It does
// not decide how a card answers: a Card is whatever can connect itself to a reader.
//
// The walk: Main (main.go) enters the namespaces (namespaces_linux.go); Start
// (stack.go) writes pcscd's configuration (readers.go), runs it (daemon.go), and
// asks its socket what it sees (protocol.go).
//
// What is missing goes through package need. A failure ends the test with what
// pcscd said last.
package cards
