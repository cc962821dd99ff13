package mail

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// patience is how long Open waits for the opener to fail. Most end at once;
// some stay as long as the mail program does.
const patience = 5 * time.Second

// Open opens a file that we wrote in the program that the desktop has for it,
// without a shell. The error says where the file is, to open it by hand.
func Open(path string) error { return open(runtime.GOOS, path) }

func open(system, path string) error {
	byHand := func(why string) error {
		return fmt.Errorf("it could not be opened: %s; open %s by hand", why, path)
	}
	path, err := filepath.Abs(path) // so that it is taken neither for an option nor for an address
	if err != nil {
		return byHand(err.Error())
	}
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
		return fmt.Errorf("it could not be opened: there is no file %s", path)
	}
	name, args := opener(system, path)
	cmd := exec.Command(name, args...)
	var said bytes.Buffer
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		return byHand(err.Error())
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case err := <-ended:
		if err != nil {
			return byHand(strings.TrimSpace(err.Error() + " " + firstLine(said.String())))
		}
		return nil
	case <-time.After(patience):
		return nil // it runs
	}
}

// opener is the program that opens a file on a system, and its arguments.
func opener(system, path string) (name string, args []string) {
	switch system {
	case "windows":
		// By its full path: a rundll32.exe beside the program must not run instead.
		root := os.Getenv("SystemRoot")
		if root == "" {
			root = `C:\Windows`
		}
		return root + `\System32\rundll32.exe`, []string{"url.dll,FileProtocolHandler", path}
	case "darwin":
		return "open", []string{path}
	}
	return "xdg-open", []string{path}
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	return line
}
