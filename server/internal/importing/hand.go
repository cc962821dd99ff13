package importing

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// What people settle by hand stands in small files, which are given as their
// rows. Their first row may be headings.

// Mapping says which column a heading of somebody else's file is.
type Mapping struct {
	Heading string // or a position from 1, for files without headings
	Column  string // as Lanyard's own export has it; "" = not to be read
}

// Pattern says to which organisation the devices of some names belong.
type Pattern struct {
	Name         string // * stands for anything; case does not matter
	Organisation string
}

// ReadMap reads rows of heading and column. A column is one of Lanyard's own
// exports, which also have one for each of these products; any other is an error,
// for what it was meant to settle would stay unread in silence.
func ReadMap(rows [][]string, products []string) ([]Mapping, error) {
	known := append([]string{"", holderName, holderEmail}, products...)
	for i := range forms {
		known = append(known, forms[i].columns...)
	}
	var out []Mapping
	err := byHand(rows, []string{"heading", "column"}, func(row []string) error {
		if column := fold(row[1]); !containsFolded(known, column) || column == "" && row[1] != "" {
			return fmt.Errorf("there is no column %q; write one as Lanyard's own exports head it, such as device, card or organisation", shorten(row[1], 40))
		}
		out = append(out, Mapping{Heading: row[0], Column: row[1]})
		return nil
	})
	return out, err
}

// ReadProductAliases reads rows of an installed name and a product of the
// catalogue; "-" says that the name is none of its products.
func ReadProductAliases(rows [][]string) (map[string]string, error) {
	out := map[string]string{}
	err := byHand(rows, []string{"name", "product"}, func(row []string) error {
		name := foldName(row[0])
		if was, ok := out[name]; ok && was != row[1] {
			return fmt.Errorf("%q is %s in an earlier row; one name is one product", shorten(row[0], 60), was)
		}
		out[name] = row[1]
		return nil
	})
	return out, err
}

// ReadPatterns reads rows of a pattern and an organisation.
func ReadPatterns(rows [][]string) ([]Pattern, error) {
	var out []Pattern
	err := byHand(rows, []string{"pattern", "organisation"}, func(row []string) error {
		out = append(out, Pattern{Name: row[0], Organisation: row[1]})
		return nil
	})
	return out, err
}

// byHand gives the rows that are not headings, trimmed. Only the last column
// may be empty, and only in a map.
func byHand(rows [][]string, columns []string, take func(row []string) error) error {
	var problems []error
	for i, row := range rows {
		say := func(problem error) {
			problems = append(problems, fmt.Errorf("row %d: %w", i+1, problem))
		}
		clean := make([]string, 0, len(columns))
		for _, text := range row {
			clean = append(clean, strings.TrimSpace(text))
		}
		for len(clean) > len(columns) && clean[len(clean)-1] == "" {
			clean = clean[:len(clean)-1]
		}
		switch {
		case strings.Join(clean, "") == "":
			continue
		case i == 0 && len(clean) == len(columns) && strings.EqualFold(strings.Join(clean, ","), strings.Join(columns, ",")):
			continue
		case len(clean) != len(columns):
			say(fmt.Errorf("%d columns; write %s", len(clean), strings.Join(columns, ",")))
			continue
		}
		last := len(columns) - 1
		for j, text := range clean {
			if text == "" && !(j == last && columns[last] == "column") {
				say(fmt.Errorf("%s is empty; write %s", columns[j], strings.Join(columns, ",")))
				clean = nil
				break
			}
		}
		if clean == nil {
			continue
		}
		if err := take(clean); err != nil {
			say(err)
		}
	}
	return errors.Join(problems...)
}

// mapped returns a heading with its columns named by hand, and whether that
// named any.
func mapped(h heading, by []Mapping) (heading, bool) {
	any := false
	for _, m := range by {
		want := fold(m.Heading)
		for i := range h.written {
			if want != "" && fold(h.written[i]) == want {
				h.folded[i] = fold(m.Column)
				any = true
			}
		}
	}
	return h, any
}

// positioned returns the heading that positions by hand give to a table of some
// width that has none; false if they do not fit it.
func positioned(width int, by []Mapping) (heading, bool) {
	h := heading{written: make([]string, width), folded: make([]string, width)}
	for i := range h.written {
		h.written[i] = "column " + strconv.Itoa(i+1)
	}
	any := false
	for _, m := range by {
		n, err := strconv.Atoi(m.Heading)
		if err != nil {
			continue
		}
		if n < 1 || n > width {
			return heading{}, false
		}
		h.folded[n-1] = fold(m.Column)
		any = true
	}
	return h, any
}
