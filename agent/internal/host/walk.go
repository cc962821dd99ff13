package host

import (
	"fmt"
	"reflect"
	"strings"
)

// A leaf is one text of a Host: where it stands, its tag, and the text itself.
type leaf struct {
	path    string // "products.list[3].name"
	reveals string
	value   reflect.Value // settable, of a string kind
}

// walk calls visit with every text below v, and list with the length of every list.
func walk(v reflect.Value, path, reveals string, visit func(leaf), list func(path string, length int)) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			walk(v.Elem(), path, reveals, visit, list)
		}
	case reflect.Slice:
		list(path, v.Len())
		for i := range v.Len() {
			walk(v.Index(i), fmt.Sprintf("%s[%d]", path, i), reveals, visit, list)
		}
	case reflect.Struct:
		if v.Type().PkgPath() != reflect.TypeFor[Host]().PkgPath() {
			return // a time
		}
		for i := range v.NumField() {
			field := v.Type().Field(i)
			below := path
			if !field.Anonymous {
				name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
				below = strings.TrimPrefix(path+"."+name, ".")
			}
			walk(v.Field(i), below, field.Tag.Get("reveals"), visit, list)
		}
	case reflect.String:
		visit(leaf{path, reveals, v})
	}
}
