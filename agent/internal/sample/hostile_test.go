package sample_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/lanyard-id/lanyard/agent/internal/checks"
	"github.com/lanyard-id/lanyard/agent/internal/device"
	"github.com/lanyard-id/lanyard/agent/internal/sample"
	"github.com/lanyard-id/lanyard/notice"
	"github.com/lanyard-id/lanyard/test/shipped"
)

// longestSentence is what a finding may take, in bytes, whatever a machine calls its
// things: a page and a mail must stay readable.
const longestSentence = 1200

// TestHostile tries every text, list and pointer of every sample once as something
// else: a text without end, a list that is empty, nothing at all. No check may fail,
// and no sentence grow without end.
func TestHostile(t *testing.T) {
	set := shipped.Set(t)
	for _, s := range sample.Devices() {
		tried := 0
		spoil(reflect.ValueOf(s.Device).Elem(), s.Name, func(place string) {
			tried++
			look(t, place, s.Device, set)
		})
		if tried < 500 {
			t.Errorf("%s: %d places were tried, and there are more", s.Name, tried)
		}
	}
}

func look(t *testing.T, place string, d *device.Device, set *notice.Set) {
	for _, f := range checks.Run(d, set) {
		if strings.HasPrefix(f.Say, "This check failed") {
			t.Errorf("%s: %s: %s", place, f.Check, f.Say)
		}
		for _, text := range []string{f.Say, f.About, f.Tell, f.Do} {
			if strings.Contains(text, "\u202e") {
				t.Errorf("%s: %s shows what turns the direction of writing: %.200q", place, f.Check, text)
			}
			if len(text) > longestSentence {
				t.Errorf("%s: %s writes %d bytes: %.200s", place, f.Check, len(text), text)
			}
		}
	}
}

// spoil changes one place after the other below v, calls then, and puts it back.
func spoil(v reflect.Value, place string, then func(place string)) {
	try := func(to reflect.Value, how string) {
		was := reflect.New(v.Type()).Elem()
		was.Set(v)
		v.Set(to)
		then(place + ": " + how)
		v.Set(was)
	}
	switch v.Kind() {
	case reflect.String:
		// What it was stays at the beginning, so that it is still taken for the same.
		try(reflect.ValueOf(v.String()+strings.Repeat(" and more \u202e", 150)).Convert(v.Type()), "without end")
		try(reflect.Zero(v.Type()), "empty")
	case reflect.Pointer:
		if !v.IsNil() {
			spoil(v.Elem(), place, then)
			try(reflect.Zero(v.Type()), "nothing")
		}
	case reflect.Slice:
		for i := range v.Len() {
			spoil(v.Index(i), place, then)
		}
		if v.Len() > 0 {
			try(reflect.Zero(v.Type()), "empty")
			many := reflect.MakeSlice(v.Type(), 0, 200)
			for range 200 {
				many = reflect.Append(many, v.Index(0))
			}
			try(many, "many")
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			try(reflect.ValueOf(time.Time{}), "no time")
			try(reflect.ValueOf(time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)), "the end of time")
			return
		}
		for i := range v.NumField() {
			spoil(v.Field(i), place+"."+v.Type().Field(i).Name, then)
		}
	case reflect.Int, reflect.Int64:
		for _, n := range []int64{-1 << 62, -1, 0, 1<<63 - 1} {
			try(reflect.ValueOf(n).Convert(v.Type()), "another number")
		}
	case reflect.Uint32, reflect.Uint64:
		for _, n := range []uint64{0, 1<<32 - 1} {
			try(reflect.ValueOf(n).Convert(v.Type()), "another number")
		}
	case reflect.Bool:
		try(reflect.ValueOf(!v.Bool()), "the contrary")
	}
}
