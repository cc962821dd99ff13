package agent

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/lanyard-id/lanyard/agent/internal/device"
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
		for _, p := range own {
			if !slices.ContainsFunc(again.Installed, func(i wire.Installed) bool { return i.Name == p.Name }) {
				t.Errorf("%q is left out", p.Name)
			}
		}
		if left := again.LeftOut; left == nil || left.Installed != len(many)+len(own)-len(again.Installed) || left.Asked+left.Findings > 0 {
			t.Errorf("%d programs are there, left out are %+v", len(again.Installed), left)
		}
	}
	var page bytes.Buffer
	if err := r.HTML(&page); err != nil {
		t.Error(err)
	}
}

// TestReadersWithoutEnd with a card in each, as drivers for virtual readers can make them,
// cost neither the bundle nor the page: what is left out is counted, and what is wrong is
// not.
func TestReadersWithoutEnd(t *testing.T) {
	for _, name := range []string{"Reader", strings.Repeat("Reader ", 250)} {
		d := sample.Devices()[1].Device
		good := *d.Cards.Readers[0].Card
		d.Cards.Readers = nil
		for i := range 1024 {
			c := good
			for _, use := range []string{"authentication", "signature", "key-management", "card"} {
				c.Certificates = append(c.Certificates, device.Certificate{Use: use, NotBefore: sample.Taken, NotAfter: sample.Taken.AddDate(1, 0, 0), Subject: "CN=Ima Invented", Issuer: "CN=Invented", Serial: "01"})
			}
			d.Cards.Readers = append(d.Cards.Readers, device.Reader{Name: fmt.Sprintf("%s %d", name, i), State: device.Present, Card: &c})
		}
		d.Cards.Readers = append(d.Cards.Readers[:500:500], append([]device.Reader{{Name: "empty", State: device.Empty}}, d.Cards.Readers[501:]...)...)
		r := &Report{device: d, options: CheckOptions{Set: shipped.Set(t), At: sample.Taken}}
		r.Bundle = r.bundle(d)
		worst := r.Worst()
		if n := len(r.Bundle.Readers); n != 100 || slices.ContainsFunc(r.Bundle.Readers, func(r wire.Reader) bool { return r.State == "empty" }) {
			t.Errorf("%d readers are told of, of which those with a card come first", n)
		}
		if !slices.ContainsFunc(r.Bundle.Findings, func(f wire.Finding) bool {
			return f.Level == wire.Warning && strings.HasPrefix(f.Say, "The system lists 924 readers more")
		}) {
			t.Error("no finding says how many readers were left out")
		}
		for _, b := range []*wire.Bundle{r.Sent(), r.Sent(wire.RevealsCard), r.Sent(wire.AllReveals()...)} {
			var out bytes.Buffer
			if err := b.Write(&out); err != nil {
				t.Fatal(err)
			}
			again, err := wire.ReadBundle(&out)
			if err != nil {
				t.Fatal(err)
			}
			left := wire.LeftOut{}
			if again.LeftOut != nil {
				left = *again.LeftOut
			}
			if len(again.Cards)+left.Cards != len(r.Bundle.Cards) || len(again.Asked)+left.Asked != len(r.Bundle.Asked) || len(again.Findings)+left.Findings != len(r.Bundle.Findings) {
				t.Errorf("%d cards, %d asked, %d findings are there and left out are %+v", len(again.Cards), len(again.Asked), len(again.Findings), left)
			}
			if got := (&Report{Bundle: again}).Worst(); got != worst {
				t.Errorf("the worst is %s, and was %s", got, worst)
			}
		}
		var page bytes.Buffer
		if err := r.HTML(&page); err != nil {
			t.Error(err)
		}
		if says := strings.Contains(page.String(), "left out too: "); says != (r.Sent().LeftOut != nil) || !says && len(name) > 100 {
			t.Errorf("%.20s: the page says that something would not be sent: %v", name, says)
		}
	}
}
