// Package symptom tells what an error means that a person sees: its likely causes,
// what mends each and who does, and the checks that find which of them it is.
//
// [Explain] (explain.go) takes what was seen, a code, a sentence or a whole pasted
// dialog, and returns the [Symptom]s that it shows, the surest first. table.go and
// the files named after whose errors they hold are the data, each with its source;
// number.go reads the numbers of which only a group is known.
//
// What a source does not say is not said here: a cause that we infer says "may".
package symptom
