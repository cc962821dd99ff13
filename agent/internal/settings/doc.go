// Package settings reads what whoever runs the estate has set for the agent on this
// machine: which server it asks, where its notices lie, where collected bundles go.
// It does not decide what is done with them, and flags of the command line win over
// them: that is for the command.
//
// [Read] asks the machine. On Windows that is the registry: a value that Group Policy
// set wins over the one that the installer or an administrator wrote
// (machine_windows.go, values.go). Elsewhere it is one file, strict YAML
// (machine_other.go, file.go). Both are held to one table of keys (settings.go), each
// value to its form (form.go). [ReadFile] reads such a file instead, on any system: for
// a program that is started from a share.
//
// What is wrong is an error that names the place and says what to write; what is
// right beside it still counts on Windows, where each value stands alone. A file with
// an error sets nothing. Nothing set is no error: the agent needs no settings.
//
// Only administrators can write to these places, so the values are trusted to be
// meant. They are not trusted as bytes: limits.go.
package settings
