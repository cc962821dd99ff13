package host

import (
	"fmt"
	"reflect"
	"strings"
	"time"
)

// A leaf is one text of a Host: where it stands, its tag, and the text itself.
type leaf struct {
	path    string // "products.list[3].name"
	reveals string
	value   reflect.Value // settable, of a string kind
}

// A visit is what a walk calls with what it meets; what is nil is passed over.
type visit struct {
	text    func(leaf)
	list    func(path string, length int)
	instant func(path string, at time.Time)
}

// walk visits everything below v.
func (to visit) walk(v reflect.Value, path, reveals string) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			to.walk(v.Elem(), path, reveals)
		}
	case reflect.Slice:
		if to.list != nil {
			to.list(path, v.Len())
		}
		for i := range v.Len() {
			to.walk(v.Index(i), fmt.Sprintf("%s[%d]", path, i), reveals)
		}
	case reflect.Struct:
		if at, ok := v.Interface().(time.Time); ok {
			if to.instant != nil {
				to.instant(path, at)
			}
			return
		}
		for i := range v.NumField() {
			field := v.Type().Field(i)
			below := path
			if !field.Anonymous {
				name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
				below = strings.TrimPrefix(path+"."+name, ".")
			}
			to.walk(v.Field(i), below, field.Tag.Get("reveals"))
		}
	case reflect.String:
		if to.text != nil {
			to.text(leaf{path, reveals, v})
		}
	}
}
