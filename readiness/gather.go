package readiness

import (
	"github.com/lanyard-id/lanyard/estate"
	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/notice"
)

func (s *Survey) gatherSoftware(f *notice.Facts, device int, w *wanted) {
	software := s.estate.Software
	inventory := software.Of(device)
	products := w.products
	if products == nil && w == everything {
		products = s.everyProduct
	}
	for _, product := range products {
		if cell := s.cell(inventory, product); cell.Known() {
			f.SetSoftware(software.Products()[product], cell)
		}
	}
	if seen := software.Seen(device); seen != estate.NoTime && len(products) > 0 {
		f.SoftwareSeenAt(estate.Instant(seen))
	}
	if !w.applications {
		return
	}
	memberships := s.estate.Memberships
	if set := memberships.Of(device); set != 0 {
		f.SetApplications(s.applicationsOf(set))
		if memberships.Complete(set) {
			f.SetApplicationsComplete()
		}
		if seen := memberships.Seen(device); seen != estate.NoTime {
			f.AttributeSeenAt(applications, estate.Instant(seen))
		}
	}
}

// cell returns what an inventory says of a product. Of a complete one that does
// not list it, it is not installed.
func (s *Survey) cell(inventory uint32, product int) fact.Cell {
	software := s.estate.Software
	number := software.CellNumber(inventory, product)
	if number == 0 && software.Complete(inventory) {
		return fact.Absent()
	}
	return software.CellOf(product, number)
}

func (s *Survey) applicationsOf(set uint32) []notice.Application {
	rows := s.estate.Memberships.Applications(set)
	out := make([]notice.Application, len(rows))
	table := s.tables[notice.ApplicationObject]
	for i, row := range rows {
		out[i].Set(table.key, notice.Text(table.table.Key(int(row))))
		for _, c := range table.columns {
			if possible := c.Possible(c.Number(int(row))); len(possible) == 1 {
				out[i].Set(*c.Attribute, possible[0])
			}
		}
	}
	return out
}

// gatherClient tells the product of an inventory, or the client of a sign-in.
func (s *Survey) gatherClient(f *notice.Facts, t *ties, w *wanted) {
	var seen int64
	switch {
	case t.product != none:
		f.Give(notice.Client)
		software := s.estate.Software
		f.Set(clientProduct, notice.Text(software.Products()[t.product]))
		if newest, ok := s.cell(software.Of(int(t.device)), int(t.product)).Newest(); ok && w.has(&clientVersion) {
			f.Set(clientVersion, notice.VersionOf(newest))
		}
		seen = software.Seen(int(t.device))
	case t.client != none:
		f.Give(notice.Client)
		signIns, i := s.estate.SignIns, int(t.client)
		if product := signIns.Clients.Text(i); product != "" {
			f.Set(clientProduct, notice.Text(product))
		}
		setPossible(f, &clientVersion, signIns.Versions.Possible(signIns.Version(i)))
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
	setPossible(f, &connectionTLS, signIns.TLSVersions.Possible(signIns.TLS(signIn)))
	if seen := signIns.At(signIn); seen != estate.NoTime {
		f.SeenAt(notice.Connection, estate.Instant(seen))
	}
}
