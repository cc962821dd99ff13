package main

import (
	"fmt"
	"slices"
	"strings"
)

// program is one of the two that a release consists of.
type program struct {
	name     string // of its file, of its zips, and of its folder below cmd
	about    string // what Windows shows as its description
	maxBytes int    // what its file may have; 0 = no limit
}

var programs = []program{
	{
		name:  "lanyard",
		about: "Lanyard: dated notices about smartcards and sign-in",
	},
	{
		name:  "lanyard-agent",
		about: "Lanyard: what is wrong with this device, and how to mend it",
		// It is copied to shares and started from them over slow lines.
		maxBytes: 25_000_000,
	},
}

// programsOf returns the programs of a list of names.
func programsOf(list string) ([]program, error) {
	var found []program
	for _, name := range fields(list) {
		i := slices.IndexFunc(programs, func(p program) bool { return p.name == name })
		if i < 0 {
			return nil, fmt.Errorf("there is no program %q; there are %s", name, programNames())
		}
		found = append(found, programs[i])
	}
	return found, nil
}

func programNames() string {
	var names []string
	for _, p := range programs {
		names = append(names, p.name)
	}
	return strings.Join(names, ",")
}

// source is the folder of the program's package.
func (p program) source() string { return "cmd/" + p.name }

// file is the name of the program on a platform.
func (p program) file(on platform) string {
	if on.os == "windows" {
		return p.name + ".exe"
	}
	return p.name
}

// fits refuses a program that became too large.
func (p program) fits(bytes int) error {
	if p.maxBytes > 0 && bytes > p.maxBytes {
		return fmt.Errorf("%s has %.1f MB and may have %.1f: find what made it grow with go version -m and go tool nm -size",
			p.name, float64(bytes)/1e6, float64(p.maxBytes)/1e6)
	}
	return nil
}
