package sample

import "io"

// Places in a row of epraccur, from 0. The commissioner's is where a practice
// stands; geography follows from the postcode alone and need not agree with it.
// Source: NHS England, Organisation Data Service, news of June 2025.
const (
	epraccurColumns    = 27
	epraccurCode       = 0
	epraccurName       = 1
	epraccurGrouping   = 2
	epraccurGeography  = 3
	epraccurAddress    = 4 // to 8
	epraccurPostcode   = 9
	epraccurOpened     = 10
	epraccurClosed     = 11
	epraccurStatus     = 12
	epraccurSubType    = 13
	epraccurSubICB     = 14
	epraccurJoined     = 15
	epraccurTelephone  = 17
	epraccurAmended    = 21
	epraccurSetting    = 25
	practiceSetting    = "4" // GP practice
	postcodesOfNowhere = "ZZ99 "
)

// writePractices lists the practices as the file epraccur does: without
// headings. One in twelve stands in another geography than its sub-ICB location,
// and one in fifteen is followed by a practice that has closed.
func (e *estate) writePractices(w io.Writer) (int, error) {
	t := newTable(w)
	all, boards, closed := e.byKind[practice], e.byKind[integratedCareBoard], 0
	for n := range all.count {
		o := &e.organisations[all.first+n]
		draw := e.chance(ofPostcode, n)
		geography := e.organisations[o.parent].parent
		if draw.oneIn(12) {
			geography = boards.first + draw.below(boards.count)
		}
		row := [epraccurColumns]string{
			epraccurCode:      o.code,
			epraccurName:      o.name,
			epraccurGrouping:  e.codeOf(e.byKind[national].first),
			epraccurGeography: e.codeOf(geography),
			epraccurAddress:   numbered("", draw.between(1, 99), 1) + " Invented Street",
			epraccurPostcode:  postcodesOfNowhere + string([]byte{byte('1' + draw.below(9)), byte('A' + draw.below(8)), byte('A' + draw.below(8))}),
			epraccurOpened:    "19740401",
			epraccurStatus:    "A",
			epraccurSubType:   "B",
			epraccurSubICB:    e.codeOf(o.parent),
			epraccurJoined:    "20220701",
			epraccurTelephone: numbered("01632 960", draw.below(1000), 3),
			epraccurAmended:   "0",
			epraccurSetting:   practiceSetting,
		}
		t.texts(row[:]...)
		if err := t.end(); err != nil {
			return 0, err
		}
		if !draw.oneIn(15) {
			continue
		}
		closed++
		row[epraccurCode], row[epraccurName] = numbered("ZX", closed, 4), numbered("Invented Closed Practice ", closed, 4)
		row[epraccurClosed], row[epraccurStatus] = "20190331", "C"
		t.texts(row[:]...)
		if err := t.end(); err != nil {
			return 0, err
		}
	}
	return t.finish()
}
