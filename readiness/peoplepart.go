package readiness

import "slices"

// Fill is a Part of a Report: who can work, now and at the next block, whom the
// block stops beside devices and cards, and what to do first.
func (w *Ways) Fill(r *Report, now, block *Moment) {
	ways := w.At(now.at)
	r.People = ways.People(MaxPeople)
	if block == nil {
		r.Tasks = now.tasks(nil)
		return
	}
	then := ways
	if !block.at.Equal(now.at) {
		then = w.At(block.at)
	}
	people := then.People(MaxPeople)
	r.People.NextBlock = &people
	r.Tasks = block.tasks(then.newPlans())
	all, by := then.stopped()
	r.NextBlock.Stopped.addPeople(all)
	r.addStopped(w.survey, by)
}

// addStopped adds the people of each organisation to what is told of it, by row
// behind those of none.
func (r *Report) addStopped(s *Survey, by []Stopped) {
	rowOf := func(code string) int {
		if row, ok := s.estate.Organisations.Find(code); ok {
			return row + 1
		}
		return 0
	}
	for i := range r.Organisations {
		r.Organisations[i].Stopped.addPeople(by[rowOf(r.Organisations[i].Organisation)])
	}
	by = slices.Clone(by)
	list := r.NextBlock.Organisations
	for i := range list {
		row := rowOf(list[i].Organisation)
		list[i].addPeople(by[row])
		by[row] = Stopped{}
	}
	for i, n := range by {
		if n != (Stopped{}) {
			list = append(list, s.stoppedIn(int32(i)-1, n))
		}
	}
	slices.SortStableFunc(list, mostStopped)
	r.NextBlock.Organisations = list
}
