//go:build !windows

package mend

import "errors"

// This is the machine that the program runs on. Nothing can be mended on it.
type This struct{}

// ErrNotHere is a machine of a system on which nothing can be mended.
var ErrNotHere = errors.New("only Windows can be mended by this program; the finding says what to do by hand")

func (This) Look(Change) (State, error)          { return State{}, ErrNotHere }
func (This) Set(Change, State) ([]string, error) { return nil, ErrNotHere }
func (This) Unmake(Value, string) error          { return ErrNotHere }
