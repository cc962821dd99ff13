package format

import (
	"io"
	"strconv"
	"strings"

	"github.com/lanyard-id/lanyard/readiness"
	"github.com/lanyard-id/lanyard/server/internal/cells"
)

var stepColumns = []string{"step", "do", "who", "say", "after", "devices", "images", "disruptive", "by", "file"}

// Steps writes what makes devices clean, a step a row in order, as CSV; files are
// the names of the lists of their devices.
func Steps(w io.Writer, steps []readiness.Step, files []string) error {
	out := cells.NewRows(w, stepColumns)
	for i, s := range steps {
		out.Write(strconv.Itoa(i+1), s.Do, s.Who, s.Say, strings.Join(s.After, " "),
			strconv.Itoa(s.Devices), strconv.Itoa(s.Images), s.Disruptive, s.By, files[i])
	}
	return out.End()
}
