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
	days     *days  // of instants
	last     string // the text before this one, in the column's own memory: neighbours are often the same
	lastCell uint64
}

// cell returns what the column keeps of a text: the number of its value, or the
// second of an instant as it is stored. A text that is no value is an error.
func (c *Column) cell(text string) (uint64, error) {
	if c.Times != nil {
		second, err := c.read.days.second(c.Attribute, strings.TrimSpace(text))
		return storedSecond(second), err
	}
	if text == c.read.last {
		return c.read.lastCell, nil
	}
	number, err := c.number(strings.TrimSpace(text))
	if number == 0 {
		return 0, err
	}
	c.read.last, c.read.lastCell = c.texts.Text(number), uint64(c.first(number))
	return c.read.lastCell, nil
}

// number returns the number of a text, and gives it one if it is a value.
func (c *Column) number(text string) (uint32, error) {
	if c.Attribute == nil {
		number, _ := c.texts.Number(text)
		if number == 0 && text != "" {
			return 0, errFull
		}
		return number, nil
	}
	if number := c.texts.Find(text); number != 0 && !c.derived[number] {
		return number, nil
	}
	if v, _, err := valueOf(c.Attribute, text, c.read.zone); err != nil || v.IsMissing() {
		return 0, err
	}
	number, isNew := c.texts.Number(text)
	if !isNew {
		return number, fullUnless(number)
	}
	// What is kept must not hold on to the row that the text came in.
	v, canonical, _ := valueOf(c.Attribute, c.texts.Text(number), c.read.zone)
	c.values = append(c.values, []notice.Value{v})
	if first, ok := c.firsts[canonical]; ok {
		c.same.set(int(number), uint64(first))
	} else if canonical != "" {
		c.firsts[strings.Clone(canonical)] = number
	}
	return number, nil
}

// fullUnless returns an error for the number of a text that there was no room
// for.
func fullUnless(number uint32) error {
	if number == 0 {
		return errFull
	}
	return nil
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
