package fact

// Words says the range to a person: "2.4.5.0 or later", "at least 1.2 and below
// 2", "any version except 1.3", "no version". Terms that others make
// superfluous are left out. Behind "must be" it makes a sentence.
func (r Range) Words() string {
	if _, ok := r.First(); !ok {
		return "no version"
	}
	low, high := r.bounds()
	var words string
	switch {
	case low == nil && high == nil:
		words = "any version"
	case high == nil && low.Operator == AtLeast:
		words = low.Version.String() + " or later"
	case high == nil:
		words = "above " + low.Version.String()
	case low == nil && high.Operator == AtMost:
		words = high.Version.String() + " or earlier"
	case low == nil:
		words = "below " + high.Version.String()
	case low.Version.Equal(high.Version):
		words = "exactly " + low.Version.String()
	default:
		from, to := "above ", " and below "
		if low.Operator == AtLeast {
			from = "at least "
		}
		if high.Operator == AtMost {
			to = " and at most "
		}
		words = from + low.Version.String() + to + high.Version.String()
	}
	s, _ := r.span()
	for i, v := range s.without {
		switch {
		case i == 0 && low == nil && high == nil:
			words += " except "
		case i == 0:
			words += ", except "
		case i == len(s.without)-1:
			words += " and "
		default:
			words += ", "
		}
		words += v.String()
	}
	return words
}

// bounds returns the strictest term on either side, as AtLeast or Above and as
// AtMost or Below; nil where there is none.
func (r Range) bounds() (low, high *Term) {
	for _, t := range r.terms {
		lower, upper := t.Operator, t.Operator
		if t.Operator == Exactly {
			lower, upper = AtLeast, AtMost
		}
		if lower == AtLeast || lower == Above {
			c := +1
			if low != nil {
				c = t.Version.Compare(low.Version)
			}
			if c > 0 || c == 0 && lower == Above {
				low = &Term{lower, t.Version}
			}
		}
		if upper == AtMost || upper == Below {
			c := -1
			if high != nil {
				c = t.Version.Compare(high.Version)
			}
			if c < 0 || c == 0 && upper == Below {
				high = &Term{upper, t.Version}
			}
		}
	}
	return low, high
}
