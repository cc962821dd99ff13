package fact

import (
	"slices"
	"strings"
)

// Cell is what is known of one product on one device: nothing (the zero value),
// that it is not installed, or that it is, in one or several versions, of which
// some may not be known.
type Cell struct {
	absent      bool      // known not to be installed; then the rest is empty
	versions    []Version // installed
	unversioned bool      // installed besides, in a version that is not known
}

// Absent returns the cell of a product that is known not to be installed.
func Absent() Cell { return Cell{absent: true} }

// ParseCell reads a cell of a software inventory: a version, "-" for not
// installed, "+" for installed in a version that is not known, ";" between
// several; empty is not known. If one of several cannot be read, none counts.
func ParseCell(text string) (Cell, error) {
	trimmed := strings.TrimSpace(text)
	switch trimmed {
	case "":
		return Cell{}, nil
	case "-":
		return Absent(), nil
	}
	var c Cell
	for part := range strings.SplitSeq(trimmed, ";") {
		part = strings.TrimSpace(part)
		if part == "+" {
			c.unversioned = true
			continue
		}
		v, err := ParseVersion(part)
		switch {
		case err == nil:
			c.versions = append(c.versions, v)
		case part == "":
			return Cell{}, &ParseError{text, "nothing stands before or after a ;; write + where the version is not known"}
		case part == "-":
			return Cell{}, &ParseError{text, "- means not installed and stands alone"}
		default:
			return Cell{}, &ParseError{text, err.(*ParseError).Problem +
				", - for not installed, or + for installed in a version that is not known"}
		}
	}
	return c, nil
}

// With returns the cell with one more version installed. c stays as it is.
func (c Cell) With(v Version) Cell {
	return Cell{versions: append(slices.Clip(c.versions), v), unversioned: c.unversioned}
}

// WithUnversioned returns the cell with an installation besides whose version
// is not known. c stays as it is.
func (c Cell) WithUnversioned() Cell {
	return Cell{versions: c.versions, unversioned: true}
}

// Known reports whether the cell says anything.
func (c Cell) Known() bool { return c.Installed() != Unknown }

// Installed says whether the product is installed in any version.
func (c Cell) Installed() Truth {
	switch {
	case c.absent:
		return False
	case c.unversioned || len(c.versions) > 0:
		return True
	}
	return Unknown
}

// Any says whether a version in r is installed: True if one fits, Unknown if
// none does and one is not known or nothing is, else False. The zero range,
// into which every version fits, asks what Installed asks. It does not
// allocate.
func (c Cell) Any(r Range) Truth {
	if len(r.terms) == 0 {
		return c.Installed()
	}
	for i := range c.versions {
		if r.Contains(c.versions[i]) {
			return True
		}
	}
	if c.unversioned || !c.Known() {
		return Unknown
	}
	return False
}

// Newest returns the newest version installed; false if none is or if one is
// not known, which could be newer.
func (c Cell) Newest() (Version, bool) {
	if c.unversioned || len(c.versions) == 0 {
		return Version{}, false
	}
	return slices.MaxFunc(c.versions, Version.Compare), true
}

// Versions returns the known versions, as they were given.
func (c Cell) Versions() []Version { return slices.Clone(c.versions) }

// String returns the cell as [ParseCell] reads it.
func (c Cell) String() string { return string(c.Append(nil)) }

// Append appends the cell as String has it.
func (c Cell) Append(to []byte) []byte {
	if c.absent {
		return append(to, '-')
	}
	for i, v := range c.versions {
		if i > 0 {
			to = append(to, ';')
		}
		start := len(to)
		to = append(to, v.String()...)
		// A suffix that did not come from a cell may contain the separator.
		for n := start; n < len(to); n++ {
			if to[n] == ';' {
				to[n] = ','
			}
		}
	}
	if c.unversioned {
		if len(c.versions) > 0 {
			to = append(to, ';')
		}
		to = append(to, '+')
	}
	return to
}
