package sheet

import (
	"bytes"
	"io"
)

// olePassed is how far the directory of an OLE file is looked for. It is near the
// beginning or the end; a protected workbook for which it is not found is told to
// be saved again, which asks for the password.
const olePassed = 64 << 20

// encryptedPackage is the name of the stream in which a workbook with a password
// lies, as the directory has it.
// Source: [MS-OFFCRYPTO] §2.3.4.4
var encryptedPackage = []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")

// refuseOLE gives the error for a file of Office 97 to 2003, or for a later one
// with a password, which has the same wrapping.
func refuseOLE(name string, src io.Reader) error {
	src = io.LimitReader(src, olePassed)
	block := make([]byte, 256<<10)
	have := 0
	for {
		n, err := src.Read(block[have:])
		seen := block[:have+n]
		if bytes.Contains(seen, encryptedPackage) {
			return &FileError{File: name, Kind: Protected, Problem: "it is protected with a password", Do: "open it in Excel, take the password out under File, Info, Protect Workbook, Encrypt with Password, and save it"}
		}
		if err != nil {
			break
		}
		have = copy(block, seen[max(0, len(seen)-len(encryptedPackage)):])
	}
	return &FileError{File: name, Kind: NoTable, Problem: "it is a file of Office 97 to 2003 (.xls)", Do: "open it in Excel and save it as .xlsx or CSV"}
}
