package notice

import (
	"github.com/lanyard-id/lanyard/fact"
	"github.com/lanyard-id/lanyard/text"
)

// The table of keys of every file of the language: what the checker holds a file
// to, and what the JSON Schemas are written from. The forms of the texts are in
// keys_forms.go, the files of tests in keys_cases.go.

var noticeShape = text.MapShape{
	Name: "a notice", Doc: "One revision of a notice. A changed date is a new revision, never an edit.",
	Keys: []text.Key{
		{Name: "language", Required: true, Shape: ordinalText, Doc: "The version of the notice language: 1."},
		{Name: "notice", Required: true, Shape: idText, Doc: "The notice's id, the same in all of its revisions."},
		{Name: "revision", Required: true, Shape: ordinalText, Doc: "Counts the revisions of the notice."},
		{Name: "title", Shape: freeText, Doc: "What the notice is about, in one line."},
		{Name: "published", Required: true, Shape: pointText, Doc: "When this revision was published. It is in force from then on, until the next."},
		{Name: "source", Shape: freeText, Doc: "Where the notice was published."},
		{Name: "zone", Required: true, Shape: zoneText, Doc: "The time zone of every date and time of the notice."},
		{Name: "contact", Shape: contactShape, Doc: "Whom to ask."},
		{Name: "fresh", Shape: durationText, Doc: "How old a fact may be. Older ones count as missing."},
		{Name: "requirements", Required: true, Shape: text.ListShape{Of: requirementShape}, Doc: "What the notice asks for."},
		{Name: "windows", Shape: windowsShape, Doc: "Lists of planned intervals, by name. A phase names one in during."},
		{Name: "no-block", Shape: text.ListShape{Of: noBlockShape}, Doc: "Days, from midnight to midnight, on which a block only warns."},
		{Name: "pauses", Shape: pausePolicyShape, Doc: "The pauses that an organisation may take. Without it there are none."},
		{Name: "services", Shape: servicesShape, Doc: "The services that the notice speaks of, by id, and their levels over time."},
		{Name: "levels", Shape: levelsShape, Doc: "What the service levels promise, by id."},
		{Name: "catalogue", Shape: catalogueShape, Doc: "The software that the notice speaks of, by id."},
		{Name: "card-types", Shape: cardTypesShape, Doc: "The series that cards of a maker's type may have."},
		{Name: "supersedes", Shape: text.ListShape{Of: supersessionShape}, Doc: "Requirements of other notices that this one takes the place of."},
		{Name: "corrections", Shape: text.ListShape{Of: correctionShape}, Doc: "What the publisher got wrong."},
	},
}

var contactShape = text.MapShape{
	Name: "a contact",
	Keys: []text.Key{
		{Name: "name", Shape: freeText},
		{Name: "email", Shape: freeText},
		{Name: "phone", Shape: freeText},
	},
}

var requirementShape = text.MapShape{
	Name: "a requirement", Doc: "A rule that subjects of one kind must keep.",
	Keys: []text.Key{
		{Name: "id", Required: true, Shape: idText, Doc: "The requirement's id, the same in all revisions."},
		{Name: "of", Required: true, Shape: choiceOf("a kind of subject", subjectNames()...), Doc: "What it is about."},
		{Name: "title", Shape: freeText, Doc: "What is required, in one line."},
		{Name: "why", Shape: freeText, Doc: "Why it is required."},
		{Name: "applies", Shape: conditionText, Doc: "Where it is false the requirement is not applicable."},
		{Name: "met", Required: true, Shape: conditionText, Doc: "Where it is true the requirement is met."},
		{Name: "use", Shape: text.ListShape{Of: useText, Min: 1}, Doc: "What the requirement is about. Absent, all."},
		{Name: "unknown", Shape: actionText, Doc: "What it asks for at most where it is not known whether it is met. Absent, warn."},
		{Name: "absent", Shape: actionText, Doc: "The same where its subject was not given at all. Absent, observe."},
		{Name: "fresh", Shape: durationText, Doc: "How old a fact may be, in place of the notice's own."},
		{Name: "combine", Shape: choiceOf("a way to combine", "every", "any"), Doc: "Whether every sign-in seen of a subject must meet it, or any. Absent, every."},
		{Name: "remedy", Shape: remedyShape, Doc: "How to meet it."},
		{Name: "escalate", Shape: escalationShape, Doc: "What a service-desk case about it carries."},
		{Name: "due", Shape: text.EitherShape{Scalar: pointText, Map: dueShape}, Doc: "Until when it is to be met, through the end of that day or month."},
		{Name: "phases", Shape: text.ListShape{Of: phaseShape}, Doc: "What happens when. The last that holds counts; without one it is observed."},
	},
}

