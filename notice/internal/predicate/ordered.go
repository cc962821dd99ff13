package predicate

import (
	"errors"
	"reflect"
	"strings"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"

	"github.com/lanyard-id/lanyard/fact"
)

var errWhole = errors.New("an object cannot be used as a whole")

var (
	versionType = types.NewObjectType("version", traits.ComparerType)
	tlsType     = types.NewObjectType("tls", traits.ComparerType)
)

// celType returns the type with which an attribute takes part in a condition.
func celType(t fact.Type) *types.Type {
	switch t {
	case fact.TypeInt:
		return types.IntType
	case fact.TypeVersion:
		return versionType
	case fact.TypeTLS:
		return tlsType
	case fact.TypeTime:
		return types.TimestampType
	case fact.TypeTextList:
		return types.NewListType(types.StringType)
	case fact.TypeApplicationList:
		return types.NewListType(applicationType)
	}
	return types.StringType
}

// versionVal and tlsVal are ordered values of CEL: == and < mean what the
// contract says of versions and of TLS names.
type versionVal struct{ fact.Version }

func (v versionVal) ConvertToNative(reflect.Type) (any, error) { return nil, errWhole }
func (v versionVal) ConvertToType(ref.Type) ref.Val            { return types.WrapErr(errWhole) }
func (v versionVal) Type() ref.Type                            { return versionType }
func (v versionVal) Value() any                                { return v.Version }

func (v versionVal) Equal(other ref.Val) ref.Val {
	o, ok := other.(versionVal)
	return types.Bool(ok && v.Version.Compare(o.Version) == 0)
}

func (v versionVal) Compare(other ref.Val) ref.Val {
	o, ok := other.(versionVal)
	if !ok {
		return types.MaybeNoSuchOverloadErr(other)
	}
	return order(v.Version.Compare(o.Version))
}

type tlsVal fact.TLS

// number is the version behind a sentence that says TLS already.
func (v tlsVal) number() string { return strings.TrimPrefix(fact.TLS(v).String(), "TLS ") }

func (v tlsVal) ConvertToNative(reflect.Type) (any, error) { return nil, errWhole }
func (v tlsVal) ConvertToType(ref.Type) ref.Val            { return types.WrapErr(errWhole) }
func (v tlsVal) Type() ref.Type                            { return tlsType }
func (v tlsVal) Value() any                                { return fact.TLS(v) }

func (v tlsVal) Equal(other ref.Val) ref.Val {
	o, ok := other.(tlsVal)
	return types.Bool(ok && v == o)
}

func (v tlsVal) Compare(other ref.Val) ref.Val {
	o, ok := other.(tlsVal)
	if !ok {
		return types.MaybeNoSuchOverloadErr(other)
	}
	switch {
	case v < o:
		return order(-1)
	case v > o:
		return order(1)
	}
	return order(0)
}

// order returns shared values: types.Int(-1) would allocate.
func order(c int) ref.Val {
	switch {
	case c < 0:
		return types.IntNegOne
	case c > 0:
		return types.IntOne
	}
	return types.IntZero
}
