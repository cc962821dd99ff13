package sheet

// Limits bounds what one file may cost. A field that is zero is that of
// [DefaultLimits].
type Limits struct {
	// CellBytes is the longest cell. A row with a longer one is a [*RowError].
	CellBytes int
	// RowBytes is the longest row, and so the memory that one row takes.
	RowBytes int
	// UnpackedBytes is what all that is packed in one file may unpack to.
	UnpackedBytes int64
	// Ratio is how many times its packed size a member of an archive may
	// unpack to, once it is larger than RatioFromBytes.
	Ratio int64
	// RatioFromBytes is the unpacked size up to which Ratio is not asked for.
	RatioFromBytes int64
	// Members is how many files an archive may hold.
	Members int
}

// DefaultLimits holds for what [Options] leaves open.
var DefaultLimits = Limits{
	CellBytes:      1 << 20,  // Excel holds 32,767 characters in a cell; the longest list of a device's software is some kilobytes
	RowBytes:       16 << 20, // Excel's widest row, 16,384 columns, with a kilobyte in each
	UnpackedBytes:  8 << 30,  // four million devices with eight products each are a tenth of it
	Ratio:          200,      // exports pack 5 to 40 times; DEFLATE can reach 1,032 only with one byte repeated
	RatioFromBytes: 64 << 20, // what is smaller does no harm, and short files of one value pack well
	Members:        10_000,   // an export for each practice of the country is fewer
}

// orDefault fills what is left open.
func (l Limits) orDefault() Limits {
	d := DefaultLimits
	if l.CellBytes <= 0 {
		l.CellBytes = d.CellBytes
	}
	if l.RowBytes <= 0 {
		l.RowBytes = d.RowBytes
	}
	if l.UnpackedBytes <= 0 {
		l.UnpackedBytes = d.UnpackedBytes
	}
	if l.Ratio <= 0 {
		l.Ratio = d.Ratio
	}
	if l.RatioFromBytes <= 0 {
		l.RatioFromBytes = d.RatioFromBytes
	}
	if l.Members <= 0 {
		l.Members = d.Members
	}
	return l
}
