package attempt

import (
	"fmt"
	"strings"
	"testing"
)

// TestReadObject looks for uid and device_id.
func TestReadObject(t *testing.T) {
	const uid = `<gpPARAM name="uid">1</gpPARAM>`
	for _, test := range []struct {
		name, body string
		cut        bool
		uid, id    string // "" = absent; "! why" = hidden
	}{
		{name: "as it is sent", body: validation, uid: "999000000001", id: "0b5e1f22,ClientIP=192.0.2.17"},
		{name: "spaces", body: "<gpPARAM name=\"uid\">\r\n\t 1 \n</gpPARAM>", uid: "1"},
		{name: "other quotes and spaces", body: "<gpPARAM\n id='x' name = 'uid' >1</gpPARAM\n>", uid: "1"},
		{name: "no quotes", body: `<gpPARAM name=uid>1</gpPARAM>`, uid: "1"},
		{name: "other case", body: `<GPparam NAME="UID">1</gpparam>`, uid: "1"},
		{name: "a prefix", body: `<g:gpPARAM g:name="uid">1</g:gpPARAM>`, uid: "1"},
		{name: "deep", body: strings.Repeat("<a>", 10_000) + uid, uid: "1"},
		{name: "no document around", body: uid, uid: "1"},
		{name: "a byte order mark", body: "\ufeff<?xml version='1.0'?>" + uid, uid: "1"},
		{name: "the five entities", body: `<gpPARAM name="uid">&lt;&gt;&amp;&quot;&apos;</gpPARAM>`, uid: `<>&"'`},
		{name: "numbers of characters", body: `<gpPARAM name="u&#105;d">&#65;&#x42;&#x1F600;</gpPARAM>`, uid: "AB😀"},
		{name: "ampersands that are none", body: `<gpPARAM name="uid">Admin & Clerical, A&B &; &x y;</gpPARAM>`, uid: "Admin & Clerical, A&B &; &x y;"},
		{name: "CDATA", body: `<gpPARAM name="uid"><![CDATA[<1>]]>2&amp;<![CDATA[&amp;]]></gpPARAM>`, uid: "<1>2&&amp;"},
		{name: "a comment inside", body: `<gpPARAM name="uid">1<!-- 2 --><?x 3?>4</gpPARAM>`, uid: "14"},
		{name: "a comment around", body: `<!-- <gpPARAM name="uid">2</gpPARAM> -->` + uid, uid: "1"},
		{name: "CDATA around", body: `<![CDATA[<gpPARAM name="uid">2</gpPARAM>]]>` + uid, uid: "1"},
		{name: "a small sign", body: `<gpPARAM name="uid">1 < 2</gpPARAM>`, uid: "1 < 2"},
		{name: "empty", body: `<gpPARAM name="uid"></gpPARAM><gpPARAM name="device_id"/>`},
		{name: "the same twice", body: uid + uid, uid: "1"},
		{name: "a document type with declarations, and it is there", body: `<!DOCTYPE a [<!-- don't > --><!ENTITY b "]>"><!ELEMENT c (d)>]>` + uid, uid: "1", id: "! the body declares entities, and may hold it in one"},
		{name: "a document type with two names", body: `<!DOCTYPE a PUBLIC "b>" 'http://192.0.2.1/c'>` + uid, uid: "1"},
		{name: "no XML", body: `{"uid": "1"}`},
		{name: "no XML, cut", body: `{"uid": "1"`, cut: true, uid: "! it may stand behind the part of the body that was looked at", id: "! it may stand behind the part of the body that was looked at"},
		{name: "ISO 8859-1", body: `<?xml version="1.0" encoding="ISO-8859-1"?>` + uid, uid: "1"},

		{name: "two that differ", body: uid + `<gpPARAM name="UID">2</gpPARAM>`, uid: "! it stands twice, and differently"},
		{name: "two that differ, and again", body: uid + `<gpPARAM name="UID">2</gpPARAM>` + uid, uid: "! it stands twice, and differently"},
		{name: "an entity", body: `<gpPARAM name="uid">1&two;</gpPARAM>`, uid: "! it holds an entity that is not known"},
		{name: "no character", body: `<gpPARAM name="uid">&#0;</gpPARAM>`, uid: "! it holds an entity that is not known"},
		{name: "half a character", body: `<gpPARAM name="uid">&#xD800;</gpPARAM>`, uid: "! it holds an entity that is not known"},
		{name: "a number beyond all", body: `<gpPARAM name="uid">&#99999999999999999999;</gpPARAM>`, uid: "! it holds an entity that is not known"},
		{name: "no number", body: `<gpPARAM name="uid">&#x;</gpPARAM>`, uid: "! it holds an entity that is not known"},
		{name: "an encoding", body: `<gpPARAM name="uid" encoding="base64">MQ==</gpPARAM>`, uid: "! it is in an encoding of its own"},
		{name: "an element inside", body: `<gpPARAM name="uid">1<b>2</b></gpPARAM>` + `<gpPARAM name="device_id">3</gpPARAM>`, uid: "! it holds an element", id: "3"},
		{name: "one inside of another", body: `<gpPARAM name="uid"><gpPARAM name="device_id">3</gpPARAM></gpPARAM>`, uid: "! it holds an element", id: "3"},
		{name: "two names", body: `<gpPARAM name="x" name="uid">1</gpPARAM>`, uid: "! a parameter has two names, or one that cannot be read", id: "! a parameter has two names, or one that cannot be read"},
		{name: "a name that is an entity", body: `<gpPARAM name="&u;">1</gpPARAM>` + `<gpPARAM name="device_id">3</gpPARAM>`, uid: "! a parameter has two names, or one that cannot be read", id: "! a parameter has two names, or one that cannot be read"},
		{name: "long", body: `<gpPARAM name="uid">` + strings.Repeat("1", 5000) + `</gpPARAM>`, uid: "! too long"},
		{name: "long of parts", body: `<gpPARAM name="uid">` + strings.Repeat("<![CDATA[1111]]>", 5000) + `</gpPARAM>`, uid: "! too long"},
		{name: "it ends in the text", body: `<gpPARAM name="device_id">3</gpPARAM><gpPARAM name="uid">99900`, uid: "! the body ends inside of an element", id: "3"},
		{name: "it ends in CDATA", body: `<gpPARAM name="uid"><![CDATA[9`, uid: "! the body ends inside of an element", id: "! the body ends inside of an element"},
		{name: "it ends in a tag", body: uid + `<gpPARAM name="devi`, uid: "1", id: "! the body has an element whose beginning is too long, or has no end"},
		{name: "it ends in a comment", body: uid + `<!-- `, uid: "1", id: "! the body ends inside of an element"},
		{name: "it ends in a document type", body: `<!DOCTYPE a [`, uid: "! the body ends inside of an element", id: "! the body ends inside of an element"},
		{name: "a tag without end", body: uid + "<a " + strings.Repeat("b='c' ", 1000) + ">", uid: "1", id: "! the body has an element whose beginning is too long, or has no end"},
		{name: "UTF-16", body: "\xFF\xFE<\x00", uid: "! the body is not UTF-8", id: "! the body is not UTF-8"},
		{name: "UTF-16 without a mark", body: "\x00<\x00g", uid: "! the body is not UTF-8", id: "! the body is not UTF-8"},
		{name: "UTF-7", body: `<?xml version="1.0" encoding="UTF-7"?>` + uid, uid: "! the body declares an encoding that is not read", id: "! the body declares an encoding that is not read"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var all [2]found
			readObject(test.body, test.cut, []string{"uid", "device_id"}, false, all[:])
			for i, want := range []string{test.uid, test.id} {
				if got := inWords(&all[i]); got != want {
					t.Errorf("%s is %q, want %q", []string{"uid", "device_id"}[i], got, want)
				}
			}
		})
	}
}

