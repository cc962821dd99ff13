package peers

import (
	"encoding/json"
	"fmt"

	"github.com/cedar-policy/cedar-go"
)

const cedarPolicy = `
@id("all")
permit (principal, action, resource);

@id("card-series")
forbid (principal, action, resource)
when { context.card.series < 8 };

@id("oberthur-middleware")
forbid (principal, action, resource)
when { context.device.software["oberthur-middleware"] == "-" };

@id("identity-agent")
forbid (principal, action, resource)
when { context.client.product == "identity-agent" && context.client.status != "supported" };

@id("tls")
forbid (principal, action, resource)
when {
  context.client.product == "identity-agent" && context.client.status != "supported" &&
  ["1.0", "1.1"].contains(context.connection.tls)
};
`

// Cedar compiles the policy for Cedar: each requirement forbids, and the reasons
// of the answer name those that did.
func Cedar() (Peer, error) {
	list, err := cedar.NewPolicyListFromBytes("notice.cedar", []byte(cedarPolicy))
	if err != nil {
		return Peer{}, fmt.Errorf("compiling the policy for Cedar: %w", err)
	}
	policies := cedar.NewPolicySet()
	for _, p := range list {
		policies.Add(cedar.PolicyID(p.Annotations()["id"]), p)
	}
	return newPeer("Cedar", func(line []byte) func() []string {
		var facts cedar.Record
		if err := json.Unmarshal(line, &facts); err != nil {
			panic(err)
		}
		request := cedar.Request{
			Principal: cedar.NewEntityUID("Person", "1"),
			Action:    cedar.NewEntityUID("Action", "sign-in"),
			Resource:  cedar.NewEntityUID("Service", "1"),
			Context:   facts,
		}
		return func() []string {
			decision, why := cedar.Authorize(policies, nil, request)
			if len(why.Errors) > 0 {
				panic(why.Errors)
			}
			if decision == cedar.Allow {
				return nil
			}
			return ordered(func(id string) bool {
				for _, r := range why.Reasons {
					if string(r.PolicyID) == id {
						return true
					}
				}
				return false
			})
		}
	}), nil
}
