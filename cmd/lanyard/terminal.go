package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"golang.org/x/term"
)

// width is how many columns the screen has to which the output goes; 0 = it goes
// elsewhere.
func (i *invocation) width() int { return width(i.screen) }

func width(w io.Writer) int {
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

// forScreen refuses to fill a screen with what only other programs can read.
func (i *invocation) forScreen(form, out string) error {
	if out != "" || i.width() == 0 {
		return nil
	}
	switch form {
	case "html", "svg", "xlsx":
		return usageError{fmt.Sprintf("--format %s is not for the screen; write it to a file: --out answer.%s", form, form)}
	}
	return nil
}

// progressBar is drawn on a terminal while files are read, and nowhere else.
type progressBar struct {
	w     io.Writer // nil: nobody looks
	drawn time.Time
}

// redraw is how often a bar is drawn anew.
const redraw = 100 * time.Millisecond

func (i *invocation) progress() *progressBar {
	if width(i.err) == 0 {
		return &progressBar{}
	}
	return &progressBar{w: i.err}
}

// tell draws how much is read.
func (p *progressBar) tell(read, size int64) {
	if p.w == nil || size <= 0 || time.Since(p.drawn) < redraw {
		return
	}
	p.drawn = time.Now()
	const cells = 40
	full := int(read * cells / size)
	fmt.Fprintf(p.w, "\r[%s%s] %3d %% of %d MB", strings.Repeat("#", full), strings.Repeat(".", cells-full), read*100/size, (size+1e6-1)/1e6)
}

// end wipes the bar.
func (p *progressBar) end() {
	if p.w != nil && !p.drawn.IsZero() {
		fmt.Fprintf(p.w, "\r%s\r", strings.Repeat(" ", 70))
	}
}