var remedyShape = text.MapShape{
	Name: "a remedy", Doc: "How to meet a requirement. Remedies with the same do are one action.",
	Keys: []text.Key{
		{Name: "do", Shape: idText, Doc: "The id of the action."},
		{Name: "who", Shape: choiceOf("a team", "it-team", "registration-authority", "supplier", "person", "national"), Doc: "Who does it."},
		{Name: "say", Shape: freeText, Doc: "What to do, for those who do it."},
		{Name: "tell", Shape: freeText, Doc: "What to do, for the person at the screen."},
		{Name: "after", Shape: text.ListShape{Of: idText}, Doc: "The actions that come before this one."},
		{Name: "disruptive", Shape: freeText, Doc: "What doing it does to people at work, and so when to do it. Absent, nothing is said."},
	},
}

var escalationShape = text.MapShape{
	Name: "an escalation",
	Keys: []text.Key{
		{Name: "to", Shape: freeText, Doc: "To whom the case goes: contact is the notice's."},
		{Name: "subject", Shape: freeText, Doc: "The subject line of the case."},
		{Name: "include", Shape: freeTexts, Doc: "What the case includes, such as description and diagnostics."},
	},
}

var dueShape = text.MapShape{
	Name: "a due date",
	Keys: []text.Key{
		{Name: "date", Required: true, Shape: pointText},
		{Name: "said", Shape: freeText, Doc: "The publisher's own words."},
	},
}

var phaseShape = text.MapShape{
	Name: "a phase", Doc: "What a requirement asks for in one stretch of time.",
	Keys: []text.Key{
		{Name: "id", Shape: idText, Doc: "Absent, its place among the phases, from 1."},
		{Name: "from", Shape: pointText, Doc: "When it begins. Absent, it always has."},
		{Name: "until", Shape: pointText, Doc: "When it has ended. Absent, it never does."},
		{Name: "action", Required: true, Shape: actionText},
		{Name: "during", Shape: idText, Doc: "The list of windows in which a block holds."},
		{Name: "otherwise", Shape: actionText, Doc: "The action of such a block outside its windows. Absent, warn."},
		{Name: "where", Shape: conditionText, Doc: "Where it is false the phase does not hold. It reads organisation, device and person."},
		{Name: "unknown", Shape: actionText, Doc: "In place of the requirement's own."},
		{Name: "refuse", Shape: choiceOf("a way to refuse", "words", "handshake"), Doc: "Whether a block is told in words, or ends the handshake. Absent, words."},
		{Name: "fail", Shape: choiceOf("a way to fail", "open", "closed"), Doc: "Whether people get in when no decision can be had. Absent, open."},
		{Name: "said", Shape: freeText, Doc: "The publisher's own words."},
		{Name: "observed", Shape: observedShape, Doc: "What came of it."},
	},
}

var observedShape = text.MapShape{
	Name: "an observation",
	Keys: []text.Key{
		{Name: "at", Required: true, Shape: pointText},
		{Name: "source", Shape: freeText},
	},
}

var windowsShape = text.DictShape{Name: "a table of windows", Keys: idText, Of: text.ListShape{Of: windowShape}}

