package sheet

import (
	"bytes"
	"strings"
)

const (
	zipMagic      = "PK\x03\x04"
	emptyZipMagic = "PK\x05\x06"
	gzipMagic     = "\x1f\x8b" // RFC 1952 §2.3.1
	oleMagic      = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
)

// foreign are the forms that people have and that are not read, by how they
// begin. The order does not matter: none begins another.
var foreign = []struct{ begin, is, do string }{
	{"%PDF-", "it is a PDF", "export the table as CSV or XLSX from the program that made the PDF"},
	{"\x89PNG", "it is a picture", "export the table as CSV or XLSX from the program that shows it"},
	{"\xff\xd8\xff", "it is a picture", "export the table as CSV or XLSX from the program that shows it"},
	{"GIF8", "it is a picture", "export the table as CSV or XLSX from the program that shows it"},
	{"II*\x00", "it is a picture", "export the table as CSV or XLSX from the program that shows it"},
	{"MM\x00*", "it is a picture", "export the table as CSV or XLSX from the program that shows it"},
	{`{\rtf`, "it is a document (RTF)", "save the table in it as CSV or XLSX"},
	{"7z\xbc\xaf\x27\x1c", "it is a 7-Zip archive", "unpack it and give the files, or make it a ZIP"},
	{"Rar!\x1a\x07", "it is a RAR archive", "unpack it and give the files, or make it a ZIP"},
	{"BZh", "it is packed with bzip2", "unpack it and give the file, or pack it with gzip"},
	{"\xfd7zXZ\x00", "it is packed with xz", "unpack it and give the file, or pack it with gzip"},
	{"\x28\xb5\x2f\xfd", "it is packed with zstd", "unpack it and give the file, or pack it with gzip"},
	{"MZ\x90\x00", "it is a program", "give the files that were exported, not the program"},
	{"\x7fELF", "it is a program", "give the files that were exported, not the program"},
	{"SQLite format 3\x00", "it is a database (SQLite)", "export the table in it as CSV"},
	{"PAR1", "it is a Parquet file", "export the table as CSV"},
	{"\xff\xfe\x00\x00", "it is UTF-32", "save it as CSV UTF-8"},
	{"\x00\x00\xfe\xff", "it is UTF-32", "save it as CSV UTF-8"},
}

// markup is how pages and documents begin that are text but no table, in small
// letters. Web consoles give HTML under the name of a workbook.
var markup = []struct{ begin, is, do string }{
	{"<!doctype html", "it is a web page", htmlDo},
	{"<html", "it is a web page", htmlDo},
	{"<head", "it is a web page", htmlDo},
	{"<meta", "it is a web page", htmlDo},
	{"<table", "it is a web page", htmlDo},
	{"<style", "it is a web page", htmlDo},
	{"<?xml", "it is XML", "if it is a workbook, open it in Excel and save it as .xlsx; else export the table as CSV"},
	{"mime-version:", "it is a web archive", htmlDo},
}

const htmlDo = "if it was given as a workbook, open it in Excel and save it as .xlsx; if it is a page that asks to sign in or tells an error, export again"

// refuse gives the error for a file that by its first bytes is none that is read,
// else nil.
func refuse(name string, head []byte) error {
	for _, f := range foreign {
		if bytes.HasPrefix(head, []byte(f.begin)) {
			return &FileError{File: name, Kind: NoTable, Problem: f.is, Do: f.do}
		}
	}
	if len(bytes.Trim(head, "\x00")) == 0 && len(head) > 0 {
		return &FileError{File: name, Kind: Damaged, Problem: "it holds nothing but NUL bytes: it was never written to its end", Do: "export or copy it again"}
	}
	return nil
}

// refuseText gives the error for text that is no table, else nil. Its head is
// UTF-8 or Windows-1252.
func refuseText(name string, head []byte) error {
	begin := strings.ToLower(string(bytes.TrimLeft(head[:min(len(head), 1024)], " \t\r\n")))
	for _, f := range markup {
		if strings.HasPrefix(begin, f.begin) {
			return &FileError{File: name, Kind: NoTable, Problem: f.is, Do: f.do}
		}
	}
	if begin == "" && len(head) < headBytes {
		return &FileError{File: name, Kind: Empty, Problem: "it is empty", Do: "export it again; if it is empty again, there was nothing to export"}
	}
	control := 0 // without NULs: text that was not written to its end is text
	for _, c := range head {
		if c < ' ' && strings.IndexByte("\x00\t\n\v\f\r\x1a", c) < 0 {
			control++
		}
	}
	if control*50 > len(head) { // of bytes by chance every tenth is such
		return &FileError{File: name, Kind: NoTable, Problem: "it is not text, and no archive or workbook that is read", Do: "export the table as CSV or XLSX"}
	}
	return nil
}

// isJSON tells whether text begins as a JSON document (RFC 8259 §2): a bracket
// and what may follow it, so that a CSV that begins with [Device] or with a GUID
// in braces is none.
func isJSON(head []byte) bool {
	head = bytes.TrimLeft(head, " \t\r\n")
	if len(head) == 0 {
		return false
	}
	after := bytes.TrimLeft(head[1:], " \t\r\n")
	switch {
	case head[0] == '{':
		return len(after) > 0 && strings.IndexByte(`"}`, after[0]) >= 0
	case head[0] == '[':
		return len(after) > 0 && strings.IndexByte(`{["]-0123456789`, after[0]) >= 0
	}
	return false
}
