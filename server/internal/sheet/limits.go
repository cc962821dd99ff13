package sheet

import "fmt"

// Limits bounds what one file may cost. A field that is zero or less is that of
// [DefaultLimits].
type Limits struct {
	CellBytes      int   // the longest cell, UTF-8; a row with a longer one is a [*RowError]
	RowBytes       int   // about the longest row with its separators, and so the memory that a row takes; a longer one is a [*RowError]
	UnpackedBytes  int64 // what all archives of one file may unpack to together
	Ratio          int64 // how many times its packed size a member may unpack to, once it is above RatioFromBytes
	RatioFromBytes int64 // the unpacked size up to which Ratio is not asked for
	Members        int   // files in one archive
	WorkbookBytes  int64 // what of a workbook is unpacked into memory; sheets and texts of 16 MiB and more are unpacked to disk and do not count
}

// DefaultLimits holds for what [Options] leaves open.
var DefaultLimits = Limits{
	CellBytes:      1 << 20,  // Excel holds 32,767 characters in a cell; the longest list of a device's software is some kilobytes
	RowBytes:       16 << 20, // Excel's widest row, 16,384 columns, with a kilobyte in each
	UnpackedBytes:  8 << 30,  // four million devices with eight products each are a tenth of it
	Ratio:          200,      // exports pack 5 to 40 times; DEFLATE reaches 1,032 only with one byte repeated (RFC 1951 §3.2.5)
	RatioFromBytes: 64 << 20, // what is smaller does no harm, and short files of one value pack well
	Members:        10_000,   // an export for every practice of a country is fewer
	WorkbookBytes:  1 << 30,  // sixty sheets below 16 MiB each
}

// orDefault fills what is left open.
func (l Limits) orDefault() Limits {
	d := DefaultLimits
	return Limits{
		CellBytes:      positive(l.CellBytes, d.CellBytes),
		RowBytes:       positive(l.RowBytes, d.RowBytes),
		UnpackedBytes:  positive(l.UnpackedBytes, d.UnpackedBytes),
		Ratio:          positive(l.Ratio, d.Ratio),
		RatioFromBytes: positive(l.RatioFromBytes, d.RatioFromBytes),
		Members:        positive(l.Members, d.Members),
		WorkbookBytes:  positive(l.WorkbookBytes, d.WorkbookBytes),
	}
}

func positive[N int | int64](n, otherwise N) N {
	if n > 0 {
		return n
	}
	return otherwise
}

// bytesText gives a limit in words.
func bytesText[N int | int64](n N) string {
	for _, unit := range []struct {
		name  string
		bytes int64
	}{{"GiB", 1 << 30}, {"MiB", 1 << 20}, {"KiB", 1 << 10}} {
		if int64(n) >= unit.bytes && int64(n)%unit.bytes == 0 {
			return fmt.Sprintf("%d %s", int64(n)/unit.bytes, unit.name)
		}
	}
	return fmt.Sprintf("%d bytes", n)
}
