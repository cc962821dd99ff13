// Package laws holds the rules of the architecture as ordinary tests: who may
// import whom, what a pure package may not touch, that nothing is skipped or left
// without a fuzz target unseen, and that the documents tell the truth. Each law
// gives its reason where it fails, and each is tried on planted files that break
// it, so that none can pass by seeing nothing.
//
// The walk: tree_test.go reads the sources, laws_test.go lists the laws and runs
// them, one file a kind of law beside it; docs_test.go and commands_test.go hold
// the Markdown files to the tree and to the program.
package laws
