package importing

import (
	"encoding/binary"
	"strings"

	"github.com/lanyard-id/lanyard/estate"
)

// built says where a table has what a device is known by in every system: places of
// its id in Entra and of its serial number, -1 = none.
type built struct{ entra, serial int }

// builtin finds those columns.
func (r *reading) builtin() built {
	return built{
		entra:  r.heading.place("entraid", "entradeviceid", "microsoftentradeviceid", "azureaddeviceid", "aaddeviceid", "aaddeviceid0"),
		serial: r.heading.place("serialnumber", "serialnumber0", "hardwareserial"),
	}
}

// take keeps what a row has in them of a device.
func (b built) take(r *reading, cells []string, row int) {
	if b.entra < 0 && b.serial < 0 {
		return
	}
	entra, serial := "", ""
	if b.entra >= 0 {
		entra = entraID(cells[b.entra])
	}
	if b.serial >= 0 {
		serial = realSerial(cells[b.serial])
	}
	r.identities.add(r.source, row, entra, serial)
}

// identities are ids of Entra and serial numbers of devices until all files are read.
// If one file alone has some nothing can meet by them, and they are let go: of a
// million devices they are half of what is kept.
type identities struct {
	payloads
	kept    []placed
	sources map[estate.SourceID]bool
	wanted  bool // by an alias
}

func (i *identities) add(source estate.SourceID, row int, entra, serial string) {
	if row < 0 || entra == "" && serial == "" {
		return
	}
	if i.sources == nil {
		i.sources = map[estate.SourceID]bool{}
	}
	i.sources[source] = true
	b := binary.AppendUvarint(nil, uint64(row))
	b = appendText(b, []byte(entra))
	b = appendText(b, []byte(serial))
	if n := len(i.kept); n > 0 && string(i.at(i.kept[n-1])) == string(b) {
		return // the next program of the same device
	}
	i.kept = append(i.kept, i.payloads.add(b))
}

// tell gives them to the estate. Rows must be where they were.
func (i *identities) tell(e *estate.Estate) {
	if len(i.sources) > 1 || i.wanted {
		for _, at := range i.kept {
			p := payloadReader{i.at(at)}
			row := int(p.number())
			e.AlsoKnown(row, estate.Identifier{Namespace: estate.NamespaceEntra, Value: p.text()})
			e.AlsoKnown(row, estate.Identifier{Namespace: estate.NamespaceSerial, Value: p.text()})
		}
	}
	*i = identities{}
}

// entraID returns a device id of Entra, "" of what is none: it is a GUID, and not one
// of the same digit throughout, which stands for none.
func entraID(text string) string {
	text = strings.Trim(strings.TrimSpace(text), "{}")
	if len(text) != len(noGUID) {
		return ""
	}
	same := true
	for i := range len(text) {
		c := text[i]
		switch dash := noGUID[i] == '-'; {
		case dash && c == '-':
			continue
		case dash, !strings.ContainsRune("0123456789abcdefABCDEF", rune(c)):
			return ""
		}
		same = same && c == text[0]
	}
	if same {
		return ""
	}
	return text
}
