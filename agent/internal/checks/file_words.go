package checks

import (
	"fmt"
	"strings"

	"github.com/lanyard-id/lanyard/agent/internal/host"
)

// fileInWords names a file by what it is called, for which programs it is, and its
// version. Folders can hold names of people, so they stay out.
func fileInWords(f host.File) string {
	text := quote(baseName(f.Path))
	if width := widthOf(f.Machine); width != "" {
		text += " for " + width + " programs"
	}
	if f.Version != "" {
		text += ", version " + short(f.Version)
	}
	return text
}

// brokenWords says what is wrong with a file as a program; "" if nothing is.
func brokenWords(f host.File) string {
	if f.Broken == "" {
		return ""
	}
	return ", which is broken: " + short(f.Broken)
}

// baseName is the last part of a path, as it is written.
func baseName(p string) string { return p[strings.LastIndexAny(p, `\/`)+1:] }

// widthOf is for which programs a library is, as sentences say it; "" = not known.
func widthOf(machine string) string {
	switch machine {
	case "":
		return ""
	case "386":
		return "32-bit"
	case "amd64":
		return "64-bit"
	}
	return machine
}

// widthBits is a width in words; "" = not known.
func widthBits(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%d-bit", n)
}

func orAll(width string) string {
	if width == "" {
		return "all"
	}
	return width
}