// inWords is a value, "" of none, and "! why" of a hidden one.
func inWords(f *found) string {
	switch f.state {
	case hidden:
		return "! " + f.why
	case unseen:
		return "unseen"
	case absent:
		return ""
	}
	if f.list != nil {
		return fmt.Sprint(f.list)
	}
	return f.value
}

func TestReadObjectInExactCase(t *testing.T) {
	var all [1]found
	readObject(`<gpPARAM name="UID">1</gpPARAM>`, false, []string{"uid"}, true, all[:])
	if all[0].state != absent {
		t.Errorf("uid is %q", inWords(&all[0]))
	}
}

// TestReadObjectAllocatesLittle holds 64 KiB of every sign that begins something to
// a few bytes of memory for each of theirs.
func TestReadObjectAllocatesLittle(t *testing.T) {
	for _, piece := range []string{"<", "<a", "<a ", "<!--", "<!", "<?", "&", "&a;", "<gpPARAM name='uid'>", "</", "<![CDATA[", "<a b='", `<gpPARAM name="uid"/>`, "]]>", "<!DOCTYPE [", "<gpPARAM name='uid'>&#65;"} {
		body := strings.Repeat(piece, 1<<16/len(piece))
		var all [1]found
		n := bytesAllocated(t, func() {
			all[0] = found{}
			readObject(body, false, []string{"uid"}, false, all[:])
		})
		if n > 1<<20 {
			t.Errorf("%d times %q allocate %d bytes", 1<<16/len(piece), piece, n)
		}
	}
}
