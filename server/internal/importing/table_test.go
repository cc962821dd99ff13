package importing

import (
	"bufio"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/notice"
)

// csvRows reads rows as package sheet does, for tests.
type csvRows struct {
	r    *csv.Reader
	line int
}

func newCSVRows(text string) *csvRows {
	r := csv.NewReader(bufio.NewReader(strings.NewReader(text)))
	r.FieldsPerRecord, r.ReuseRecord = -1, true
	return &csvRows{r: r}
}

func (c *csvRows) Next() ([]string, error) {
	row, err := c.r.Read()
	var bad *csv.ParseError
	if errors.As(err, &bad) {
		c.line = bad.StartLine
		return nil, &RowError{bad.Err.Error()}
	}
	if err == nil {
		c.line, _ = c.r.FieldPos(0)
	}
	return row, err
}

func (c *csvRows) Line() int { return c.line }

// csvTable is a table of CSV; JSON where it looks like that.
func csvTable(name, text string) Table {
	t := Table{Name: name, Form: "test", Made: time.Date(2025, 7, 8, 9, 0, 0, 0, time.UTC)}
	if strings.HasPrefix(text, "{") || strings.HasPrefix(text, "[") {
		t.JSON = strings.NewReader(text)
		return t
	}
	t.Rows = newCSVRows(text)
	t.Again = func() (Rows, io.Closer, error) { return newCSVRows(text), nil, nil }
	head := newCSVRows(text)
	for len(t.Head) < 20 {
		row, err := head.Next()
		if err == io.EOF {
			break
		}
		if err == nil {
			t.Head = append(t.Head, slices.Clone(row))
		}
	}
	return t
}

const testNotice = `
language: 1
notice: test
revision: 1
published: 2025-06
zone: Europe/London
requirements:
  - {id: series, of: card, met: card.series >= 8}
catalogue:
  identity-agent:
    kind: client
    names: ["NHS Identity Agent*", "NHS Digital Identity Agent*"]
    maybe: ["*Identity Agent*"]
  oberthur-middleware:
    kind: middleware
    names: ["*Oberthur*AWP*", "AuthentIC Webpack*"]
    maybe: ["*Oberthur*", "*IDEMIA*"]
card-types: {Gemplus: [4, 5, 6], Oberthur: [8], PIV: [9, 10], 3B6F0000: [4]}
`

func testSet(t testing.TB) *notice.Set {
	t.Helper()
	n, problems := notice.Parse("test.yaml", []byte(testNotice))
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	set, problems := notice.NewSet([]*notice.Notice{n}, notice.Options{})
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	return set
}
