package plan

import (
	"fmt"
	"slices"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/notice"
)

// state is files that go together, read and put into a set.
type state struct {
	parts    []*part
	set      *notice.Set
	notices  []*notice.Notice
	digest   string // once it is signed
	warnings notice.Problems
}

// part is one file, read without errors.
type part struct {
	item
	zone       string // of excuses, in which their dates were read
	notice     *notice.Notice
	exemptions []*notice.Exemption
	pauses     []*notice.Pause
	excuse     *notice.ExcuseFile
	warnings   notice.Problems
}

// failure is why files make no state.
type failure struct {
	problems notice.Problems
	broken   []place // the files that are broken in themselves
	newer    string  // which of them is of a later language, in words; "" = none
}

func (f *failure) add(p place, problems ...notice.Problem) {
	f.problems = append(f.problems, problems...)
	f.broken = append(f.broken, p)
}

// builder makes states. What it read before it does not read again.
type builder struct{ parts map[string]*part }

// build reads the items and puts them together. With a failure there is no state.
func (b *builder) build(items []item) (*state, *failure) {
	s := &state{}
	f := &failure{}
	var zone *civil.Zone
	for _, i := range items {
		if i.kind != notice.KindNotice {
			continue
		}
		if p := b.part(i, nil, f); p != nil {
			s.notices = append(s.notices, p.notice)
			s.parts = append(s.parts, p)
		}
	}
	if len(s.notices) > 0 {
		// Civil dates of excuses are those of the first notice.
		zone = s.notices[0].Zone
	} else {
		if len(f.problems) == 0 {
			f.problems = append(f.problems, trouble("", "there is no notice", "name a file of one, or put one into the folder"))
		}
		// There will be no state, but what is wrong in excuses is told too.
		var err error
		if zone, err = civil.LoadZone("UTC"); err != nil {
			return nil, f
		}
	}
	for _, i := range items {
		if i.kind == notice.KindNotice {
			continue
		}
		if p := b.part(i, zone, f); p != nil {
			s.parts = append(s.parts, p)
		}
	}
	if len(f.problems) > 0 {
		return nil, f
	}
	return s.together(f)
}

// together makes the set of the parts.
func (s *state) together(f *failure) (*state, *failure) {
	var o notice.Options
	for _, p := range s.parts {
		o.Exemptions = append(o.Exemptions, p.exemptions...)
		o.Pauses = append(o.Pauses, p.pauses...)
		s.warnings = append(s.warnings, p.warnings...)
	}
	set, problems := notice.NewSet(s.notices, o)
	if set == nil {
		f.problems = problems
		return nil, f
	}
	s.set = set
	s.warnings = append(s.warnings, problems...)
	return s, nil
}

// sign works out the digest, which states that are only tried have no need of.
func (s *state) sign() *state {
	var excuses []*notice.ExcuseFile
	for _, p := range s.parts {
		if p.excuse != nil {
			excuses = append(excuses, p.excuse)
		}
	}
	s.digest = notice.Digest(s.notices, excuses...)
	return s
}

// keep forgets the parts of all states but some.
func (b *builder) keep(states ...*state) {
	b.parts = map[string]*part{}
	for _, s := range states {
		if s == nil {
			continue
		}
		for _, p := range s.parts {
			b.parts[p.key(p.zone)] = p
		}
	}
}

// key tells apart what is read otherwise.
func (i item) key(zone string) string {
	return fmt.Sprintf("%d %x %s %s", i.kind, i.sum, zone, i.path)
}

// part reads a file; nil if it is broken.
func (b *builder) part(i item, zone *civil.Zone, f *failure) *part {
	if i.problem != nil {
		f.add(i.place, *i.problem)
		return nil
	}
	p := &part{item: i}
	if zone != nil {
		p.zone = zone.Name()
	}
	if before := b.parts[i.key(p.zone)]; before != nil {
		return before
	}
	problems := p.read(zone)
	if problems.HasErrors() {
		f.add(i.place, slices.DeleteFunc(problems, func(p notice.Problem) bool { return p.Severity != notice.Error })...)
		if language, newer := notice.Newer(i.src); newer && i.kind == notice.KindNotice {
			f.newer = fmt.Sprintf("%s is written in language %d of notices, and this program reads up to %d: decisions go by the files before it", i.path, language, notice.Language)
		}
		return nil
	}
	p.warnings = problems
	b.parts[i.key(p.zone)] = p
	return p
}

func (p *part) read(zone *civil.Zone) notice.Problems {
	// A file in the wrong list would be told as one of many unknown keys.
	if kind := notice.KindOf(p.src); kind != p.kind && kind != notice.KindNotice {
		return notice.Problems{trouble(p.path, fmt.Sprintf("this is a file of %s, and stands among those of %s", kindWords(kind), listWords(p.kind)), "name it where it belongs")}
	}
	var problems, more notice.Problems
	switch p.kind {
	case notice.KindNotice:
		// Its warnings are for those who write notices: the checker shows them.
		if p.notice, problems = notice.Parse(p.path, p.src); p.notice != nil {
			return nil
		}
		return problems
	case notice.KindExemptions:
		p.exemptions, problems = notice.ParseExemptions(p.path, p.src, zone)
	default:
		p.pauses, problems = notice.ParsePauses(p.path, p.src, zone)
	}
	if problems.HasErrors() {
		return problems
	}
	if p.excuse, more = notice.ReadExcuses(p.path, p.src); p.excuse == nil {
		return more
	}
	return problems
}

// listWords names a list of files, as a flag does.
func listWords(k notice.Kind) string {
	if k == notice.KindNotice {
		return "notices"
	}
	return kindWords(k)
}
