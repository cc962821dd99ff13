package peers

import "encoding/json"

// Plain is the four requirements written by hand in Go.
func Plain() Peer {
	type signIn struct {
		Card   struct{ Series int }
		Device struct{ Software map[string]string }
		Client struct{ Product, Status string }
		// Versions of TLS in one digit each compare as texts do.
		Connection struct{ TLS string }
	}
	return newPeer("plain Go", func(line []byte) func() []string {
		var in signIn
		if err := json.Unmarshal(line, &in); err != nil {
			panic(err)
		}
		return func() []string {
			var unmet []string
			if in.Card.Series < 8 {
				unmet = append(unmet, cardSeries)
			}
			if in.Device.Software[middleware] == "-" {
				unmet = append(unmet, middleware)
			}
			if in.Client.Product == "identity-agent" && in.Client.Status != "supported" {
				unmet = append(unmet, identityAgent)
				if in.Connection.TLS < "1.2" {
					unmet = append(unmet, tlsVersion)
				}
			}
			return unmet
		}
	})
}
