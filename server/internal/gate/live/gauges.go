package live

import "time"

// The metrics of what the sources tell.
var (
	clockDoubted = describe("clock_doubted", "1 while blocks only warn because the machine's clock stepped.")
	clockDoubts  = describe("clock_doubts_total", "How often the machine's clock stepped so far that it was not believed.")
	clockOff     = describe("clock_offset_seconds", "How far the machine's clock is ahead of the gate's.")
	rehearsal    = describe("rehearsal", "1 if the gate does not go by the machine's time.")

	planLoaded  = describe("plan_loaded", "1 if there is a plan.")
	planArmed   = describe("plan_armed", "1 if the plan in force is armed; else its blocks only warn.")
	planHeld    = describe("held", "1 while all blocks are held.")
	planInfo    = describe("plan_info", "1, with the digest of the plan in force.", "digest")
	planSince   = describe("plan_timestamp_seconds", "Since when the plan is in force, in seconds since 1970.")
	planPending = describe("plan_pending", "1 while a change of the files waits.")
	planBroken  = describe("plan_files_broken", "Files of the plan that are not in force as they stand, because they cannot be read.")
	windowsOpen = describe("windows_open", "Windows of blocks that are open.")
	windowLeft  = describe("window_left_seconds", "How long until the last of the open windows ends; 0 if none is open.")

	budgetUsed     = describe("budget_used", "How many were locked out within the hour, by unit.", "unit")
	budgetLimit    = describe("budget_limit", "How many may be.", "unit")
	budgetTripped  = describe("budget_tripped", "1 while all blocks only warn because too many were locked out.")
	budgetTrips    = describe("budget_organisations_tripped", "Organisations whose blocks only warn because too many were locked out there.")
	budgetUsedAt   = describe("organisation_budget_used", "How many were locked out within the hour, for organisations whose budget is used up.", "organisation", "unit")
	budgetLimitAt  = describe("organisation_budget_limit", "How many may be, for the same organisations.", "organisation", "unit")
	unprovenUsed   = describe("unproven_refusals", "Refusals within the hour of nobody who is known.")
	unprovenLimits = describe("unproven_refusals_limit", "Above how many of these somebody is paged.")

	journalWritable = describe("journal_writable", "1 if decisions can be kept.")
	journalKept     = describe("journal_kept_total", "Decisions that were kept.")
	journalUnsynced = describe("journal_unsynced", "Decisions that are written and would not survive a loss of power.")
	journalDropped  = describe("journal_detail_dropped_total", "Decisions that were kept without their detail, to save room.")
	journalBytes    = describe("journal_bytes", "Size of the journal.")
	journalFree     = describe("journal_free_bytes", "Free room on its disk.")
	journalDamaged  = describe("journal_damaged_lines", "Lines of the journal that cannot be read back.")

	certificateEnds = describe("certificate_expiry_seconds", "How long until a certificate of the gate ends; below 0 if it did.", "use", "subject")
)

// mostTripped bounds the organisations whose budget is told.
const mostTripped = 200

// collectSources sends what the sources tell.
func (m metrics) collectSources(e emitter) {
	st := &State{At: m.o.Now()}
	m.ask(m.sources, st)
	if c := st.Clock; c != nil {
		e.gauge(clockDoubted, oneIf(c.Doubt != ""))
		e.counter(clockDoubts, float64(c.Doubts))
		e.gauge(clockOff, time.Duration(c.OffBy).Seconds())
		e.gauge(rehearsal, oneIf(c.Rehearsal))
	}
	if p := st.Plan; p != nil {
		collectPlan(e, p, st.At)
	}
	if b := st.Budget; b != nil {
		collectBudget(e, b)
	}
	if j := st.Journal; j != nil && j.Dir != "" {
		collectJournal(e, j)
	}
	seen := make(map[[2]string]bool)
	for _, c := range st.Certificates {
		name := [2]string{label(c.Use), label(c.Subject)}
		if !seen[name] {
			seen[name] = true
			e.gauge(certificateEnds, c.NotAfter.Sub(st.At).Seconds(), name[0], name[1])
		}
	}
}

func collectPlan(e emitter, p *Plan, at time.Time) {
	e.gauge(planLoaded, oneIf(p.Loaded))
	e.gauge(planArmed, oneIf(p.Armed))
	e.gauge(planHeld, oneIf(p.Hold != nil))
	e.gauge(planPending, oneIf(p.Pending != nil))
	if p.Loaded {
		e.gauge(planInfo, 1, clean(p.Digest, 100))
	}
	if !p.Since.IsZero() {
		e.gauge(planSince, float64(p.Since.Unix()))
	}
	broken := 0
	for _, f := range p.Files {
		if f.Problem != "" {
			broken++
		}
	}
	e.gauge(planBroken, float64(broken))
	left := time.Duration(0)
	for _, w := range p.Open {
		left = max(left, w.Until.Sub(at))
	}
	e.gauge(windowsOpen, float64(len(p.Open)))
	e.gauge(windowLeft, left.Seconds())
}

func collectBudget(e emitter, b *Budget) {
	e.gauge(budgetUsed, float64(b.All.Used), label(b.All.Unit))
	e.gauge(budgetLimit, float64(b.All.Limit), label(b.All.Unit))
	e.gauge(budgetTripped, oneIf(b.All.Tripped))
	seen, tripped := make(map[string]bool), 0
	for _, o := range b.Organisations {
		if !o.Tripped {
			continue
		}
		tripped++
		if name := label(o.Organisation); !seen[name] && len(seen) < mostTripped {
			seen[name] = true
			e.gauge(budgetUsedAt, float64(o.Used), name, label(o.Unit))
			e.gauge(budgetLimitAt, float64(o.Limit), name, label(o.Unit))
		}
	}
	e.gauge(budgetTrips, float64(tripped))
	e.gauge(unprovenUsed, float64(b.Unproven.Used))
	e.gauge(unprovenLimits, float64(b.Unproven.Limit))
}

func collectJournal(e emitter, j *Journal) {
	e.gauge(journalWritable, oneIf(j.Writable))
	e.counter(journalKept, float64(j.Kept))
	e.gauge(journalUnsynced, float64(j.Unsynced))
	e.counter(journalDropped, float64(j.DetailDropped))
	e.gauge(journalBytes, float64(j.Bytes))
	e.gauge(journalDamaged, float64(j.Damaged))
	if j.FreeBytes >= 0 {
		e.gauge(journalFree, float64(j.FreeBytes))
	}
}
