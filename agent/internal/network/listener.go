package network

// Listener is what a port of loopback answers.
type Listener struct {
	Port int `json:"port"`
	// Of names the program that is expected there, such as "port-service".
	Of string `json:"of"`
	// Source is where the number is from.
	Source string `json:"source,omitzero"`
	// Open is true where something took the connection, on 127.0.0.1 or ::1.
	Open bool `json:"open"`
	// Address is the one that answered.
	Address string `json:"address,omitzero"`
	// TLS is true where it answered with TLS, false with plain HTTP or nothing
	// that could be read.
	TLS bool `json:"tls,omitzero"`
	// Answered is what it answered to the request of its discovery.
	Answered *Answered `json:"answered,omitzero"`
	// Code is statusCode of the Port Service's answer, "200" where it is well.
	//
	// Source: the browser library for local signing that NHS Digital publishes.
	Code string `json:"code,omitzero"`
	// Leads is the port of Credential Management for this session, as the Port
	// Service tells. 0 where it does not, for instance because it wants to know
	// who asks: no credentials are sent.
	Leads  int    `json:"leads,omitzero"`
	TookMS int    `json:"tookMs"`
	Fault  *Fault `json:"fault,omitzero"`
}
