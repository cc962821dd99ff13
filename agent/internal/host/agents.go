package host

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/lanyard-id/lanyard/agent/internal/host/registry"
)

// AgentSettings are settings of Identity Agent and its kin, as far as they were
// found. Where they lie is not public, so places are searched by pattern: an empty
// list means that none was found, not that none is set.
type AgentSettings struct {
	Part
	List []AgentSetting `json:"list,omitempty"`
}

// An AgentSetting is one value that was found.
type AgentSetting struct {
	Scope Scope  `json:"scope,omitzero" reveals:"none"`
	View  View   `json:"view,omitzero" reveals:"none"`
	Key   string `json:"key,omitzero" reveals:"text"`  // the registry key, with its root
	Name  string `json:"name,omitzero" reveals:"text"` // "UseCardReaderPolling"
	Value string `json:"value,omitzero" reveals:"path"`
	// Environment is that of the known host in Value: "live", "integration",
	// "deployment", "training", "development". Empty: Value names no known host.
	Environment string `json:"environment,omitzero" reveals:"none"`
}

// Areas are patterns of the names of keys below SOFTWARE, and below its keys, where
// settings of agents have been or may be. No public page gives the real ones, so this is
// a list of candidates, and Options may name others.
func Areas() []string {
	return []string{"*hscic*", "*nhs*", "*identity agent*", "*identityagent*", "*national health*", "*credential management*", "*smartcard connect*"}
}

// settingNames are the values that are known by name. Their case does not matter.
// Source: NHS Digital, pages on Identity Agent 2.2 and its troubleshooting; field notes.
var settingNames = []string{"ProcessesToKill", "UseCardReaderPolling", "EnablePinPad"}

// environments are the hosts of the authentication service, by what they are.
// Source: public client libraries of the legacy sign-in.
var environments = []struct{ host, environment string }{
	{"gas.national.ncrs.nhs.uk", "live"},
	{"gas.vn1.national.ncrs.nhs.uk", "deployment"},
	{"gas.tsp.national.ncrs.nhs.uk", "training"},
	{"gas.vn03.national.ncrs.nhs.uk", "development"},
	{"gas.nis1.national.ncrs.nhs.uk", "integration"},
}

// Bounds of the search.
const (
	maxAreas     = 64  // keys that match a pattern
	maxAreaDepth = 6   // levels below such a key
	maxAreaKeys  = 512 // keys looked at in all of them
	maxSettings  = 256 // values kept
)

// agents searches the areas of agents for settings. Every value of an area whose name
// is known, or that names a host of the service, is kept.
func (w *onWindows) agents(ctx context.Context, a *AgentSettings, patterns []string) {
	reg := newHive(ctx, w.reg, &a.Part)
	defer reg.done()
	search := areaSearch{reg: reg, into: a, patterns: patterns}
	for _, from := range []struct {
		root  string
		scope Scope
		bits  int
		view  View
	}{
		{`HKLM\SOFTWARE\Policies`, MachinePolicy, 64, ""},
		{`HKCU\SOFTWARE\Policies`, UserPolicy, 64, ""},
		{`HKLM\SOFTWARE`, Machine, 64, View64},
		{`HKLM\SOFTWARE`, Machine, 32, View32},
		{`HKCU\SOFTWARE`, User, 64, ""},
	} {
		search.scope, search.view = from.scope, from.view
		search.top(key(from.root, from.bits))
	}
	slices.SortStableFunc(a.List, func(x, y AgentSetting) int {
		return cmp.Or(strings.Compare(x.Key, y.Key), strings.Compare(x.Name, y.Name))
	})
}

type areaSearch struct {
	reg      *hive
	into     *AgentSettings
	patterns []string
	scope    Scope
	view     View

	areas, keys int
}

// skipped are keys below SOFTWARE that are large, other views, or looked at by themselves.
var skipped = []string{"classes", "microsoft", "policies", "wow6432node", "clients", "registeredapplications"}

// top looks at the keys below SOFTWARE, and at those below them: areas may be below
// the name of a maker.
func (s *areaSearch) top(at registry.Key) {
	for _, name := range s.reg.keys(at) {
		switch {
		case slices.Contains(skipped, strings.ToLower(name)):
		case s.matches(name):
			s.area(at.Below(name))
		default:
			for _, below := range s.reg.keys(at.Below(name)) {
				if s.matches(below) {
					s.area(at.Below(name).Below(below))
				}
			}
		}
	}
}

func (s *areaSearch) matches(name string) bool {
	return slices.ContainsFunc(s.patterns, func(pattern string) bool { return like(pattern, name) })
}

func (s *areaSearch) area(at registry.Key) {
	if s.areas++; s.areas > maxAreas {
		s.into.fail(Partly, fmt.Sprintf("more than %d keys look like those of an agent", maxAreas))
		return
	}
	s.look(at, maxAreaDepth)
}

func (s *areaSearch) look(at registry.Key, depth int) {
	if s.keys++; s.keys > maxAreaKeys || depth == 0 {
		s.into.fail(Partly, fmt.Sprintf("%s: the keys of agents are more than %d, or more than %d deep", at, maxAreaKeys, maxAreaDepth))
		return
	}
	v := s.reg.values(at)
	for _, value := range v.list {
		s.keep(at, v, value)
	}
	for _, below := range s.reg.keys(at) {
		s.look(at.Below(below), depth-1)
	}
}

func (s *areaSearch) keep(at registry.Key, v values, value registry.Value) {
	named := slices.ContainsFunc(settingNames, func(name string) bool { return strings.EqualFold(name, value.Name) })
	text := ""
	if named || value.Type == registry.Text || value.Type == registry.ExpandText || value.Type == registry.MultiText {
		raw, err := value.Text()
		text = Clean(raw)
		if named {
			v.odd(value.Name, err)
		}
	}
	environment := environmentOf(text)
	if !named && environment == "" {
		return
	}
	if len(s.into.List) == maxSettings {
		s.into.fail(Partly, fmt.Sprintf("more than %d settings of agents", maxSettings))
		return
	}
	key := string(at.Root) + `\` + at.Path
	s.into.List = append(s.into.List, AgentSetting{Scope: s.scope, View: s.view, Key: Clean(key), Name: Clean(value.Name), Value: text, Environment: environment})
}

// environmentOf gives what the first known host in a text is; "" if there is none.
// gas.national.ncrs.nhs.uk.example.org and notgas.national.ncrs.nhs.uk are other hosts.
func environmentOf(text string) string {
	text = strings.ToLower(text)
	ofName := func(c byte) bool { return c == '.' || c == '-' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' }
	for _, e := range environments {
		for from := 0; ; {
			at := strings.Index(text[from:], e.host)
			if at < 0 {
				break
			}
			at += from
			from = at + len(e.host)
			if (at == 0 || !ofName(text[at-1])) && (from == len(text) || !ofName(text[from])) {
				return e.environment
			}
		}
	}
	return ""
}
