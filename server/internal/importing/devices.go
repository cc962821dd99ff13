package importing

import (
	"maps"
	"slices"
	"strings"
)

// productCell is a column of devices.csv that tells of one product.
type productCell struct {
	place   int
	heading string
	product int
}

// devices reads devices.csv. What a row says was seen when the device was.
func (r *reading) devices() error {
	t := r.estate.Devices
	ids := slices.Sorted(maps.Keys(r.products))
	r.unread(ids...)
	key := r.heading.place("device")
	built := r.builtin()
	cells := r.cells(t, "device")
	var products []productCell
	for _, id := range ids {
		place := r.heading.place(fold(id))
		if place >= 0 && !slices.ContainsFunc(cells, func(c cell) bool { return c.place == place }) && place != key {
			products = append(products, productCell{place, r.heading.written[place], r.products[id]})
		}
	}
	var seen *cell
	if at := slices.IndexFunc(cells, func(c cell) bool { return c.column.Name == "last_seen" }); at >= 0 {
		last := cells[at]
		seen = &last
		cells = slices.Delete(cells, at, at+1)
	}
	texts := make([]string, len(r.products))
	reject := func(product int, err error) {
		at := slices.IndexFunc(products, func(p productCell) bool { return p.product == product })
		r.rejectCell(products[at].heading, strings.TrimSpace(texts[product]), err)
	}
	isComplete := r.options.declared(r.table.Name, Devices) == complete
	if isComplete {
		r.note("its lists of software are complete, as --complete says")
	}
	return r.each(func(row []string) bool {
		id, ok := r.key(row, key)
		if !ok {
			return false
		}
		o := r.origin(r.seen(seen, row))
		n, _ := t.Row(id, o)
		built.take(r, row, n)
		if seen != nil {
			_ = t.SetSecond(n, seen.column, o.Seen, o) // Row has said it if the table is full
		}
		for i := range cells {
			r.put(t, n, &cells[i], row[cells[i].place], o)
		}
		for i := range products {
			texts[products[i].product] = row[products[i].place]
		}
		r.estate.Software.SetCells(n, texts, o, reject)
		_ = r.estate.Software.SetComplete(n, isComplete, o) // Row has said it if the table is full
		return true
	})
}
