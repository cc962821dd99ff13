package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lanyard-id/lanyard/cmd/internal/command"
	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/server"
)

// estateFlags are the flags of every verb that reads an estate.
type estateFlags struct {
	notices, exemptions, pauses   list
	kinds                         map[string]*list // files whose kind is said, by kind
	aliases, products, maps       list
	patterns                      list
	complete, partial             list
	at, asKnown, seen, dates, org *string
	dormant                       *string
}

// kindFlags are the flags that say what a file is, in the order of help.
var kindFlags = []string{"organisations", "contacts", "people", "devices", "cards", "applications", "device-applications", "signins"}

func (i *invocation) estateFlags() *estateFlags {
	f := &estateFlags{kinds: map[string]*list{}}
	i.Flags.Var(&f.notices, "notice", "`FILE` of a notice; without it those that are part of the program")
	for _, kind := range kindFlags {
		f.kinds[kind] = &list{}
		i.Flags.Var(f.kinds[kind], kind, "`FILE` that holds "+strings.ReplaceAll(kind, "-", " ")+", whatever it looks like")
	}
	i.Flags.Var(&f.exemptions, "exemptions", "`FILE` of exemptions")
	i.Flags.Var(&f.pauses, "pauses", "`FILE` of pauses")
	f.at = i.Flags.String("at", "", "answer for the instant `T`, such as 2025-07-08T10:00; without it now")
	f.asKnown = i.Flags.String("as-known", "", "judge by the revisions that were known at `T`")
	i.Flags.Var(&f.aliases, "alias", "`FILE` that says which names are one subject: kind,namespace,value,subject")
	i.Flags.Var(&f.products, "product-alias", "`FILE` that says which product an installed name is: name,product")
	i.Flags.Var(&f.maps, "map", "`FILE` that says which heading is which column: heading,column")
	f.org = i.Flags.String("organisation", "", "the organisation, by `CODE`, of what names none")
	i.Flags.Var(&f.patterns, "organisation-patterns", "`FILE` that gives devices an organisation by their names: pattern,organisation")
	f.dates = i.Flags.String("dates", "", "how a date such as 03/04/2025 is meant: `ORDER` uk, us or iso")
	f.seen = i.Flags.String("seen", "", "rows without a time were seen at `T`; without it when their file was made")
	i.Flags.Var(&f.complete, "complete", "the inventory in `FILE` (or all) lists everything that is installed")
	i.Flags.Var(&f.partial, "partial", "the inventory in `FILE` (or all) does not list everything")
	f.dormant = i.Flags.String("dormant", "90d", "what was not used for `DAYS` is counted apart")
	return f
}

// judged makes the set of the flags, and the instant that is asked about.
func (i *invocation) judged(f *estateFlags) (set *notice.Set, at time.Time, err error) {
	revisions, err := i.NoticesOrShipped(f.notices)
	if err != nil {
		return nil, at, err
	}
	zone := revisions[0].Zone
	at = time.Now()
	if *f.at != "" {
		if at, err = command.Instant("at", *f.at, zone); err != nil {
			return nil, at, err
		}
	}
	options := notice.Options{Age: notice.AnyAge}
	if options.AsKnown, err = command.Instant("as-known", *f.asKnown, zone); err != nil {
		return nil, at, err
	}
	set, err = i.Set(revisions, f.exemptions, f.pauses, options)
	return set, at, err
}

// inputs are the files of the flags and arguments.
func (i *invocation) inputs(f *estateFlags, set *notice.Set, at time.Time, files []string) (server.Inputs, error) {
	in := server.Inputs{
		Set: set, At: at,
		Dates: *f.dates, Organisation: *f.org,
		Products: f.products, Maps: f.maps, Patterns: f.patterns,
		Complete: f.complete, Partial: f.partial,
	}
	for _, kind := range kindFlags {
		for _, path := range *f.kinds[kind] {
			in.Files = append(in.Files, server.Input{Path: path, Kind: kind})
		}
	}
	for _, path := range f.aliases {
		in.Files = append(in.Files, server.Input{Path: path, Kind: "alias"})
	}
	for _, path := range files {
		in.Files = append(in.Files, server.Input{Path: path})
	}
	if len(in.Files) == 0 {
		return in, command.UsageError("no file is given; name your exports, such as devices.csv and cards.csv")
	}
	switch in.Dates {
	case "", "uk", "us", "iso":
	default:
		return in, command.UsageError(fmt.Sprintf("--dates %s is not one of uk, us, iso", in.Dates))
	}
	var err error
	in.Seen, err = command.Instant("seen", *f.seen, set.Zone())
	return in, err
}

