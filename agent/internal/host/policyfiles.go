package host

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// policyFolders are where browsers look for policies as files on Linux.
// Source: Chromium, "Linux Quick Start" for administrators; Microsoft Edge on Linux.
var policyFolders = []struct {
	browser Browser
	folder  string
	hosts   string
}{
	{Chrome, "etc/opt/chrome/policies", "etc/opt/chrome/native-messaging-hosts"},
	{Edge, "etc/opt/edge/policies", "etc/opt/edge/native-messaging-hosts"},
	{Chromium, "etc/chromium/policies", "etc/chromium/native-messaging-hosts"},
}

// maxPolicyFile bounds one file, maxPolicyFiles how many of a folder are read.
const (
	maxPolicyFile  = 1 << 20
	maxPolicyFiles = 200
)

func (u *onUnix) browsers(ctx context.Context, b *Browsers) {
	if u.family == MacOS {
		b.fail(Failed, "policies of browsers are not read on macOS")
		return
	}
	for _, from := range policyFolders {
		for _, level := range []string{"managed", "recommended"} {
			for _, name := range u.jsonFiles(&b.Part, path.Join(from.folder, level)) {
				if ctx.Err() != nil {
					b.fail(Partly, "its time was up")
					return
				}
				data, err := u.content(name, maxPolicyFile)
				if err == nil {
					err = b.parsePolicies(data, from.browser, level == "recommended", "/"+name)
				}
				if err != nil {
					b.fail(Partly, fmt.Sprintf("/%s: %v", name, err))
				}
			}
		}
		for _, name := range u.jsonFiles(&b.Part, from.hosts) {
			b.NativeHosts = append(b.NativeHosts, NativeHost{Browser: from.browser, Scope: Machine,
				Name: Clean(strings.TrimSuffix(path.Base(name), ".json")), Manifest: Clean("/" + name), State: Present})
		}
	}
}

func (u *onUnix) jsonFiles(p *Part, folder string) (names []string) {
	entries, err := fs.ReadDir(u.root, folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		p.fail(Partly, err.Error())
	}
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".json") && !e.IsDir() {
			names = append(names, path.Join(folder, e.Name()))
		}
	}
	if len(names) > maxPolicyFiles {
		p.fail(Partly, fmt.Sprintf("/%s has %d files", folder, len(names)))
		names = names[:maxPolicyFiles]
	}
	return names
}

// parsePolicies reads a file of policies, as far as they are of those that matter.
func (b *Browsers) parsePolicies(data []byte, browser Browser, recommended bool, from string) error {
	var policies map[string]jsontext.Value
	if err := json.Unmarshal(data, &policies, jsontext.AllowDuplicateNames(true)); err != nil {
		return err
	}
	for _, name := range policyNames {
		value, ok := policies[name]
		if !ok {
			continue
		}
		p := Policy{Browser: browser, Scope: Machine, Recommended: recommended, Name: name, From: Clean(from)}
		var (
			yes    bool
			number uint32
		)
		switch {
		case json.Unmarshal(value, &yes) == nil && !bytes.Equal(value, []byte("null")):
			p.Number = new(uint32)
			if yes {
				*p.Number = 1
			}
		case value.Kind() == '0' && json.Unmarshal(value, &number) == nil:
			p.Number = &number
		case json.Unmarshal(value, &p.Text) == nil && p.Text != "":
			p.Text = Clean(p.Text)
		case json.Unmarshal(value, &p.List) == nil && len(p.List) > 0:
			for i := range p.List {
				p.List[i] = Clean(p.List[i])
			}
			slices.Sort(p.List)
		default:
			p.Text, p.List = Clean(string(value)), nil
			b.odd("%s: %s has a value of an unknown kind", from, name)
		}
		b.Policies = append(b.Policies, p)
	}
	return nil
}
