package text

const (
	// maxBytes is the size of the largest file that is read, in bytes.
	maxBytes = 1 << 20

	// maxParts bounds the parts of a file as countParts counts them, before
	// anything is built of it. The YAML library and this package hold up to 200
	// bytes for a part, and as much is garbage, so that 150,000 stay below 64 MB of
	// heap. A notice of 1,000 requirements and 4,000 windows has about 130,000.
	maxParts = 150_000

	// maxDepth is how many lists and maps may stand inside each other. A notice
	// needs 6, a test of one 8.
	maxDepth = 32

	// maxStretch is how many indicator characters, such as commas, may follow
	// each other in a file without the beginning of a list or map that is not
	// itself in brackets; a pair of quotes is one. The library may hold up to
	// 2,000 bytes for each.
	maxStretch = 16_000

	// maxProblems bounds one listing of problems. One more then says how many
	// were left out.
	maxProblems = 1000

	// maxPrefixes is how many shorter beginnings of a file are tried after a
	// syntax error.
	maxPrefixes = 4

	// bigParts is the number of parts from which the remains of a failed reading
	// are worth collecting before the next one.
	bigParts = 10_000

	// shownRunes is how much of a text a message repeats, in code points.
	shownRunes = 40
)
