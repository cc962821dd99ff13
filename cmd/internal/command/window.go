package command

import (
	"bufio"
	"fmt"
	"runtime"
)

// linger keeps the window in which Windows runs a program open until its words are
// read, where there is something wrong with what was asked for.
func linger(s Streams, code int) {
	if runtime.GOOS != "windows" || code != Failed && code != Usage {
		return
	}
	fmt.Fprint(s.Err, "\nPress Enter to close this window. ")
	bufio.NewReader(s.In).ReadString('\n')
}
