package command

import (
	"io"
	"os"

	"golang.org/x/term"
)

// Width is how many columns the screen has to which the output goes; 0 = it goes
// elsewhere.
func (i *Invocation) Width() int { return Width(i.Screen) }

// Width is how many columns the screen has to which w goes; 0 = it is none.
func Width(w io.Writer) int {
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return 0
	}
	columns, _, err := term.GetSize(int(f.Fd()))
	if err != nil || columns <= 0 {
		return 80
	}
	return columns
}
