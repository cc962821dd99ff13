// Package gates compares the gate, as a process with real files, with what it
// stands beside: a handler that answers 204 to everything, the server of Open
// Policy Agent with the same policy, the same reverse proxy without a gate, and
// nginx that asks a stub that always says yes.
//
// Every side is a process of its own, and so is the load (load.go), which the
// benchmarks start from their own program in a role (role.go). A command to the
// load is one turn of one side; turns go A B A B. A row is the time that one
// request took in its turn, by the clock, the processor time that a request cost
// the side, or the slowest hundredth at a fixed rate, from the instant at which a
// request was due. All of it is bounded in count and time, and nothing leaves
// 127.0.0.1.
//
// The walk: testbed.go has the files and the processes, process.go starts one and
// looks at what it takes; requests.go is what is asked; check.go, proxy.go,
// nginx.go, memory.go, start.go and revision.go are the rows.
package gates
