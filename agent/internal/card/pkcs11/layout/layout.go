package layout

import "runtime"

// Layout is how a platform lays structures out.
type Layout struct {
	// ULong is the length of a CK_ULONG, and of all types that are one: 4 or 8.
	ULong int
	// Pointer is the length of a pointer: 4 or 8.
	Pointer int
	// Packed is set where structures have no gaps: PKCS #11 v2.40 §2.1 demands that of
	// Windows, and of nobody else.
	Packed bool
}

// The layouts of the platforms that this program is built for.
var (
	// LP64 is Linux and macOS, with 64 bits.
	LP64 = Layout{ULong: 8, Pointer: 8}
	// Windows64 is Windows with 64 bits, where a long has 32.
	Windows64 = Layout{ULong: 4, Pointer: 8, Packed: true}
	// Windows32 is Windows with 32 bits.
	Windows32 = Layout{ULong: 4, Pointer: 4, Packed: true}
	// ILP32 is Linux with 32 bits.
	ILP32 = Layout{ULong: 4, Pointer: 4}
)

// Native is the layout of the platform that this program runs on.
var Native = Of(runtime.GOOS, runtime.GOARCH)

// Of is the layout of a platform by its Go names.
func Of(goos, goarch string) Layout {
	narrow := goarch == "386" || goarch == "arm"
	switch {
	case goos == "windows" && narrow:
		return Windows32
	case goos == "windows":
		return Windows64
	case narrow:
		return ILP32
	}
	return LP64
}

// Max is the largest CK_ULONG. As a count or a length it means that the module does
// not tell (CK_UNAVAILABLE_INFORMATION, PKCS #11 v2.40 §3.1).
func (l Layout) Max() uint64 {
	if l.ULong == 4 {
		return 1<<32 - 1
	}
	return 1<<64 - 1
}

// gap is what a value of so many bytes needs before it at an offset.
func (l Layout) gap(at, size int) int {
	if l.Packed {
		return 0
	}
	return (size - at%size) % size
}

// Functions is the number of entries of a CK_FUNCTION_LIST of version 2.40.
const Functions = 68

// FunctionOffset is where entry i of a CK_FUNCTION_LIST stands: the list begins with
// a version of two bytes.
func (l Layout) FunctionOffset(i int) int {
	return 2 + l.gap(2, l.Pointer) + i*l.Pointer
}