// readEstate reads what the flags and arguments name. partly says that something
// could not be read, which has been said.
func (i *invocation) readEstate(f *estateFlags, args []string) (e *server.Estate, at time.Time, partly bool, err error) {
	files, err := f.sort(args)
	if err != nil {
		return nil, at, false, command.Unanswered{Err: err}
	}
	set, at, err := i.judged(f)
	if err != nil {
		return nil, at, false, command.Unanswered{Err: err}
	}
	in, err := i.inputs(f, set, at, files)
	if err != nil {
		return nil, at, false, err
	}
	collect(50)
	bar := i.progress()
	in.Progress = bar.tell
	e, skipped, err := server.Import(in)
	bar.end()
	for _, s := range skipped {
		fmt.Fprintf(i.Err, "lanyard %s: %v\n", i.Name, s)
	}
	if err != nil {
		return nil, at, false, command.Unanswered{Err: err}
	}
	collect(25)
	return e, at, len(skipped) > 0, nil
}

// collect has garbage looked for whenever there is so much of it, in percent of
// what is in use. An estate is large and has few pointers, so that looking often
// costs little, and most memory is taken by what is worked out beside it.
func collect(percent int) {
	if os.Getenv("GOGC") == "" { // else whoever runs the program has decided
		debug.SetGCPercent(percent)
	}
}

// sort takes files of the notice language from among the arguments: exemptions,
// pauses and notices may be dropped together with the exports. Other files in YAML
// are nothing to a folder of exports, and a mistake where they are named.
func (f *estateFlags) sort(args []string) (exports []string, err error) {
	for _, path := range args {
		if info, err := os.Stat(path); err == nil && info.IsDir() {
			exports = append(exports, path)
			for _, file := range yamlIn(path) {
				if _, err := f.take(file); err != nil {
					return nil, err
				}
			}
			continue
		}
		if !isYAML(path) {
			exports = append(exports, path)
			continue
		}
		taken, err := f.take(path)
		if err != nil {
			return nil, err
		}
		if !taken {
			return nil, fmt.Errorf("%s holds neither exemptions nor pauses nor a notice; leave it out", path)
		}
	}
	return exports, nil
}

// yamlIn lists the YAML of a folder, which may hold a million other files. A folder
// that cannot be listed is told of when its exports are.
func yamlIn(folder string) []string {
	d, err := os.Open(folder)
	if err != nil {
		return nil
	}
	defer d.Close()
	var found []string
	for {
		entries, err := d.ReadDir(1024)
		for _, e := range entries {
			if name := e.Name(); isYAML(name) && !e.IsDir() && !strings.HasPrefix(name, ".") {
				found = append(found, filepath.Join(folder, name))
			}
		}
		if err != nil {
			slices.Sort(found)
			return found
		}
	}
}

func isYAML(path string) bool {
	ext := strings.ToLower(filepath.Ext(path))
	return ext == ".yaml" || ext == ".yml"
}

// notices have these keys before anything else that is theirs.
var startsNotice = regexp.MustCompile(`(?m)^(language|notice)\s*:`)

// take takes a file of the notice language in, and reports whether it is one.
func (f *estateFlags) take(path string) (bool, error) {
	for _, taken := range []list{f.exemptions, f.pauses, f.notices} {
		if slices.Contains(taken, path) {
			return true, nil // a pause that counted twice would spend its budget twice
		}
	}
	src, err := command.File(path)
	if err != nil {
		return false, err
	}
	switch notice.KindOf(src) {
	case notice.KindExemptions:
		f.exemptions = append(f.exemptions, path)
	case notice.KindPauses:
		f.pauses = append(f.pauses, path)
	case notice.KindNotice:
		if !startsNotice.Match(src) {
			return false, nil
		}
		f.notices = append(f.notices, path)
	default:
		return false, nil
	}
	return true, nil
}

// days reads a number of days such as 90 or 90d.
func days(flagName, s string) (time.Duration, error) {
	n, err := strconv.Atoi(strings.TrimSuffix(s, "d"))
	if err != nil || n < 1 || n > 3650 {
		return 0, command.UsageError(fmt.Sprintf("--%s %s is not a number of days from 1 to 3650, such as 90d", flagName, s))
	}
	return time.Duration(n) * 24 * time.Hour, nil
}
