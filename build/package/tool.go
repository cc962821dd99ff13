package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
)

// debian names the Debian package that brings a program.
var debian = map[string]string{"wixl": "wixl", "msibuild": "msitools", "msiinfo": "msitools", "osslsigncode": "osslsigncode"}

// tool runs a program in the folder dir, with more in its environment, and returns
// what it printed. These programs warn of what they leave out and exit with 0, so
// what they say on their error stream is an error too.
func tool(dir string, environ []string, name string, args ...string) ([]byte, error) {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), environ...)
	var complaints strings.Builder
	cmd.Stderr = &complaints
	out, err := cmd.Output()
	if errors.Is(err, exec.ErrNotFound) && debian[name] != "" {
		return nil, fmt.Errorf("%s is not here; on Debian: apt-get install %s", name, debian[name])
	}
	if err == nil && complaints.Len() > 0 {
		err = errors.New("it complains")
	}
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w\n%s%s", name, args[0], err, out, complaints.String())
	}
	return out, nil
}
