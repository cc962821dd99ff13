package sheet

import (
	"archive/zip"
	"bufio"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// zip reads the members of a ZIP, or the sheets of a workbook, which is one.
func (r *reading) zip(name string, modified time.Time, src *bufio.Reader, depth int) error {
	p, err := r.atAnyPlace(name, src, depth)
	if err != nil {
		return err
	}
	defer p.close()
	z, err := zip.NewReader(p, p.size)
	if err != nil {
		return damaged(name, err)
	}
	if len(z.File) > r.limits.Members {
		return &FileError{File: name, Kind: TooLarge, Problem: fmt.Sprintf("it holds %d files, more than %d", len(z.File), r.limits.Members), Do: "put them into fewer, or pack them into several archives"}
	}
	switch is, do := kindOfZip(z); {
	case is == "workbook":
		return r.workbook(name, modified, p, z)
	case is != "":
		return &FileError{File: name, Kind: NoTable, Problem: is, Do: do}
	case depth == maxDepth:
		return tooDeep(name)
	}
	read := 0
	for _, member := range z.File {
		if isAside(member.Name) {
			continue
		}
		read++
		if err := r.member(name, modified, member, depth); err != nil {
			if r.stopped {
				return err
			}
			r.failed = append(r.failed, err)
		}
	}
	if read == 0 {
		return &FileError{File: name, Kind: Empty, Problem: "there are no files in the archive", Do: "export it again"}
	}
	return nil
}

func (r *reading) member(archive string, modified time.Time, m *zip.File, depth int) error {
	// The calendar of MS-DOS begins with 1980, which stands for no date. A date
	// without a zone is taken for UTC; most archives have one with it.
	if said := m.Modified; said.Year() > 1980 {
		modified = said
	}
	src, err := r.open(archive+"!"+memberName(m), m)
	if err != nil {
		return err
	}
	defer src.close()
	return r.stream(src.name, modified, src, depth+1)
}

// open unpacks a member; name is the member's for people.
func (r *reading) open(name string, m *zip.File) (*openMember, error) {
	if m.Flags&1 != 0 { // APPNOTE 4.4.4, bit 0
		return nil, &FileError{File: name, Kind: Protected, Problem: "it is protected with a password", Do: "unpack it and give the file, or make the archive without a password"}
	}
	src, err := m.Open()
	if errors.Is(err, zip.ErrAlgorithm) {
		return nil, &FileError{File: name, Kind: NoTable, Problem: fmt.Sprintf("it is packed in a way that is not read (method %d)", m.Method), Do: "unpack it and give the file, or pack it with ordinary ZIP (Deflate)", Err: err}
	}
	if err != nil {
		return nil, damaged(name, err)
	}
	size := int64(m.CompressedSize64)
	return &openMember{unpacking{r: r, name: name, src: src, packed: func() int64 { return size }}, src}, nil
}

// openMember is a member that is being unpacked.
type openMember struct {
	unpacking
	file io.Closer
}

func (o *openMember) close() { o.file.Close() }

func tooDense(name string, limits Limits) error {
	return &FileError{File: name, Kind: TooLarge, Problem: fmt.Sprintf("it unpacks to more than %d times its size, as no export does", limits.Ratio), Do: "if you trust it, unpack it and give the file"}
}

// memberName gives a member's name for people: without what could steer a
// terminal, and decoded from the code page that ZIP had before it had UTF-8
// (APPNOTE appendix D).
func memberName(m *zip.File) string {
	name := strings.ReplaceAll(m.Name, `\`, "/")
	if !utf8.ValidString(name) {
		name, _ = charmap.CodePage437.NewDecoder().String(name)
	}
	return strings.Map(func(c rune) rune {
		if !unicode.IsPrint(c) {
			return '?'
		}
		return c
	}, name)
}

// isAside tells whether a member is what systems put beside files.
func isAside(name string) bool {
	name = strings.ReplaceAll(name, `\`, "/")
	base := path.Base(name)
	return strings.HasSuffix(name, "/") || strings.HasPrefix(name, "__MACOSX/") || strings.HasPrefix(base, ".") ||
		strings.EqualFold(base, "thumbs.db") || strings.EqualFold(base, "desktop.ini")
}

// kindOfZip tells by the names of its members what a ZIP is: "workbook", or "" for
// an archive, or what it is else and what to do.
func kindOfZip(z *zip.Reader) (is, do string) {
	names := make(map[string]bool, len(z.File))
	for _, m := range z.File {
		names[strings.ToLower(strings.ReplaceAll(m.Name, `\`, "/"))] = true
	}
	switch {
	case names["xl/workbook.bin"]:
		return "it is a binary workbook (.xlsb)", "open it in Excel and save it as .xlsx or CSV"
	case names["xl/workbook.xml"]:
		return "workbook", ""
	case names["word/document.xml"], names["ppt/presentation.xml"]:
		return "it is a document of Word or PowerPoint", "save the table in it as .xlsx or CSV"
	case names["mimetype"] && names["content.xml"]:
		return "it is an OpenDocument file (.ods)", "open it and save it as .xlsx or CSV"
	case names["index/document.iwa"]:
		return "it is a document of Apple Numbers", "export it from Numbers as CSV or Excel"
	case names["[content_types].xml"]:
		return "workbook", "" // some programs name the parts of a workbook as they like
	}
	return "", ""
}
