package readiness

import (
	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/notice"
)

func (s *Survey) gatherSoftware(f *notice.Facts, device int, w *wanted) {
	products := w.products
	if w == everything {
		products = s.everyProduct
	}
	s.estate.Software.Tell(f, device, products)
	if w.applications {
		s.estate.Memberships.Tell(f, device, s.everyApplication)
	}
}

// gatherClient tells the product of an inventory, or the client of a sign-in.
func (s *Survey) gatherClient(f *notice.Facts, t *ties, w *wanted) {
	var seen int64
	switch {
	case t.product != none:
		f.Give(notice.Client)
		software := s.estate.Software
		f.Set(clientProduct, notice.Text(software.Products()[t.product]))
		if newest, ok := software.Known(software.Of(int(t.device)), int(t.product)).Newest(); ok && w.has(&clientVersion) {
			f.Set(clientVersion, notice.VersionOf(newest))
		}
		seen = software.Seen(int(t.device))
	case t.client != none:
		f.Give(notice.Client)
		signIns, i := s.estate.SignIns, int(t.client)
		if product := signIns.Clients.Text(i); product != "" {
			f.Set(clientProduct, notice.Text(product))
		}
		signIns.Versions.Tell(f, signIns.Version(i))
		seen = signIns.At(i)
	default:
		return
	}
	if seen != estate.NoTime {
		f.SeenAt(notice.Client, estate.Instant(seen))
	}
}

func (s *Survey) gatherConnection(f *notice.Facts, signIn int, w *wanted) {
	f.Give(notice.Connection)
	signIns := s.estate.SignIns
	signIns.TLSVersions.Tell(f, signIns.TLS(signIn))
	if seen := signIns.At(signIn); seen != estate.NoTime {
		f.SeenAt(notice.Connection, estate.Instant(seen))
	}
}
