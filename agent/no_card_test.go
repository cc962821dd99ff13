package agent

import (
	"bytes"
	"strings"
	"testing"

	"github.com/lanyard-id/lanyard/agent/internal/device"
	"github.com/lanyard-id/lanyard/agent/internal/sample"
	"github.com/lanyard-id/lanyard/test/shipped"
	"github.com/lanyard-id/lanyard/wire"
)

// TestNoCard holds what docs/device.md says of a computer that is well but for that: an
// empty reader is nothing to mend, no reader is, and in each case the page begins with
// that no card was checked.
func TestNoCard(t *testing.T) {
	for _, c := range []struct {
		name    string
		readers []device.Reader
		worst   wire.Level
		says    string
	}{
		{"an empty reader", []device.Reader{{Name: "Invented Reader USB 0", State: device.Empty}}, wire.Note, "No card was checked: none was in a reader."},
		{"no reader", nil, wire.Problem, "No card was checked: no reader could be seen."},
		{"a mute card", []device.Reader{{Name: "Invented Reader USB 0", State: device.Mute}}, wire.Problem, "No card was checked: none that is in a reader could be looked at."},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := sample.Devices()[0].Device
			d.Cards.Readers = c.readers
			var recording, text, page bytes.Buffer
			if err := d.WriteRecording(&recording); err != nil {
				t.Fatal(err)
			}
			r, err := Check(t.Context(), CheckOptions{Set: shipped.Set(t), Recording: &recording, Version: "test"})
			if err != nil {
				t.Fatal(err)
			}
			if r.Worst() != c.worst {
				t.Errorf("the worst is %s, want %s", r.Worst(), c.worst)
			}
			if err := r.Text(&text); err != nil {
				t.Fatal(err)
			}
			if err := r.HTML(&page); err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(text.String(), "\n"+c.says) || !strings.Contains(page.String(), "<strong>"+c.says) {
				t.Errorf("it is not said that no card was checked:\n%s", text.String())
			}
			if strings.Contains(page.String(), "All is well.") {
				t.Error("the page says that all is well")
			}
		})
	}
}
