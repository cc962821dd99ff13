package plan

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/lanyard-id/lanyard/civil"
	"github.com/lanyard-id/lanyard/notice"
)

// keptName is the file, in the folder of Files.State, with the files of the plan
// that is in force. A gate that is started again while one of them is broken would
// let nobody through at all; so it begins with what was good.
const keptName = "plan"

// kept is a plan as it is kept.
type kept struct {
	Named []keptFile `json:"named"` // what the gate was told to read
	Files []keptFile `json:"files"`
}

type keptFile struct {
	Kind string `json:"kind"`
	Path string `json:"path"`
	Text []byte `json:"text,omitempty"`
}

// keep writes a file of the state folder as a whole, readable by its owner alone.
func (f Files) keep(name string, src []byte) (err error) {
	if f.State == "" {
		return nil
	}
	if err := os.MkdirAll(f.State, 0o700); err != nil {
		return err
	}
	// CreateTemp makes files that their owner alone can read.
	temp, err := os.CreateTemp(f.State, "."+name+"-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			temp.Close()
			os.Remove(temp.Name())
		}
	}()
	if _, err := temp.Write(src); err != nil {
		return err
	}
	if err := errors.Join(temp.Sync(), temp.Close()); err != nil {
		return err
	}
	return os.Rename(temp.Name(), filepath.Join(f.State, name))
}

// keepPlan keeps the files of a plan for the next start.
func (k *Keeper) keepPlan(s *state) {
	if k.files.State == "" {
		return
	}
	out := kept{Named: named(k.files)}
	for _, p := range s.parts {
		out.Files = append(out.Files, keptFile{kindWords(p.kind), p.path, p.src})
	}
	src, err := json.Marshal(out)
	if err == nil {
		err = k.files.keep(keptName, src)
	}
	if err != nil {
		k.tell(true, "the plan in force could not be kept for the next start, which will fail if a file is broken then: %v", err)
	}
}

func named(f Files) []keptFile {
	var out []keptFile
	for _, p := range f.named() {
		out = append(out, keptFile{Kind: kindWords(p.kind), Path: p.path})
	}
	return out
}

// lastGood returns the state that was in force last, if the gate was told to read
// the same then.
func (k *Keeper) lastGood() (*state, error) {
	if k.files.State == "" {
		return nil, fs.ErrNotExist
	}
	src, err := readAtMost(filepath.Join(k.files.State, keptName), maxKeptBytes)
	if err != nil {
		return nil, err
	}
	items, err := keptOf(src, named(k.files))
	if err != nil {
		return nil, err
	}
	s, failed := k.builder.build(items)
	if failed != nil {
		return nil, &Broken{failed.problems}
	}
	return s, nil
}

// LastZone is the zone of the first notice of the plan that was in force last, if
// these files were named then, too; else nil.
func (f Files) LastZone() *civil.Zone {
	if f.State == "" {
		return nil
	}
	src, err := readAtMost(filepath.Join(f.State, keptName), maxKeptBytes)
	if err != nil {
		return nil
	}
	items, err := keptOf(src, named(f))
	if err != nil {
		return nil
	}
	for _, i := range items {
		if i.place.kind != notice.KindNotice {
			continue
		}
		if n, _ := notice.Parse(i.place.path, i.src); n != nil {
			return n.Zone
		}
	}
	return nil
}

// keptOf reads a kept plan; an error if it is one of other files than those named.
func keptOf(src []byte, names []keptFile) ([]item, error) {
	if len(src) > maxKeptBytes {
		return nil, fmt.Errorf("it is longer than %d MiB", maxKeptBytes>>20)
	}
	var k kept
	if err := json.Unmarshal(src, &k); err != nil {
		return nil, errors.New("it is no plan in JSON")
	}
	same := func(a, b keptFile) bool { return a.Kind == b.Kind && a.Path == b.Path }
	if !slices.EqualFunc(k.Named, names, same) {
		return nil, errors.New("it is one of other files")
	}
	var out []item
	for _, f := range k.Files {
		kind, ok := kindOfWords(f.Kind)
		if !ok {
			return nil, fmt.Errorf("there are no files of kind %.40q", f.Kind)
		}
		out = append(out, item{place: place{kind, f.Path}, sum: sha256.Sum256(f.Text), src: f.Text})
	}
	return out, nil
}

func kindOfWords(words string) (notice.Kind, bool) {
	for _, k := range []notice.Kind{notice.KindNotice, notice.KindExemptions, notice.KindPauses} {
		if kindWords(k) == words {
			return k, true
		}
	}
	return 0, false
}
