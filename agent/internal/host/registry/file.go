package registry

import (
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
)

// maxFile bounds a file of the registry editor, in bytes.
const maxFile = 16 << 20

// A File is a registry read from a file of the registry editor.
type File struct {
	keys map[string]*fileKey // by the path in lower case, "hklm\software\…"
}

type fileKey struct {
	name   string
	below  []string
	values Values
	denied bool
}

// header begins every file of the registry editor since Windows 2000.
const header = "Windows Registry Editor Version 5.00"

var longRoots = map[string]Root{"HKEY_LOCAL_MACHINE": LocalMachine, "HKEY_CURRENT_USER": CurrentUser, "HKEY_CLASSES_ROOT": ClassesRoot}

// ParseFile reads a file of the registry editor, in UTF-8: keys, texts, dword: and
// hex:. A key with nothing but the line ;denied below it may not be read, which the
// editor takes for a comment. What 32-bit programs see stands below WOW6432Node.
func ParseFile(text string) (*File, error) {
	if len(text) > maxFile {
		return nil, fmt.Errorf("the registry file is longer than %d bytes", maxFile)
	}
	lines := strings.Split(strings.ReplaceAll(strings.TrimPrefix(text, "\ufeff"), "\r\n", "\n"), "\n")
	if lines[0] != header {
		return nil, fmt.Errorf("line 1: a registry file begins with %q", header)
	}
	f := &File{keys: make(map[string]*fileKey)}
	var current *fileKey
	for i := 1; i < len(lines); i++ {
		at, line := i+1, strings.TrimSpace(lines[i])
		for strings.HasSuffix(line, `\`) && !strings.HasPrefix(line, "[") && i+1 < len(lines) {
			i++
			line = strings.TrimSuffix(line, `\`) + strings.TrimSpace(lines[i])
		}
		var err error
		switch {
		case line == ";denied" && current != nil:
			current.denied = true
		case line == "" || line[0] == ';':
		case line[0] == '[':
			current, err = f.open(line)
		case current == nil:
			err = fmt.Errorf("a value stands before the first key")
		default:
			var v Value
			if v, err = parseValue(line); err == nil {
				current.put(v)
			}
		}
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", at, err)
		}
	}
	return f, nil
}

// open makes the key of a line "[HKEY_LOCAL_MACHINE\SOFTWARE]", and those above it.
func (f *File) open(line string) (*fileKey, error) {
	path, ok := strings.CutSuffix(line[1:], "]")
	long, below, _ := strings.Cut(path, `\`)
	root, known := longRoots[strings.ToUpper(long)]
	if !ok || !known {
		return nil, fmt.Errorf("no key: %s", line)
	}
	// HKCR shows both views of the machine's classes.
	if root == ClassesRoot {
		root, below = LocalMachine, `SOFTWARE\Classes\`+below
	}
	parent := f.at(string(root), string(root))
	full := string(root)
	for part := range strings.SplitSeq(below, `\`) {
		if part == "" {
			continue
		}
		full += `\` + part
		made := f.keys[strings.ToLower(full)]
		if made == nil {
			made = f.at(full, part)
			parent.below = append(parent.below, part)
		}
		parent = made
	}
	return parent, nil
}

func (f *File) at(path, name string) *fileKey {
	path = strings.ToLower(path)
	if f.keys[path] == nil {
		f.keys[path] = &fileKey{name: name}
	}
	return f.keys[path]
}

func (k *fileKey) put(v Value) {
	for i := range k.values {
		if strings.EqualFold(k.values[i].Name, v.Name) {
			k.values[i] = v
			return
		}
	}
	k.values = append(k.values, v)
}

// parseValue reads a line "name"=data.
func parseValue(line string) (v Value, err error) {
	rest, isDefault := strings.CutPrefix(line, "@")
	if !isDefault {
		if v.Name, rest, err = parseQuoted(line); err != nil {
			return v, err
		}
	}
	rest, ok := strings.CutPrefix(rest, "=")
	if !ok {
		return v, fmt.Errorf("no value: %s", line)
	}
	kind, data, _ := strings.Cut(rest, ":")
	switch {
	case strings.HasPrefix(rest, `"`):
		text, more, err := parseQuoted(rest)
		if err != nil || more != "" {
			return v, fmt.Errorf("no text: %s", rest)
		}
		v.Type, v.Data = Text, textData(text)
	case kind == "dword":
		n, err := strconv.ParseUint(data, 16, 32)
		if err != nil {
			return v, fmt.Errorf("no dword: %s", rest)
		}
		v.Type, v.Data = DWord, []byte{byte(n), byte(n >> 8), byte(n >> 16), byte(n >> 24)}
	case kind == "hex" || strings.HasPrefix(kind, "hex("):
		v.Type = Binary
		if kind != "hex" {
			n, err := strconv.ParseUint(strings.TrimSuffix(strings.TrimPrefix(kind, "hex("), ")"), 16, 32)
			if err != nil {
				return v, fmt.Errorf("no type: %s", kind)
			}
			v.Type = Type(n)
		}
		if v.Data, err = hex.DecodeString(strings.NewReplacer(",", "", " ", "").Replace(data)); err != nil {
			return v, fmt.Errorf("no bytes: %s", rest)
		}
	default:
		return v, fmt.Errorf("no data: %s", rest)
	}
	if len(v.Data) > MaxData {
		v.Data, v.Cut = nil, true // as Live does
	}
	return v, nil
}

// parseQuoted reads a text in quotes, in which a backslash stands before itself and
// before quotes, and gives what follows it.
func parseQuoted(s string) (text, rest string, err error) {
	if !strings.HasPrefix(s, `"`) {
		return "", "", fmt.Errorf("no text in quotes: %s", s)
	}
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s):
			i++
			b.WriteByte(s[i])
		case s[i] == '"':
			return b.String(), s[i+1:], nil
		default:
			b.WriteByte(s[i])
		}
	}
	return "", "", fmt.Errorf("a text without its second quote: %s", s)
}

