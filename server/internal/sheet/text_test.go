package sheet_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/lanyard-id/lanyard/server/internal/sheet"
)

func TestText(t *testing.T) {
	devices := "device,organisation,name\nPC1,RXX,Ward 1\nPC2,RXX,Ward 2\n"
	tests := []struct{ name, text string }{
		{"plain", devices},
		{"CRLF, no end of the last line", "device,os\r\nPC1,Windows"},
		{"CR alone, with a quoted line end", "device,name\rPC1,\"Ward 1\rBed 2\"\r\rPC2,Ward 2\r"},
		{"CR CR LF", "device,\"name\"\r\r\nPC1,\"Ward 1\"\r\r\nPC2,\"Ward 2\"\r\r\n"},
		{"empty lines are counted", "\n\ndevice,name\n\n,\n\r\nPC1,Ward 1\n"},
		{"quotes", "device,name\nPC1,\"Ward \"\"1\"\"\"\nPC2,\"Ward 2,\nfirst floor\"\nPC3,\n"},
		{"quotes inside cells", "device,screen,name\nPC1,24\" wide,\"Ward 1, bed 2\"\nPC2,\"a\"\"b\",=\"0612345678\"\n"},
		{"a quote that is not doubled", "device,name\nPC1,\"Ward \"1\"\nPC2,Ward 2\n"},
		{"a quote that is not closed", "device,name\nPC1,\"Ward 1\nPC2,Ward 2\nPC3,Ward 3\n"},
		{"a quote that another row closes", "device,name\nPC1,\"Ward 1\nPC2,\"Ward 2\"\nPC3,Ward 3\n"},
		{"a quote inside a cell and one that is not closed", "device,a,b\nPC1,24\" wide,\"Ward\nPC2,x,y\n"},
		{"the same at the end", "device,a,b\nPC1,24\" wide,\"Ward"},
		{"rows that are too long or too short", "device,name\nPC1\nPC2,Ward 2,more\n"},
		{"semicolons", "device;name\nPC1;Smith, Example\nPC2;Jones, Example\n"},
		{"commas, with lists", "device,agent\nPC1,2.4.5.0; 2.4.6.0; 2.4.7.0\nPC2,2.4.5.0; 2.4.6.0; 2.4.7.0\n"},
		{"tabs", "device\tname, in full\nPC1\tWard 1\n"},
		{"pipes", "device|name|os\nPC1|Ward 1|Windows\n"},
		{"commas, with pipes in every row", "PC1,a|b|c\nPC2,a|b|c\n"},
		{"quoted separators", "device,\"a;b;c\"\nPC1,\"a;b;c\"\n"},
		{"a title above", "Devices, July\n\ndevice;name;os\nPC1;Ward 1;Windows\nPC2;Ward 2;Windows\n"},
		{"one column", "device\nPC1\nPC2\n"},
		{"sep=;", "sep=;\r\ndevice;a,b,c\r\nPC1;1,2,3\r\n"},
		{"sep= with a tab, quoted", "\xef\xbb\xbf\"sep=\t\"\ndevice\tname\n"},
		{"sep= with a sign of its own", "sep=^\ndevice^name\nPC1^Ward\n"},
		{"sep= in a CR file", "sep=;\rdevice;name\rPC1;Ward\r"},
		{"sep= with nothing is a cell", "sep=\nx\n"},
		{"sep= with a letter too many is a cell", "sep=;;\nx\n"},
		{"byte order mark", "\xef\xbb\xbf" + devices},
		{"UTF-8", "device,name\nPC1,Zoë Examplé 🩺\n"},
		{"Windows-1252", "device,name\nPC1,Zo\xeb Exampl\xe9\nPC2,\x80 5 \x96 \x93quoted\x94\n"},
		{"Windows-1252 in one cell only", "device,name\nPC1,Zoë\nPC2,Zo\xeb\nPC3,Zoë\n"},
		{"bytes that Windows-1252 leaves open", "device,name\nPC1,M\x81ller\nPC2,Zoë\n"},
		{"characters lost before", "device,name\nPC1,Zo\uFFFD\n"},
		{"UTF-16 LE", utf16Text(devices+"PC3,Zoë 🩺\n", "le", true)},
		{"UTF-16 BE", utf16Text(devices, "be", true)},
		{"UTF-16 LE without a mark", utf16Text(devices, "le", false)},
		{"UTF-16 BE without a mark", utf16Text(devices, "be", false)},
		{"UTF-16 with half a character", utf16Text(devices, "le", true) + "\x00"},
		{"UTF-16 with half a pair", utf16Text("device,name\nPC1,a", "le", true) + "\x3e\xd8" + utf16Text("b\nPC2,c\n", "le", false)},
		{"NUL in a row", "device,name\nPC1,Wa\x00rd\nPC2,Ward\n"},
		{"NULs at the end", "device,name\nPC1,Ward\n" + strings.Repeat("\x00", 5000)},
		{"NULs alone", strings.Repeat("\x00", 5000)},
		{"nothing", ""},
		{"a byte order mark alone", "\xef\xbb\xbf"},
		{"empty lines alone", "\r\n\r\n \n"},
		{"separators alone", ",,,\n,,,\n"},
		{"a GUID in braces", "{8f14e45f-ceea-467f-9c3d-0123456789ab},PC1\n"},
		{"headings in brackets", "[device],[name]\nPC1,Ward\n"},
		{"JSON", "\xef\xbb\xbf [\n {\"name\": \"Zoë\"}\n]\n"},
		{"JSON of numbers", "[1,2]"},
		{"JSON lines", "{\"a\":1}\n{\"a\":2}\n"},
		{"an empty object", "{}"},
		{"JSON in UTF-16", utf16Text(`{"name":"Zoë"}`, "le", true)},
		{"JSON in Windows-1252", "{\"name\":\"Zo\xeb\"}"},
	}
	var b strings.Builder
	for _, test := range tests {
		fmt.Fprintf(&b, "== %s\n%s", test.name, tell(memory("devices.csv", []byte(test.text)), sheet.Options{}))
	}
	golden(t, "text.golden", b.String())
}

func TestForeign(t *testing.T) {
	tests := []struct{ name, text string }{
		{"PDF", "%PDF-1.7\n%\xe2\xe3"},
		{"picture", "\x89PNG\r\n\x1a\n\x00\x00"},
		{"web page as .xls", "\r\n<HTML xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><table><tr><td>PC1</table>"},
		{"XML workbook", "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>"},
		{"7-Zip", "7z\xbc\xaf\x27\x1c\x00"},
		{"Excel 97", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600) + utf16Text("Workbook", "le", false)},
		{"workbook with a password", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 300<<10) + utf16Text("EncryptedPackage", "le", false)},
		{"binary", "\x01\x02\x03\x04\x05\x06\x07\x08"},
		{"UTF-32", "\xff\xfe\x00\x00a\x00\x00\x00"},
	}
	var b strings.Builder
	for _, test := range tests {
		fmt.Fprintf(&b, "== %s\n%s", test.name, tell(memory("report.xls", []byte(test.text)), sheet.Options{}))
	}
	golden(t, "foreign.golden", b.String())
}

// utf16Text encodes text in the order "le" or "be".
func utf16Text(text, order string, mark bool) string {
	if mark {
		text = "\uFEFF" + text
	}
	var b []byte
	for _, unit := range utf16.Encode([]rune(text)) {
		low, high := byte(unit), byte(unit>>8)
		if order == "be" {
			low, high = high, low
		}
		b = append(b, low, high)
	}
	return string(b)
}
