// Package agent is what the agent on a device does: a function for each verb of its
// command line. It wires the rooms below agent/internal, which do not know each
// other; flags, files and exit codes are cmd/lanyard-agent's.
//
// [Check] looks at the device (package device), lets the checks find what is wrong
// (package checks) and the notices say what they ask (package asked), and gives a
// [Report]: the findings for the page, and the bundle for others, from which names
// and numbers are withheld unless they were asked for.
package agent