// windowShape has its rules for editors: the package window says them better,
// with the times and days at hand.
var windowShape = text.MapShape{
	Name: "a window", Doc: "A planned interval: of one day, or recurring on days of the week; between two times of day, or within hours.",
	Keys: []text.Key{
		{Name: "id", Shape: idText, Doc: "Absent, its place in the list, from 1."},
		{Name: "date", Shape: dayText, Doc: "The day of a single window."},
		{Name: "weekday", Shape: weekdayText, Doc: "The day of the week that date is, as announced."},
		{Name: "from", Shape: clockText, Doc: "When it opens."},
		{Name: "until", Shape: clockText, Doc: "When it has closed."},
		{Name: "overnight", Shape: orBoolean(truthText), Doc: "Whether it closes on the next day."},
		{Name: "on", Shape: text.ListShape{Of: weekdayText, Min: 1}, Doc: "The days of the week of a recurring window."},
		{Name: "first", Shape: dayText, Doc: "The first day it may open on."},
		{Name: "last", Shape: dayText, Doc: "The last day it may open on."},
		{Name: "except", Shape: text.ListShape{Of: dayText}, Doc: "Days between on which it does not open."},
		{Name: "hours", Shape: hoursText, Doc: "The hours in each of which it opens. Absent, the whole day."},
		{Name: "minutes", Shape: minutesText, Doc: "The minutes of each hour in which it is open. Absent, all."},
		{Name: "said", Shape: freeText, Doc: "The publisher's own words."},
		{Name: "settled", Shape: settlementShape, Doc: "Who settled that the date holds and not the weekday."},
		{Name: "observed", Shape: observedShape, Doc: "What came of it."},
	},
	Rules: []text.Rule{
		{OneOf: []string{"date", "on"}, Elsewhere: true},
		{If: "on", Needs: []string{"first", "last"}, Excludes: []string{"weekday"}, Elsewhere: true},
		{If: "date", Excludes: []string{"first", "last", "except"}, Elsewhere: true},
		{AnyOf: []string{"from", "hours", "minutes"}, Elsewhere: true},
		{If: "from", Needs: []string{"until"}, Excludes: []string{"hours", "minutes"}, Elsewhere: true},
		{If: "until", Needs: []string{"from"}, Elsewhere: true},
	},
}

var settlementShape = text.MapShape{
	Name: "a settlement",
	Keys: []text.Key{
		{Name: "by", Required: true, Shape: freeText},
		{Name: "source", Shape: freeText},
	},
}

var noBlockShape = text.MapShape{
	Name: "a day without blocks",
	Keys: []text.Key{
		{Name: "date", Required: true, Shape: dayText},
		{Name: "why", Shape: freeText},
	},
}

var pausePolicyShape = text.MapShape{
	Name: "a policy of pauses",
	Keys: []text.Key{
		{Name: "budget", Required: true, Shape: durationText, Doc: "How long an organisation may pause in all."},
		{Name: "per", Shape: choiceOf("a period", "year"), Doc: "The time for which the budget is. Absent, year."},
		{Name: "longest", Shape: durationText, Doc: "How long one pause may be. Absent, the budget."},
		{Name: "gives", Shape: choiceOf("an action of a pause", "observe", "warn"), Doc: "The strongest action during a pause. Absent, warn."},
	},
}

var servicesShape = text.DictShape{Name: "a table of services", Keys: idText, Of: text.MapShape{
	Name: "a service",
	Keys: []text.Key{
		{Name: "name", Shape: freeText},
		{Name: "levels", Shape: text.ListShape{Of: text.MapShape{
			Name: "a span of a service level",
			Keys: []text.Key{
				{Name: "from", Shape: pointText, Doc: "Absent, it always was."},
				{Name: "until", Shape: pointText, Doc: "Absent, it always will be."},
				{Name: "level", Required: true, Shape: idText, Doc: "One of levels."},
			},
		}}},
	},
}}

var levelsShape = text.DictShape{Name: "a table of levels", Keys: idText, Of: text.MapShape{
	Name: "a level",
	Keys: []text.Key{
		{Name: "operated", Shape: serviceHoursText, Doc: "When the service runs."},
		{Name: "supported", Shape: serviceHoursText, Doc: "When somebody helps."},
		{Name: "availability", Shape: percentageText, Doc: "The share of the time that it is up, in percent."},
		{Name: "downtime", Shape: durationText, Doc: "The longest that it is down in a month."},
	},
}}

