// Package server wires the rooms of the service, which do not know each other,
// for the program: each function here is one verb of the command line, without
// its flags and files.
package server
