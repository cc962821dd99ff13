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
	windowsOpen = describe("windows_open", "Windows of blocks that are open, blocks for good among them.")
	windowLeft  = describe("window_left_seconds", "How long until the last of the open windows ends; 0 if none is open, and for blocks for good.")

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
	journalBrief    = describe("journal_brief", "1 while decisions are kept without their detail, to save room.")
	journalBytes    = describe("journal_bytes", "Size of the journal.")
	journalFree     = describe("journal_free_bytes", "Free room on its disk.")
	journalDamaged  = describe("journal_damaged_lines", "Lines of the journal that cannot be read back.")

	connectionsOpen = describe("connections", "Connections that are open, those in a handshake among them.")
	connectionsIn   = describe("connections_greeting", "Connections whose handshake is not done.")
	connectionsIdle = describe("connections_idle", "Connections between two requests.")
	connectionsOld  = describe("old_tls_connections_total", "Connections that were let in by the old TLS configuration.")
	connectionsAway = describe("connections_turned_away_total", "Connections that did not get as far as a request, by why.", "reason")

	pagerWaiting   = describe("pager_waiting", "Pages that were not sent yet.")
	pagerDelivered = describe("pager_delivered_total", "Pages that the receiver took.")
	pagerFailures  = describe("pager_failures_total", "Attempts to send a page that failed.")
	pagerLost      = describe("pager_lost_total", "Pages that were given up: nobody got them.")

	provenKnown = describe("proven_identities", "Identities that count for the lock-out budget, because an accepted sign-in carried them in the last 7 days.", "unit")
	provenFull  = describe("proven_full_total", "Identities that found no room and were not remembered.")

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
	if d := st.Door; d != nil {
		collectDoor(e, d)
	}
	if p := st.Pager; p != nil && p.To != "" {
		e.gauge(pagerWaiting, float64(p.Waiting))
		e.counter(pagerDelivered, float64(p.Delivered))
		e.counter(pagerFailures, float64(p.Failures))
		e.counter(pagerLost, float64(p.Lost))
	}
	seen := make(map[[2]string]bool)
	for _, c := range st.Certificates {
		name := [2]string{label(c.Use), label(c.Subject)}
		if !seen[name] {
			seen[name] = true
			e.gauge(certificateEnds, time.Duration(c.Left).Seconds(), name[0], name[1])
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
		if !w.Until.IsZero() {
			left = max(left, w.Until.Sub(at))
		}
	}
	e.gauge(windowsOpen, float64(len(p.Open)))
	e.gauge(windowLeft, left.Seconds())
}

func collectBudget(e emitter, b *Budget) {
	e.gauge(budgetUsed, float64(b.All.Used), label(b.All.Unit))
	e.gauge(budgetLimit, float64(b.All.Limit), label(b.All.Unit))
	e.gauge(budgetTripped, oneIf(b.All.Tripped))
	seen := make(map[string]bool)
	for _, o := range b.Organisations {
		if !o.Tripped {
			continue
		}
		if name := label(o.Organisation); !seen[name] && len(seen) < mostTripped {
			seen[name] = true
			e.gauge(budgetUsedAt, float64(o.Used), name, label(o.Unit))
			e.gauge(budgetLimitAt, float64(o.Limit), name, label(o.Unit))
		}
	}
	e.gauge(budgetTrips, float64(b.organisationsTripped()))
	e.gauge(unprovenUsed, float64(b.Unproven.Used))
	e.gauge(unprovenLimits, float64(b.Unproven.Limit))
	if p := b.Proven; p != nil {
		e.gauge(provenKnown, float64(p.People), "people")
		e.gauge(provenKnown, float64(p.Devices), "devices")
		e.gauge(provenKnown, float64(p.Addresses), "addresses")
		e.counter(provenFull, float64(p.Full))
	}
}

func collectDoor(e emitter, d *Door) {
	e.gauge(connectionsOpen, float64(d.Open))
	e.gauge(connectionsIn, float64(d.Greeting))
	e.gauge(connectionsIdle, float64(d.Idle))
	e.counter(connectionsOld, float64(d.OldTLS))
	seen := make(map[string]bool)
	for why, n := range d.Away {
		if why = label(why); !seen[why] {
			seen[why] = true
			e.counter(connectionsAway, float64(n), why)
		}
	}
}

func collectJournal(e emitter, j *Journal) {
	e.gauge(journalWritable, oneIf(j.Writable))
	e.counter(journalKept, float64(j.Kept))
	e.gauge(journalUnsynced, float64(j.Unsynced))
	e.counter(journalDropped, float64(j.DetailDropped))
	e.gauge(journalBrief, oneIf(j.Brief))
	e.gauge(journalBytes, float64(j.Bytes))
	e.gauge(journalDamaged, float64(j.Damaged))
	if j.FreeBytes >= 0 {
		e.gauge(journalFree, float64(j.FreeBytes))
	}
}
