// Package predicate compiles and judges the conditions of a notice: the keys
// applies, met and where. They are CEL (https://cel.dev) over one closed table
// of attributes (attributes), and they have three values: true, false and
// unknown, where unknown means that what decides is missing.
//
// It is the only package that imports cel-go, so that an upgrade of that
// library has one place to be tried: the table of meanings in semantics_test.go.
//
// A condition goes through these files in order:
//
//	env.go      what can be written: types, variables, functions, limits
//	macros.go   version("…"), installed("…") and the others become inner calls
//	lint.go     what compiles but must not: whole objects, two facts compared
//	cost.go     the bound on work, counted before anything runs
//	plan.go     the program: constants folded, inner calls bound
//	judge.go    the answer, for every possible value of a fact known in part
//	explain.go  why: the atoms that decided
//	words.go    each atom in words, by operator and type
//	cuts.go     the instants at which the answer may change
//
// facts.go and view.go hold what is known of one subject. Nothing here has a
// clock or does I/O; offsets are code points from 0 within the condition.
package predicate
