package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/cmd/internal/command"
)

// forScreen refuses to fill a screen with what only other programs can read.
func (i *invocation) forScreen(form, out string) error {
	if out != "" || i.Width() == 0 {
		return nil
	}
	switch form {
	case "html", "svg", "xlsx":
		return command.UsageError(fmt.Sprintf("--format %s is not for the screen; write it to a file: --out answer.%s", form, form))
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
	if command.Width(i.Err) == 0 {
		return &progressBar{}
	}
	return &progressBar{w: i.Err}
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
