package peers

import (
	"bytes"
	"context"
	"fmt"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
)

// Rego is the policy for Open Policy Agent.
const Rego = `package notice

unmet contains "card-series" if input.card.series < 8

unmet contains "oberthur-middleware" if input.device.software["oberthur-middleware"] == "-"

unsupported if {
	input.client.product == "identity-agent"
	input.client.status != "supported"
}

unmet contains "identity-agent" if unsupported

unmet contains "tls" if {
	unsupported
	input.connection.tls < "1.2"
}
`

// OPA compiles the policy for Open Policy Agent, as a prepared query with parsed
// input: the fastest way its library offers.
func OPA() (Peer, error) {
	ctx := context.Background()
	query, err := rego.New(rego.Query("data.notice.unmet"), rego.Module("notice.rego", Rego)).PrepareForEval(ctx)
	if err != nil {
		return Peer{}, fmt.Errorf("compiling the policy for OPA: %w", err)
	}
	return newPeer("OPA", func(line []byte) func() []string {
		input, err := ast.ValueFromReader(bytes.NewReader(line))
		if err != nil {
			panic(err)
		}
		return func() []string {
			results, err := query.Eval(ctx, rego.EvalParsedInput(input))
			if err != nil {
				panic(err)
			}
			found := results[0].Expressions[0].Value.([]any)
			return ordered(func(id string) bool {
				for _, f := range found {
					if f == id {
						return true
					}
				}
				return false
			})
		}
	}), nil
}
