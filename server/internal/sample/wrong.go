package sample

import "strconv"

// wrongRate is how many rows there are to each with a wrong cell, in files where
// cells go wrong.
const wrongRate = 2000

// sheet is a file in which cells go wrong.
type sheet int

const (
	devicesSheet sheet = iota
	cardsSheet
	signInsSheet
	smartcardsSheet
	sheetCount
)

// wrongColumns are the columns of each sheet in which cells go wrong.
var wrongColumns = [sheetCount][]string{
	devicesSheet:    {"last_seen", "os_version", "product"}, // product: the first of them
	cardsSheet:      {"issued", "expires", "certificate_expires"},
	signInsSheet:    {"client_version", "tls"},
	smartcardsSheet: {"issued", "expires"},
}

// wrong is the column of row i that holds what it cannot, "" as good as always.
func (e *estate) wrong(s sheet, i int) string {
	draw := e.chance(ofWrong, i*int(sheetCount)+int(s))
	if !draw.oneIn(wrongRate) {
		return ""
	}
	return wrongColumns[s][draw.below(len(wrongColumns[s]))]
}

// noDate is a day that no year has.
func (e *estate) noDate() string {
	return "31/02/" + strconv.Itoa(e.today.midnight().Year())
}

// noVersion and noTLS stand in cells of versions and of TLS, and are neither.
const (
	noVersion = "see asset register"
	noTLS     = "encrypted"
)
