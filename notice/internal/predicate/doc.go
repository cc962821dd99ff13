// Package predicate compiles and judges the conditions of a notice: the keys
// applies, met and where. They are CEL (https://cel.dev) over one closed table
// of attributes (package fact), and they have three values: true, false and
// unknown, where unknown means that what decides is missing.
//
// It is the only package that imports cel-go, so that an upgrade of that
// library has one place to be tried: the table of meanings in semantics_test.go
// and the reference evaluator beside it.
//
// A condition goes through these files in order:
//
//	env.go         what can be written: types, variables, functions, limits
//	macros.go      version("…"), installed("…") and the others become inner calls
//	fault.go       what the parser and the type checker say, in our words: what
//	               cannot be read in syntax.go, names that are none in
//	               misnomer.go, what does not go together in mismatch.go
//	lint.go        what compiles but must not: whole objects, identities, times
//	comparison.go  two facts compared with each other
//	term.go        the sums of times that a comparison may hold
//	doubt.go       what can be judged and yet cannot be meant: always the same, or
//	               a word that is none of the catalogue's (vocabulary.go)
//	cost.go        the bound on work, counted before anything runs
//	plan.go        the program: constants folded, reads.go bound
//	judge.go       the answer, for every possible value of a fact known in part
//	explain.go     why: the parts of the tree (tree.go) that decided, and those
//	               of lists (elements.go)
//	atom.go        the smallest parts; sentence.go tells them, need.go what is
//	               required instead, missing.go what is not known
//	cuts.go        the instants at which the answer may change
//
// What is known of one subject is in facts.go, with series.go, software.go,
// application.go and identity.go; question.go asks it at an instant.
//
// Nothing here has a clock or does I/O. Offsets are code points from 0 within
// the condition. Faults and reasons are parts of sentences for people: those
// who write notices, and those at a service desk.
package predicate