// textData is a text as the registry holds it.
func textData(text string) []byte {
	var data []byte
	for _, u := range append(utf16.Encode([]rune(text)), 0) {
		data = append(data, byte(u), byte(u>>8))
	}
	return data
}

// find gives the key that k means in its view.
func (f *File) find(k Key) (*fileKey, error) {
	path := k.Path
	if k.Root == ClassesRoot {
		k.Root, path = LocalMachine, strings.TrimSuffix(`SOFTWARE\Classes\`+path, `\`)
	}
	if below, ok := cutFold(path+`\`, `SOFTWARE\`); ok && k.Bits == 32 && k.Root == LocalMachine {
		path = strings.TrimSuffix(`SOFTWARE\WOW6432Node\`+below, `\`)
	}
	found := f.keys[strings.ToLower(strings.TrimSuffix(string(k.Root)+`\`+path, `\`))]
	switch {
	case found == nil:
		return nil, wrap(k, ErrNoKey)
	case found.denied:
		return nil, wrap(k, ErrNeedsRights)
	}
	return found, nil
}

func cutFold(s, prefix string) (after string, ok bool) {
	if len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return s, false
	}
	return s[len(prefix):], true
}

// Keys gives the names of the keys below a key.
func (f *File) Keys(k Key) ([]string, error) {
	found, err := f.find(k)
	if err != nil {
		return nil, err
	}
	if len(found.below) > MaxKeys {
		return found.below[:MaxKeys], wrap(k, ErrCut)
	}
	return found.below, nil
}

// Values gives the values of a key.
func (f *File) Values(k Key) (Values, error) {
	found, err := f.find(k)
	if err != nil {
		return nil, err
	}
	if len(found.values) > MaxValues {
		return found.values[:MaxValues], wrap(k, ErrCut)
	}
	return found.values, nil
}
