package format

import (
	"cmp"
	"slices"
	"strings"

	"github.com/lanyard-id/lanyard/readiness"
)

// job is one action by one team, over the subjects in use or the dormant ones.
type job struct {
	do, who string
	dormant bool
}

// jobs are the jobs that findings ask for, in the order in which to do them.
type jobs struct {
	list     []job
	findings int // all of them
	nobodys  int // findings without a remedy
}

// of gives the jobs of one team.
func (j *jobs) of(who string) []job {
	return slices.DeleteFunc(slices.Clone(j.list), func(job job) bool { return job.who != who })
}

// countJobs goes through the findings once. The order is that of the report's
// tasks; what is dormant comes behind all that is in use. Closed subjects ask
// for nothing.
func countJobs(r *readiness.Report) *jobs {
	j := &jobs{}
	for f := range findings(r) {
		j.findings++
		asked := job{f.Do, f.Who, f.Dormant}
		switch {
		case f.Closed:
		case f.Do == "":
			j.nobodys++
		case !slices.Contains(j.list, asked):
			j.list = append(j.list, asked)
		}
	}
	place := func(job job) int {
		i := slices.IndexFunc(r.Tasks, func(t readiness.Task) bool { return t.Do == job.do && t.Who == job.who })
		if i < 0 {
			return len(r.Tasks)
		}
		return i
	}
	slices.SortStableFunc(j.list, func(a, b job) int {
		if a.dormant != b.dormant {
			return cmp.Compare(len(yes(a.dormant)), len(yes(b.dormant)))
		}
		return cmp.Compare(place(a), place(b))
	})
	return j
}

var worklistColumns = []column{
	{title: "No.", width: 6},
	{title: "What to do", width: 44, wrap: true},
	{title: "Where", width: 26},
	{title: "Organisation", width: 13},
	{title: "Organisation's name", width: 30},
	{title: "Why", width: 44, wrap: true},
	{title: "Requirement", width: 24},
	{title: "Now", width: 9},
	{title: "Result", width: 10},
	{title: "Long unused", width: 9},
	{title: "Whom to ring", width: 34},
	{title: "Done", width: 9},
}

// worklist writes the sheet of one team, in the order of its jobs. A job at one
// place is one row, however many requirements ask for it; all of them stand
// among the findings.
func (b *book) worklist(r *readiness.Report, name string, jobs []job) error {
	l, err := b.list(name, worklistColumns)
	if err != nil {
		return err
	}
	names := organisationNames(r)
	for _, job := range jobs {
		seen := make(map[string]struct{})
		for f := range findings(r) {
			where := place(f.Subject)
			if f.Closed || f.Do != job.do || f.Who != job.who || f.Dormant != job.dormant {
				continue
			}
			if _, again := seen[where]; again {
				continue
			}
			seen[where] = struct{}{}
			err := l.add(l.rows+1, cmp.Or(f.Say, f.Do), where, f.Organisation, names[f.Organisation], f.Why, f.Requirement,
				f.Action.String(), f.Result.String(), yes(f.Dormant), ring(f.Contact), "")
			if err != nil {
				return err
			}
		}
	}
	return l.end("There is nothing for this team to do.")
}

// place is where a job about a subject is done: a client's is its device.
func place(subject string) string {
	if client, ok := strings.CutPrefix(subject, "client:"); ok {
		if device, _, ok := cutLast(client, "/"); ok {
			return "device " + device
		}
	}
	kind, id, ok := strings.Cut(subject, ":")
	if !ok {
		return subject
	}
	return kind + " " + id
}

// cutLast cuts around the last sep: a device's id may have one too, a product's
// has none.
func cutLast(s, sep string) (before, after string, found bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

func organisationNames(r *readiness.Report) map[string]string {
	names := make(map[string]string, len(r.Organisations))
	for _, o := range r.Organisations {
		names[o.Organisation] = o.Name
	}
	return names
}
