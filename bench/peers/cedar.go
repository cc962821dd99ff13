package peers

import (
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
unless { context.device.middleware };

@id("identity-agent")
forbid (principal, action, resource)
when { context.client.product == "identity-agent" && !context.client.supported };

@id("tls")
forbid (principal, action, resource)
when {
  context.client.product == "identity-agent" && !context.client.supported &&
  context.connection.tls < 12
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
	return Peer{Name: "Cedar", Prepare: func(facts map[string]any) func() []string {
		request := cedar.Request{
			Principal: cedar.NewEntityUID("Person", "1"),
			Action:    cedar.NewEntityUID("Action", "sign-in"),
			Resource:  cedar.NewEntityUID("Service", "1"),
			Context:   cedarRecord(facts),
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
	}}, nil
}

// cedarRecord turns decoded JSON into Cedar's values.
func cedarRecord(facts map[string]any) cedar.Record {
	values := make(cedar.RecordMap, len(facts))
	for name, fact := range facts {
		key := cedar.String(name)
		switch fact := fact.(type) {
		case map[string]any:
			values[key] = cedarRecord(fact)
		case string:
			values[key] = cedar.String(fact)
		case int:
			values[key] = cedar.Long(fact)
		case bool:
			values[key] = cedar.Boolean(fact)
		default:
			panic(fmt.Sprintf("no Cedar value for %T", fact))
		}
	}
	return cedar.NewRecord(values)
}
