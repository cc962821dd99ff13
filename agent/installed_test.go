package agent

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/lanyard-id/lanyard/agent/internal/host"
	"github.com/lanyard-id/lanyard/agent/internal/sample"
	"github.com/lanyard-id/lanyard/test/shipped"
	"github.com/lanyard-id/lanyard/wire"
)

// TestAListWithoutEnd of programs, which any program of the person can make, costs neither
// the bundle nor the page, and hides nothing that the machine's own list names.
func TestAListWithoutEnd(t *testing.T) {
	d := sample.Devices()[1].Device
	own := d.Host.Products.List
	var many []host.Product
	for i := range 5000 {
		many = append(many, host.Product{Scope: host.User, Name: fmt.Sprintf("Tool %d %s", i, strings.Repeat(`"n`, 400)), Version: "1"})
	}
	d.Host.Products.List = append(many, own...)
	r := &Report{device: d, options: CheckOptions{Set: shipped.Set(t), At: sample.Taken}}
	r.Bundle = r.bundle(d)
	for _, b := range []*wire.Bundle{r.Sent(), r.Sent(wire.AllReveals()...)} {
		var out bytes.Buffer
		if err := b.Write(&out); err != nil {
			t.Fatal(err)
		}
		again, err := wire.ReadBundle(&out)
		if err != nil {
			t.Fatal(err)
		}
		if again.Inventory != "partial" || len(again.Installed) <= len(own) {
			t.Errorf("%d programs, %s", len(again.Installed), again.Inventory)
		}
		for i, p := range own {
			if again.Installed[i].Name != p.Name {
				t.Errorf("%q stands where %q is to", again.Installed[i].Name, p.Name)
			}
		}
	}
	var page bytes.Buffer
	if err := r.HTML(&page); err != nil {
		t.Error(err)
	}
}
