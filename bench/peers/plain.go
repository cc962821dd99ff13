package peers

// Plain is the four requirements written by hand in Go.
func Plain() Peer {
	return Peer{Name: "plain Go", Prepare: func(facts map[string]any) func() []string {
		get := func(object, name string) any { return facts[object].(map[string]any)[name] }
		series, installed := get("card", "series").(int), get("device", "middleware").(bool)
		agent, supported := get("client", "product") == "identity-agent", get("client", "supported").(bool)
		tls := get("connection", "tls").(int)
		return func() []string {
			var unmet []string
			if series < 8 {
				unmet = append(unmet, cardSeries)
			}
			if !installed {
				unmet = append(unmet, middleware)
			}
			if agent && !supported {
				unmet = append(unmet, identityAgent)
				if tls < 12 {
					unmet = append(unmet, tlsVersion)
				}
			}
			return unmet
		}
	}}
}
