package format

import (
	"slices"
	"strings"
)

// cell is one place of a row of a grid.
type cell struct {
	text   string
	ink    ink
	id     bool    // cut in the middle: ids that begin alike differ at the end
	shares *shares // drawn as a bar, instead of a text
}

// grid is rows below a heading, in columns as wide as their widest cell.
type grid struct {
	head  []cell
	right []bool // columns of numbers, which end at the right
	gives int    // the column that is cut where the page is too narrow
	grows int    // the column that takes what is left over
	wraps bool   // the first column goes on in a second line, instead of being cut
	rows  [][]cell
}

// leastBar is below how many columns a bar says nothing.
const leastBar = 8

// usualGiving is how narrow the column that is cut may become before the gaps
// between columns do.
const usualGiving = 24

// leastID is how narrow the column that is cut may become beside a bar.
const leastID = 14

// head makes the heading of a grid: the first cell is the title of its part.
func head(titles ...string) []cell {
	cells := make([]cell, len(titles))
	for i, title := range titles {
		cells[i] = cell{text: title, ink: dim}
	}
	cells[0].ink = bold
	return cells
}

// count makes a cell of a count, shown in ink unless it is 0.
func count(n int, i ink) cell {
	if n == 0 {
		return cell{text: "0", ink: dim}
	}
	return cell{text: number(n), ink: i}
}

// write puts the grid on the page, after a free line. Where the column that is
// cut would become too narrow to read, a bar is left out.
func (p *page) write(g grid) {
	p.line("")
	p.rows(g)
}

func (p *page) rows(g grid) {
	widths := make([]int, len(g.head))
	for _, row := range append([][]cell{g.head}, g.rows...) {
		for i, c := range row {
			if c.shares != nil {
				widths[i] = max(widths[i], leastBar)
			}
			widths[i] = max(widths[i], terminalCells(plain(c.text)))
		}
	}
	total := 1
	for _, w := range widths {
		total += w
	}
	gap := 2
	others := total - widths[g.gives] + gap*(len(widths)-1)
	if usual := max(usualGiving, terminalCells(plain(g.head[g.gives].text))); others+min(widths[g.gives], usual) > p.width {
		gap = 1
	}
	left := p.width - total - gap*(len(widths)-1)
	if bar := g.bar(); bar >= 0 && widths[g.gives]+left < min(widths[g.gives], leastID) {
		p.rows(g.without(bar))
		return
	}
	if left > 0 {
		widths[g.grows] += left
	} else {
		widths[g.gives] += left
	}
	for left < 0 && widths[g.gives] < leastID { // some other text is too long: the longest gives too
		widest := 0
		for i, w := range widths {
			if w > widths[widest] {
				widest = i
			}
		}
		if widths[widest] <= leastID {
			break
		}
		widths[widest]--
		widths[g.gives]++
	}
	p.row(g, widths, gap, g.head)
	for _, row := range g.rows {
		if first := &row[0]; g.wraps && terminalCells(plain(first.text)) > widths[0] {
			above, below := p.broken(first.text, widths[0])
			first.text = above
			p.row(g, widths, gap, row)
			p.line("    " + p.fit(below, p.width-4))
			continue
		}
		p.row(g, widths, gap, row)
	}
}

// bar is the column of a bar, -1 where there is none.
func (g grid) bar() int {
	for _, row := range g.rows {
		for i, c := range row {
			if c.shares != nil {
				return i
			}
		}
	}
	return -1
}

// without is the grid without one column, the room of which goes to that which
// was cut.
func (g grid) without(column int) grid {
	cut := func(row []cell) []cell { return slices.Delete(slices.Clone(row), column, column+1) }
	g.head, g.grows = cut(g.head), g.gives
	g.right = slices.Delete(slices.Clone(g.right), column, column+1)
	rows := make([][]cell, len(g.rows))
	for i, row := range g.rows {
		rows[i] = cut(row)
	}
	g.rows = rows
	return g
}

// broken parts text at the last space before a width.
func (p *page) broken(text string, most int) (above, below string) {
	words := strings.Fields(plain(text))
	for i, word := range words {
		if i > 0 && terminalCells(above)+1+terminalCells(word) > most {
			return above, strings.Join(words[i:], " ")
		}
		above = strings.TrimSpace(above + " " + word)
	}
	return above, ""
}

func (p *page) row(g grid, widths []int, gap int, row []cell) {
	line := strings.Builder{}
	line.WriteByte(' ')
	for i, c := range row {
		if i > 0 {
			line.WriteString(strings.Repeat(" ", gap))
		}
		if c.shares != nil {
			line.WriteString(p.bar(*c.shares, widths[i]))
			continue
		}
		fit := p.fit
		if c.id {
			fit = p.fitID
		}
		text := fit(c.text, widths[i])
		space := strings.Repeat(" ", max(widths[i]-terminalCells(text), 0))
		if g.right[i] {
			line.WriteString(space + p.ink(c.ink, text))
		} else {
			line.WriteString(p.ink(c.ink, text) + space)
		}
	}
	p.line(line.String())
}
