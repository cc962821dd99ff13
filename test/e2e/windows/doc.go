// Package windows uses the agent as it is released for Windows, whole, on computers
// that stand under Wine: one that was forgotten, one that is well, one whose registry
// lies. Their registries are in testdata/registry; programs and services that they have
// are compiled from testdata/programs, and run.
//
// pc_test.go has such a computer. story_test.go reads the two computers as bundles and
// pages, mend_test.go mends one and puts it back, modules_test.go gives it libraries
// that crash, hang and lie, hostile_test.go values that are not what they say,
// click_test.go is somebody who clicks, and speed_test.go holds time and memory.
//
// Nothing here knows the agent from within: what is asserted is what it prints, writes
// and changes. Wine is not Windows (test/wine says how it differs); docs/tested.md says
// what is left to a real one.
package windows
