package report

import (
	"slices"

	"github.com/lanyard-id/lanyard/notice"
)

// requirements gives bits to requirements.
type requirements struct {
	names []string
	only  string // counts alone; "" = each does
}

// furtherRequirements stands for those for whom there is no bit.
const furtherRequirements = "further requirements"

// bit returns the bit of a requirement.
func (r *requirements) bit(name string) uint64 {
	name = bounded(name)
	if b := r.find(name); b != 0 {
		return b
	}
	if len(r.names) == mostRequirements-1 {
		name = furtherRequirements
	}
	r.names = append(r.names, name)
	return 1 << (len(r.names) - 1)
}

// find returns the bit of a requirement; 0 if it has none.
func (r *requirements) find(name string) uint64 {
	if i := slices.Index(r.names, name); i >= 0 {
		return 1 << i
	}
	if len(r.names) == mostRequirements {
		return 1 << (mostRequirements - 1)
	}
	return 0
}

// fallsShort reports whether a finding is of what an attempt did not meet, or of
// which that is not known.
func fallsShort(f *notice.Told) bool { return f.Result == notice.Unmet || f.Result == notice.Unknown }

// blocking returns the requirements that asked to refuse an attempt.
func (r *requirements) blocking(findings []notice.Told) (all uint64) {
	for i := range findings {
		if f := &findings[i]; f.Action == notice.Block && fallsShort(f) {
			all |= r.bit(f.Requirement)
		}
	}
	return all
}

// counts reports whether a refusal by requirements is one that the report is
// about.
func (r *requirements) counts(by uint64) bool {
	return r.only == "" || by&r.find(r.only) != 0
}

// short reports whether an attempt still falls short of what refused another.
func (r *requirements) short(findings []notice.Told, by uint64) bool {
	if r.only != "" {
		by = r.find(r.only)
	}
	for i := range findings {
		if f := &findings[i]; fallsShort(f) && r.find(bounded(f.Requirement))&by != 0 {
			return true
		}
	}
	return false
}

// foretells reports whether an attempt shows that a block would refuse its like.
func (r *requirements) foretells(findings []notice.Told, unknownBlocks bool) bool {
	for i := range findings {
		f := &findings[i]
		if r.only != "" && bounded(f.Requirement) != r.only {
			continue
		}
		if f.Result == notice.Unmet || f.Result == notice.Unknown && (unknownBlocks || f.Action == notice.Block) {
			return true
		}
	}
	return false
}
