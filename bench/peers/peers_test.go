package peers

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPeersAgree(t *testing.T) {
	lanyard, err := Lanyard()
	if err != nil {
		t.Fatal(err)
	}
	opa, err := OPA()
	if err != nil {
		t.Fatal(err)
	}
	cedar, err := Cedar()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []Peer{Plain(), lanyard, opa, cedar} {
		for _, s := range SignIns() {
			judge := p.Prepare(s.Line)
			for range 2 { // the judging can be repeated
				if diff := cmp.Diff(s.Unmet, judge()); diff != "" {
					t.Errorf("%s, %s (-want +got):\n%s", p.Name, s.Name, diff)
				}
				if diff := cmp.Diff(s.Unmet, p.Answer(s.Line)); diff != "" {
					t.Errorf("%s, %s, line to answer (-want +got):\n%s", p.Name, s.Name, diff)
				}
			}
		}
	}
}
