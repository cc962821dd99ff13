package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/cmd/internal/command"
	"github.com/lanyard-id/lanyard/server"
)

func sampleCommand() *command.Command {
	var long strings.Builder
	long.WriteString("Everybody and everything in it is invented. The same seed gives the same files.\n\nThe formats:\n")
	for _, f := range server.SampleFormats() {
		fmt.Fprintf(&long, "  %-15s %s\n", f, f.Doc())
	}
	return &command.Command{
		Name:  "sample",
		Args:  "--out DIR [--devices N] [--seed S] [--format FORMAT…] [--at T]",
		Short: "Invent an estate and write its exports, to try things on",
		Long:  long.String(),
		Run:   with(runSample),
	}
}

func runSample(i *invocation) error {
	var formats list
	i.Flags.Var(&formats, "format", "`FORMAT` of the exports; may be given more than once; without it canonical")
	devices := i.Flags.Int("devices", 1000, "so many devices, `N` from 1 to 10000000")
	seed := i.Flags.Uint64("seed", 1, "the estate of the number `S`")
	out := i.Flags.String("out", "", "write the files to the folder `DIR`, which is made")
	at := i.Flags.String("at", "", "the exports were made at `T`; without it today")
	faulty := i.Flags.Bool("faulty", false, "add exports that are wrong on purpose")
	rest, err := i.Parse()
	if err != nil {
		return err
	}
	if len(rest) > 0 || *out == "" {
		return command.UsageError("only --out DIR is needed, and no other argument")
	}
	zone, err := civil.LoadZone("Europe/London")
	if err != nil {
		return err
	}
	o := server.SampleOptions{Devices: *devices, Seed: *seed, Zone: zone, Faulty: *faulty, At: time.Now()}
	if *at != "" {
		if o.At, err = command.Instant("at", *at, zone); err != nil {
			return err
		}
	}
	for _, f := range formats {
		format := server.SampleFormat(f)
		if !slices.Contains(server.SampleFormats(), format) {
			return command.UsageError(fmt.Sprintf("--format %s is not one of those that lanyard sample -h lists", f))
		}
		o.Formats = append(o.Formats, format)
	}
	written, err := server.Sample(*out, o)
	for _, w := range written {
		fmt.Fprintf(i.Out, "%9d rows  %-32s %s\n", w.Rows, w.File, w.Kind)
	}
	return err
}
