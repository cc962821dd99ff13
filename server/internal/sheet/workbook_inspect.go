package sheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
)

// part is a file in a workbook, as inspected.
type part struct {
	bytes   int64 // unpacked
	isSheet bool
	lastRow int  // the number of a sheet's last row; 0 if it has none
	texts   bool // cells of the sheet refer to the texts of all sheets
}

// textsPart holds the texts of all sheets.
const textsPart = "xl/sharedstrings.xml"

// partName gives the name of a part as it is looked up: names of parts are the
// same whatever their case (ECMA-376 part 2 §6.2.2.3).
func partName(name string) string {
	return strings.ToLower(strings.ReplaceAll(name, `\`, "/"))
}

// inspect unpacks every part of a workbook once, and throws it away: within the
// limits, with its checksums, to the end of its XML. excelize ends a sheet where
// its packing or its XML breaks off, without a word; with the number of the last
// row that stands in the XML this is seen.
func (r *reading) inspect(name string, z *zip.Reader) (map[string]part, error) {
	parts := make(map[string]part, len(z.File))
	var held int64
	refers := false
	for _, m := range z.File {
		if strings.HasSuffix(m.Name, "/") {
			continue
		}
		p, err := r.inspectPart(name, m)
		if err != nil {
			return nil, err
		}
		id := partName(m.Name)
		if _, twice := parts[id]; twice {
			return nil, damaged(name, fmt.Errorf("it has two parts %s", memberName(m)))
		}
		parts[id] = p
		refers = refers || p.texts
		if spills := strings.HasPrefix(id, "xl/worksheets/sheet") || id == textsPart; !spills || p.bytes <= spillBytes {
			held += p.bytes
		}
		if held > r.limits.WorkbookBytes {
			return nil, &FileError{File: name, Kind: TooLarge, Problem: "the workbook takes more than " + bytesText(r.limits.WorkbookBytes) + " of memory", Do: "take pictures and other sheets out of it, or save the sheet as CSV"}
		}
	}
	if _, there := parts[textsPart]; refers && !there {
		return nil, damaged(name, errors.New("its texts are missing"))
	}
	return parts, nil
}

// inspectBlock is how much of a part is looked at once.
const inspectBlock = 128 << 10

func (r *reading) inspectPart(name string, m *zip.File) (part, error) {
	src, err := r.open(name, m)
	if err != nil {
		return part{}, err
	}
	defer src.close()
	p := part{isSheet: strings.Contains(partName(m.Name), "/worksheets/") && strings.HasSuffix(partName(m.Name), ".xml")}
	scan := &sheetScan{limits: r.limits}
	block := make([]byte, inspectBlock)
	for {
		n, err := src.Read(block)
		p.bytes += int64(n)
		if p.isSheet {
			scan.look(block[:n])
		}
		if scan.err != nil {
			return p, fileErrorOf(name, scan.err)
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			return p, err
		}
	}
	if uint64(p.bytes) != m.UncompressedSize64 {
		return p, damaged(name, errors.New("a part of it is not as long as it says"))
	}
	if p.isSheet && !scan.closed() {
		return p, damaged(name, errors.New("the XML of a sheet breaks off"))
	}
	p.lastRow, p.texts = scan.row, scan.texts
	return p, nil
}

func fileErrorOf(name string, err error) error {
	if err == errLong {
		return &FileError{File: name, Kind: TooLarge, Problem: "a cell or a row of it is too long", Do: "shorten it, or save the sheet as CSV"}
	}
	return damaged(name, err)
}

// sheetScan follows the rows of a sheet in its XML, without reading the rest.
type sheetScan struct {
	limits Limits
	end    []byte // of the document: </worksheet>, with its prefix
	begin  []byte // of a row: <row
	kept   []byte // what is not looked at yet: less than a tag
	last   []byte // the last bytes
	row    int    // the number of the last row
	texts  bool   // a cell of a text was seen
	since  int    // bytes since its tag
	err    error
}

var worksheetTag = regexp.MustCompile(`<([\pL_][\pL\d_.-]*:)?worksheet[\s>/]`)

func (s *sheetScan) look(block []byte) {
	s.kept = append(s.kept, block...)
	s.last = append(s.last[:0], s.kept[max(0, len(s.kept)-256):]...)
	if s.begin == nil {
		tag := worksheetTag.FindSubmatch(s.kept)
		if tag == nil {
			if len(s.kept) > inspectBlock {
				s.err = errors.New("a sheet of it is no worksheet")
			}
			return
		}
		s.begin, s.end = []byte("<"+string(tag[1])+"row"), []byte("</"+string(tag[1])+"worksheet")
	}
	s.texts = s.texts || bytes.Contains(s.kept, []byte(` t="s"`))
	rest := s.kept
	for {
		i := bytes.Index(rest, s.begin)
		if i < 0 {
			break
		}
		end := bytes.IndexByte(rest[i:], '>')
		if end < 0 {
			break
		}
		s.tag(rest[i+len(s.begin) : i+end])
		rest = rest[i+end:]
		s.since = 0
	}
	// What may be the beginning of a tag is looked at again with the next block.
	if i := bytes.LastIndexByte(rest, '<'); i >= 0 {
		s.since += i
		rest = rest[i:]
	} else if len(rest) > 0 && rest[0] != '>' {
		s.since += len(rest)
		rest = rest[len(rest):]
	}
	s.kept = s.kept[:copy(s.kept, rest)]
	if len(s.kept) > 2*s.limits.CellBytes || s.since > 4*s.limits.RowBytes {
		s.err = errLong
	}
}

// tag counts a row by what stands in its tag: its number, or else the next one.
func (s *sheetScan) tag(attributes []byte) {
	if len(attributes) > 0 && !bytes.ContainsRune([]byte(" \t\r\n/"), rune(attributes[0])) {
		return // such as rowBreaks
	}
	s.row++
	if m := rowNumber.FindSubmatch(attributes); m != nil {
		if n, _ := strconv.Atoi(string(m[1]) + string(m[2])); n > 0 {
			s.row = n
		}
	}
}

var rowNumber = regexp.MustCompile(`\sr\s*=\s*(?:"(\d+)"|'(\d+)')`)

// closed tells whether the XML came to its end.
func (s *sheetScan) closed() bool {
	i := bytes.LastIndexByte(s.last, '<')
	if i < 0 || s.end == nil {
		return false
	}
	tag := s.last[i:]
	return bytes.HasPrefix(tag, s.end) || s.row == 0 && bytes.Contains(tag, []byte("worksheet")) && bytes.Contains(tag, []byte("/>"))
}
