package agent

import (
	"io"

	"github.com/lanyard-id/lanyard/agent/internal/sample"
)

// Sample is an invented device, for people who want to see what the agent shows.
type Sample struct {
	Name, Title, About string
	// Record writes it as a recording, which Check looks at.
	Record func(io.Writer) error
}

// Samples are one device that is well and some that are sick, the well one first.
func Samples() []Sample {
	var out []Sample
	for _, s := range sample.Devices() {
		out = append(out, Sample{s.Name, s.Title, s.About, s.Device.WriteRecording})
	}
	return out
}
