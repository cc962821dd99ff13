// Package gate decides about sign-ins in front of a service that does not change:
// whether a sign-in is let in, warned or refused, by the notices in force, and with
// the words that go with it.
//
// A request comes through door, which knows who is at the other end. front.go asks
// whether its path is the gate's own or open, and attempt whether it begins a
// sign-in; all other requests are passed on by upstream.go as they came. One that
// begins a sign-in is decided by decide.go: joined gathers what is known of it, the
// notices of plan judge it, a block is weakened where nobody may be blocked
// (somebody holds, nobody approved, the clock stepped, budget), the decision gets a
// code, and keep.go writes it down. Only then it is answered: by a refusal, by a
// page that warns, or by the service's own answer with a warning. What the service
// makes of a sign-in is overheard (upstream.go): an accepted one proves who it
// named. check.go answers proxies that stand elsewhere, by the same decision; package
// plain reads what they ask.
//
// What it does not decide: sessions. A request that begins no sign-in is never
// looked at twice, and a session that exists is never cut.
//
// Times are those of the gate's clock. A decision is never late for want of a
// disk's flush, never lost by the end of the process, and never made stricter by
// something that failed, but for phases that say fail: closed. Everything a client
// says is a claim; limits.go bounds what it may cost.
package gate
