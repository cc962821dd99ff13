package main

import (
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// release is what is being built: its version and the instant its files carry.
type release struct {
	version string
	madeAt  time.Time
}

// versionShape is semantic versioning 2.0.0 without build metadata, whose + does
// not survive in the file names of every host.
var versionShape = regexp.MustCompile(`^(\d+)\.(\d+)\.(\d+)(-[0-9A-Za-z.-]+)?$`)

// numbers returns the version as the four numbers that Windows compares, each at
// most 65535. Source: VS_FIXEDFILEINFO, dwFileVersionMS and dwFileVersionLS.
func (r release) numbers() ([4]uint16, error) {
	var n [4]uint16
	m := versionShape.FindStringSubmatch(r.version)
	if m == nil {
		return n, fmt.Errorf("version %q: want MAJOR.MINOR.PATCH or MAJOR.MINOR.PATCH-SUFFIX, such as 1.4.0", r.version)
	}
	for i := range 3 {
		v, err := strconv.ParseUint(m[i+1], 10, 16)
		if err != nil {
			return n, fmt.Errorf("version %q: %s is over 65535, which Windows cannot hold", r.version, m[i+1])
		}
		n[i] = uint16(v)
	}
	return n, nil
}

// describe settles version and instant: the version asked for, else that of git.
func describe(asked string) (release, error) {
	r := release{version: strings.TrimPrefix(asked, "v")}
	if r.version == "" {
		commit, err := git("rev-parse", "--short=12", "HEAD")
		if err != nil {
			return r, fmt.Errorf("finding the version: %w; without git give VERSION and SOURCE_DATE_EPOCH", err)
		}
		changed, err := git("status", "--porcelain")
		if err != nil {
			return r, err
		}
		tag, err := git("describe", "--tags", "--exact-match", "--match", "v[0-9]*", "HEAD")
		if err != nil {
			tag = "" // HEAD is not a release
		}
		r.version = versionOf(tag, commit, changed != "")
	}
	if _, err := r.numbers(); err != nil {
		return r, err
	}
	seconds := os.Getenv("SOURCE_DATE_EPOCH")
	if seconds == "" {
		var err error
		if seconds, err = git("log", "-1", "--format=%ct"); err != nil {
			return r, fmt.Errorf("finding the commit's time: %w; without git give SOURCE_DATE_EPOCH", err)
		}
	}
	n, err := strconv.ParseInt(seconds, 10, 64)
	if err != nil {
		return r, fmt.Errorf("SOURCE_DATE_EPOCH %q: want seconds since 1970", seconds)
	}
	if r.madeAt = time.Unix(n, 0).UTC(); r.madeAt.Year() < 1980 {
		return r, fmt.Errorf("SOURCE_DATE_EPOCH %q: a zip holds no instant before 1980", seconds)
	}
	return r, nil
}

// versionOf names a tree: its tag, else its commit; a tree with changes says so,
// because it is not what the tag or the commit holds.
func versionOf(tag, commit string, changed bool) string {
	version := strings.TrimPrefix(tag, "v")
	if tag == "" {
		version = "0.0.0-dev." + commit
	}
	if changed && strings.Contains(version, "-") {
		return version + ".modified"
	} else if changed {
		return version + "-modified"
	}
	return version
}

func git(args ...string) (string, error) {
	out, err := exec.Command("git", args...).Output()
	if err != nil {
		return "", fmt.Errorf("git %s: %w", args[0], err)
	}
	return strings.TrimSpace(string(out)), nil
}
