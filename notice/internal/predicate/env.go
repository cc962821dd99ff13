package predicate

import (
	"sync"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/env"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/overloads"
	"cel.dev/cel-go/common/types"

	"github.com/lanyard-id/lanyard/fact"
)

// Bounds of one condition. They keep parsing and checking short and make the
// static cost below finite; a condition that a person can read is far smaller.
const (
	MaxLength  = 4096 // code points
	maxNodes   = 400
	maxNesting = 24
)

// MaxApplications and MaxListed bound the lists that a condition walks, so that
// its cost can be counted before it runs. Longer lists are refused when read.
const (
	MaxApplications = 1000
	MaxListed       = 100
)

// nowName is the instant of judging. It is no attribute: it is never missing.
const nowName = fact.Now

// The inner functions, which authors cannot write: '@' begins no identifier.
const (
	fnVersion   = "@version"
	fnTLS       = "@tls"
	fnDate      = "@date"
	fnInDays    = "@in_days"
	fnInstalled = "@installed"
	fnStatus    = "@status"
	fnComplete  = "@complete" // the list of applications is
	fnCount     = "@count"    // of the applications
)

// functions are the operators and functions of the standard library that a
// condition may use; whatever is not here does not compile.
var functions = []string{
	operators.LogicalAnd, operators.LogicalOr, operators.LogicalNot, operators.Conditional,
	operators.Equals, operators.NotEquals,
	operators.Less, operators.LessEquals, operators.Greater, operators.GreaterEquals,
	operators.In, operators.Add, operators.Subtract, operators.Multiply, operators.Divide,
	operators.Modulo, operators.Negate, operators.Index, operators.NotStrictlyFalse,
	overloads.Size, overloads.StartsWith, overloads.EndsWith, overloads.Contains,
	overloads.TypeConvertDuration, overloads.TypeConvertTimestamp,
}

var environment = sync.OnceValue(func() *cel.Env {
	subset := &env.LibrarySubset{DisableMacros: true}
	for _, name := range functions {
		subset.AddIncludedFunctions(env.NewFunction(name))
	}
	p := newProvider()
	opts := []cel.EnvOption{
		cel.StdLib(cel.StdLibSubset(subset)),
		cel.CustomTypeProvider(p),
		cel.Macros(macros()...),
		cel.EnableMacroCallTracking(),
		cel.DefaultUTCTimeZone(true),
		cel.HomogeneousAggregateLiterals(),
		cel.ParserExpressionSizeLimit(MaxLength),
		cel.ParserRecursionLimit(maxNesting),
		cel.ExpressionNodeLimit(maxNodes),
		cel.ExpressionNestingDepthLimit(maxNesting),
		cel.Variable(nowName, cel.TimestampType),

		cel.Function(fnVersion, cel.Overload(fnVersion, []*cel.Type{cel.StringType}, versionType)),
		cel.Function(fnTLS, cel.Overload(fnTLS, []*cel.Type{cel.StringType}, tlsType)),
		cel.Function(fnDate, cel.Overload(fnDate, []*cel.Type{cel.StringType}, cel.TimestampType)),
		cel.Function(fnInDays, cel.Overload(fnInDays, []*cel.Type{cel.IntType}, cel.TimestampType)),
	}
	device := types.NewObjectType(Device.String())
	opts = append(opts,
		cel.Function(fnInstalled,
			cel.Overload(fnInstalled, []*cel.Type{device, cel.StringType}, cel.BoolType),
			cel.Overload(fnInstalled+"_range", []*cel.Type{device, cel.StringType, cel.StringType}, cel.BoolType)),
		cel.Function(fnStatus, cel.Overload(fnStatus, []*cel.Type{device, cel.StringType}, cel.StringType)),
		cel.Function(fnComplete, cel.Overload(fnComplete, []*cel.Type{device}, cel.BoolType)),
		cel.Function(fnCount, cel.Overload(fnCount, []*cel.Type{device}, cel.IntType)),
	)
	for name, t := range p.objects {
		opts = append(opts, cel.Variable(name, t))
	}
	for _, op := range []string{operators.Less, operators.LessEquals, operators.Greater, operators.GreaterEquals} {
		// Without a binding of their own: the standard one compares whatever
		// has an order.
		opts = append(opts, cel.Function(op,
			cel.Overload(op+"version", []*cel.Type{versionType, versionType}, cel.BoolType),
			cel.Overload(op+"tls", []*cel.Type{tlsType, tlsType}, cel.BoolType)))
	}
	e, err := cel.NewCustomEnv(opts...)
	if err != nil {
		// Everything above is fixed at compile time: this cannot depend on input.
		panic("predicate: " + err.Error())
	}
	return e
})
