package server

import "github.com/lanyard-id/lanyard/server/internal/sample"

// Sample invents an estate and writes its exports to a folder. It returns what
// it wrote, also where it ends with an error.
func Sample(dir string, o SampleOptions) ([]SampleFile, error) { return sample.Write(dir, o) }

// SampleOptions says which estate is invented, and as which exports.
type SampleOptions = sample.Options

// SampleFile is one file that was written.
type SampleFile = sample.Written

// SampleFormat is one kind of exports.
type SampleFormat = sample.Format

// SampleFormats returns every kind of exports.
func SampleFormats() []SampleFormat { return sample.Formats() }
