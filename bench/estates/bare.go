package estates

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"io"
	"os"

	"github.com/xuri/excelize/v2"
)

// Bare reading is the least that anybody can do with a file who wants its rows.

// readCSV reads files with encoding/csv, one after the other, and throws every row
// away.
func readCSV(paths []string) {
	for _, path := range paths {
		f := open(path)
		r := csv.NewReader(bufio.NewReaderSize(f, 64<<10))
		r.ReuseRecord = true
		for {
			if _, err := r.Read(); err == io.EOF {
				break
			} else if err != nil {
				panic(err)
			}
		}
		f.Close()
	}
}

// readXLSX reads the rows of all sheets with excelize.
func readXLSX(path string) {
	book, err := excelize.OpenFile(path)
	if err != nil {
		panic(err)
	}
	defer book.Close()
	for _, sheet := range book.GetSheetList() {
		rows, err := book.Rows(sheet)
		if err != nil {
			panic(err)
		}
		for rows.Next() {
			if _, err := rows.Columns(); err != nil {
				panic(err)
			}
		}
		if err := rows.Close(); err != nil {
			panic(err)
		}
	}
}

// result is a line of osquery's log of results.
type result struct {
	HostIdentifier string            `json:"hostIdentifier"`
	CalendarTime   string            `json:"calendarTime"`
	UnixTime       json.Number       `json:"unixTime"`
	Action         string            `json:"action"`
	Columns        map[string]string `json:"columns"`
}

// readLog reads the lines of osquery's log with encoding/json.
func readLog(path string) {
	f := open(path)
	defer f.Close()
	d := json.NewDecoder(bufio.NewReaderSize(f, 64<<10))
	for {
		var r result
		if err := d.Decode(&r); err == io.EOF {
			return
		} else if err != nil {
			panic(err)
		}
	}
}

func open(path string) *os.File {
	f, err := os.Open(path)
	if err != nil {
		panic(err)
	}
	return f
}
