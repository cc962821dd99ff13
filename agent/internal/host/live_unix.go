//go:build unix

package host

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"runtime"
	"strings"
	"syscall"
	"time"
)

// live is this machine.
func live() machine {
	family := Linux
	if runtime.GOOS == "darwin" {
		family = MacOS
	}
	return &onUnix{family: family, root: os.DirFS("/"), files: disk{}, getenv: os.Getenv, calls: localCalls{}}
}

// localCalls asks this machine.
type localCalls struct{}

func (localCalls) person() (name string, root bool) {
	if me, err := user.Current(); err == nil {
		name = me.Username
	}
	return name, os.Geteuid() == 0
}

func (localCalls) space(path string) (free, total uint64, err error) {
	var s syscall.Statfs_t
	if err := syscall.Statfs(path, &s); err != nil {
		return 0, 0, err
	}
	return s.Bavail * uint64(s.Bsize), s.Blocks * uint64(s.Bsize), nil
}

func (localCalls) output(ctx context.Context, limit int, name string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = append(os.Environ(), "LC_ALL=C")
	cmd.WaitDelay = time.Second
	out := limited{limit: limit}
	cmd.Stdout = &out
	err := cmd.Run()
	if out.cut {
		err = fmt.Errorf("it prints more than %d bytes", limit)
	}
	return out.Bytes(), err
}

// limited keeps the first bytes that are written to it.
type limited struct {
	bytes.Buffer
	limit int
	cut   bool
}

func (l *limited) Write(b []byte) (int, error) {
	if room := l.limit - l.Len(); len(b) > room {
		l.cut = true
		l.Buffer.Write(b[:room])
		return len(b), nil
	}
	return l.Buffer.Write(b)
}

func (localCalls) version() (version, build string) {
	if runtime.GOOS != "darwin" {
		return "", ""
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	ask := func(what string) string {
		b, _ := localCalls{}.output(ctx, 1000, "/usr/bin/sw_vers", what)
		return strings.TrimSpace(string(b))
	}
	return ask("-productVersion"), ask("-buildVersion")
}
