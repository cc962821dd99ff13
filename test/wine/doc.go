// Package wine runs the Windows build of a program under Wine, for tests: with a
// registry of the test's own, in both of its views, with files where the test puts
// them, and with the DLLs that the test compiles.
//
// New (prefix.go) gives a test a Windows of its own. The first of a machine takes 5 s
// and is kept (base.go); each test gets a copy in 0.2 s, by hard links. Build and
// Mingw (build.go) make programs and DLLs, Import and Put (seed.go) furnish the
// Windows, Run and Start (run.go) run something in it.
//
// A run that says nothing is a failure: under Wine a program that cannot be started,
// and every 32-bit one here, exits with 0 and without a word. Wine is not Windows:
// its winscard.dll is a stub, it has no WMI, no event log, no Group Policy. What
// passes here is the code that calls Windows, not what Windows answers.
//
// Programs need wine, wine64 and a mingw compiler; build/needs.sh installs them.
// What goes wrong ends the test with the command and its output.
package wine
