package estate

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/notice"
)

// errFull says that an estate has no room for another text.
var errFull = errors.New("there is no room: a column holds at most 4 GiB of distinct values; answer over a part of the files")

// reader reads the cells of a column. It belongs to the goroutine that fills
// the column's table.
type reader struct {
	zone     *civil.Zone
	last     string // the text before this one, and its number: neighbours are often the same
	lastCell uint64
	days     *days
}

// cell returns what the column keeps of a text: the number of its value, or the
// second of an instant as it is stored. A text that is no value is an error.
func (c *Column) cell(text string) (uint64, error) {
	if text == c.read.last {
		return c.read.lastCell, nil
	}
	cell, err := c.parse(strings.TrimSpace(text))
	if err == nil && len(text) <= 64 {
		c.read.last, c.read.lastCell = text, cell
	}
	return cell, err
}

func (c *Column) parse(text string) (uint64, error) {
	if c.Times != nil {
		second, err := c.read.days.second(c.Attribute, text)
		return storedSecond(second), err
	}
	if c.Attribute == nil {
		number, _ := c.texts.Number(text)
		if number == 0 && text != "" {
			return 0, errFull
		}
		return uint64(number), nil
	}
	if number := c.texts.Find(text); number != 0 && !c.derived[number] {
		return uint64(c.first(number)), nil
	}
	v, canonical, err := valueOf(c.Attribute, text, c.read.zone)
	if err != nil || v.IsMissing() {
		return 0, err
	}
	return c.add(text, canonical, []notice.Value{v})
}

// add gives a new text its number, and keeps what it says.
func (c *Column) add(text, canonical string, possible []notice.Value) (uint64, error) {
	number, isNew := c.texts.Number(text)
	if number == 0 {
		return 0, errFull
	}
	if !isNew {
		return uint64(c.first(number)), nil
	}
	if canonical != "" {
		if first, ok := c.firsts[canonical]; ok {
			c.same.set(int(number), uint64(first))
			possible = c.Possible(first)
		} else {
			c.firsts[strings.Clone(canonical)] = number
		}
	}
	c.values = append(c.values, possible)
	return uint64(c.first(number)), nil
}

// valueOf reads a text by its attribute. Texts with one canonical text say the
// same; it is "" of an attribute whose texts say different things.
func valueOf(a *fact.Attribute, text string, zone *civil.Zone) (v notice.Value, canonical string, err error) {
	if a.Type == fact.TypeTextList {
		texts := ListOf(text)
		return notice.List(texts), ";" + strings.Join(texts, ";"), nil
	}
	v, err = notice.ParseValue(a, text, zone)
	if err != nil || v.IsMissing() {
		return v, "", err
	}
	switch a.Type {
	case fact.TypeInt:
		n, err := strconv.Atoi(text)
		return v, strconv.Itoa(n), err
	case fact.TypeVersion:
		version, _ := v.Version()
		return v, version.Canonical(), nil
	case fact.TypeTLS:
		version, err := fact.ParseTLS(text)
		return v, version.String(), err
	}
	return v, "", nil
}

// ListOf returns the elements of a list as a cell has it, separated by ; or ,
// in order and each once.
func ListOf(text string) []string {
	var out []string
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ';' || r == ',' }) {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