var catalogueShape = text.DictShape{Name: "a catalogue", Keys: idText, Of: text.MapShape{
	Name: "a product",
	Keys: []text.Key{
		{Name: "kind", Shape: choiceOf("a kind of product", "client", "middleware", "runtime", "other"), Doc: "Absent, other."},
		{Name: "names", Shape: freeTexts, Doc: "What it is called in lists of installed programs; * stands for anything."},
		{Name: "maybe", Shape: freeTexts, Doc: "What it may be called. Such a program is reported, and nothing is known of it until that is settled."},
		{Name: "generations", Shape: text.ListShape{Of: text.MapShape{
			Name: "a generation", Doc: "Versions that have one status for a time.",
			Keys: []text.Key{
				{Name: "versions", Required: true, Shape: versionsText},
				{Name: "status", Required: true, Shape: freeText, Doc: "What client.status and status() say, such as supported."},
				{Name: "from", Shape: pointText, Doc: "Absent, it always was."},
				{Name: "until", Shape: pointText, Doc: "Absent, it always will be."},
			},
		}}},
	},
}}

var cardTypesShape = text.DictShape{
	Name: "a table of card types",
	Keys: text.ScalarShape{Name: "a card type"},
	Of:   text.ListShape{Of: seriesText, Min: 1},
}

var supersessionShape = text.MapShape{
	Name: "a supersession",
	Keys: []text.Key{
		{Name: "notice", Required: true, Shape: idText},
		{Name: "requirements", Required: true, Shape: text.ListShape{Of: idText, Min: 1}},
	},
}

var correctionShape = text.MapShape{
	Name: "a correction",
	Keys: []text.Key{
		{Name: "was", Required: true, Shape: freeText, Doc: "What the publisher wrote."},
		{Name: "is", Required: true, Shape: freeText, Doc: "What is right."},
		{Name: "source", Shape: freeText},
	},
}

var exemptionsShape = text.MapShape{
	Name: "a file of exemptions",
	Keys: []text.Key{{Name: "exemptions", Required: true, Shape: text.ListShape{Of: text.MapShape{
		Name: "an exemption", Doc: "Excuses whom it names for a limited time. Somebody answers for it. Where several keys are given, each must fit.",
		Keys: []text.Key{
			{Name: "requirement", Shape: idText},
			{Name: "organisation", Shape: freeText, Doc: "With all below it."},
			{Name: "device", Shape: freeText},
			{Name: "card", Shape: freeText},
			{Name: "person", Shape: freeText},
			{Name: "group", Shape: freeText, Doc: "One of the card's, device's, person's or organisation's."},
			{Name: "from", Required: true, Shape: pointText},
			{Name: "until", Required: true, Shape: pointText, Doc: "At most 400 days after from."},
			{Name: "owner", Shape: freeText, Doc: "Who answers for it."},
			{Name: "reason", Shape: freeText},
			{Name: "effect", Shape: choiceOf("an effect", "none", "warn"), Doc: "What it still asks for at most. Absent, none."},
		},
	}}}},
}

var pausesShape = text.MapShape{
	Name: "a file of pauses",
	Keys: []text.Key{{Name: "pauses", Required: true, Shape: text.ListShape{Of: text.MapShape{
		Name: "a pause", Doc: "An organisation's own rest, out of its budget.",
		Keys: []text.Key{
			{Name: "organisation", Required: true, Shape: freeText, Doc: "With all below it."},
			{Name: "requirement", Shape: idText, Doc: "Absent, all."},
			{Name: "from", Required: true, Shape: pointText},
			{Name: "until", Required: true, Shape: pointText},
			{Name: "by", Shape: freeText, Doc: "Who asked for it."},
			{Name: "reason", Shape: freeText},
		},
	}}}},
}

func subjectNames() []string {
	var names []string
	for _, o := range fact.Objects() {
		if o.Subject {
			names = append(names, o.Name)
		}
	}
	return names
}
