// Package standin plays the parts beside a gate that cannot be had here: a sign-in
// service that exists, with its legacy protocol and OpenID, and the agents that
// sign in to it. It is for tests and rehearsals, and a stand-in in everything that
// matters: no card signs anything, and no person is checked.
//
// Service (service.go) answers as the service behind a gate does, and counts what
// reaches it. Agent (agent.go) signs in as Identity Agent does: it asks for a
// challenge, answers it, and takes the ticket. The shape of both is that of public
// re-implementations (extractors/identity-agent.yaml names them). The service is
// strict about what matters to a gate: a challenge is good once, and only for the
// session that asked for it, so an attempt that the gate refused cannot go on.
//
// MakeCertificates (certificates.go) and NewClient (client.go) are what both sides
// need of TLS, old and new; StartGate (gate.go) runs a gate as a process of its own
// and listens to its log.
package standin
