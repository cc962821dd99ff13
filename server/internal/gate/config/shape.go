package config

import (
	"regexp"

	"github.com/lanyard-id/lanyard/text"
)

var (
	word     = text.ScalarShape{Name: "a text", Plain: []string{"number", "boolean"}}
	fileName = text.ScalarShape{Name: "a file", Doc: "A path, relative to this file."}
	files    = text.EitherShape{Scalar: fileName, List: text.ListShape{Of: fileName}}

	address = text.ScalarShape{
		Name: "an address", Doc: "HOST:PORT; an empty host is every address of the machine.",
		Pattern: regexp.MustCompile(`^([^ ]*):[0-9]{1,5}$`), Mend: "write HOST:PORT, such as 127.0.0.1:8443",
	}
	network = text.ScalarShape{
		Name: "a network", Pattern: regexp.MustCompile(`^[0-9A-Fa-f:.]+(/[0-9]{1,3})?$`), Mend: "write an address or a network, such as 10.1.0.0/16",
	}
	path = text.ScalarShape{
		Name: "a path of requests", Pattern: regexp.MustCompile(`^/[^?#]*$`), Mend: "write a path that begins with /, such as /help",
	}
	header = text.ScalarShape{
		Name: "a header", Pattern: regexp.MustCompile(`^[A-Za-z0-9-]+$`), Mend: "write a name of letters, digits and hyphens, such as X-Gate-TLS",
	}
	hostName = text.ScalarShape{
		Name: "a name of a host", Pattern: regexp.MustCompile(`^[A-Za-z0-9.-]+$`), Mend: "write a name without its port, such as gate1.example.org",
	}
	count = text.ScalarShape{
		Name: "a number", Pattern: regexp.MustCompile(`^[1-9][0-9]{0,8}$`), Plain: []string{"integer"}, Min: 1, Max: 999_999_999,
		Mend: "write a whole number from 1",
	}
	length = text.ScalarShape{
		Name: "a length of time", Doc: "Days, hours, minutes or seconds, such as 90d, 12h, 5m or 30s.",
		Pattern: regexp.MustCompile(`^[1-9][0-9]{0,5}[dhms]$`), Mend: "write days, hours, minutes or seconds, such as 90d or 30s",
	}
	size = text.ScalarShape{
		Name: "a size", Doc: "Megabytes, gigabytes or terabytes (1000 of each in the next), such as 20GB; 1GB at least.",
		Pattern: regexp.MustCompile(`^([1-9][0-9]{3,5}MB|[1-9][0-9]{0,5}GB|[1-9][0-9]{0,2}TB)$`), Mend: "write a size of 1GB or more, such as 20GB",
	}
	yes  = text.ScalarShape{Name: "yes or no", Enum: []string{"true", "false"}, Plain: []string{"boolean"}, Mend: "write true or false"}
	rate = text.ScalarShape{
		Name: "a rate", Pattern: regexp.MustCompile(`^[0-9]{1,4}(\.[0-9]{1,3})?$`), Plain: []string{"number"}, Min: 0, Max: 9999,
		Mend: "write how many seconds pass in one, such as 60",
	}
	pair = text.MapShape{Name: "a certificate", Keys: []text.Key{
		{Name: "cert", Required: true, Shape: fileName, Doc: "The certificate and those between it and its root, in PEM."},
		{Name: "key", Required: true, Shape: fileName, Doc: "Its key, in PEM."},
	}}
)

// kinds of exports, as flags and keys name them.
var kinds = []string{"devices", "cards", "aliases", "people", "organisations", "contacts", "applications", "device-applications", "signins", "any"}

var estateShape = func() text.MapShape {
	s := text.MapShape{Name: "an estate", Doc: "Exports of what there is: see docs/estate.md. any takes files and folders that are known by what is in them."}
	for _, k := range kinds {
		s.Keys = append(s.Keys, text.Key{Name: k, Shape: files})
	}
	return s
}()

var shape = text.MapShape{
	Name: "a gate", Doc: "What one gate does.",
	Keys: []text.Key{
		{Name: "gate", Required: true, Shape: text.ScalarShape{Name: "a version of the file", Enum: []string{"1"}, Plain: []string{"integer"}, Mend: "write 1"}, Doc: "The version of this file's form: 1."},
		{Name: "listen", Shape: address, Doc: "Where people sign in. Absent, there is only the decision service."},
		{Name: "upstream", Shape: text.MapShape{Name: "the service behind the gate", Keys: []text.Key{
			{Name: "url", Required: true, Shape: word, Doc: "Its URL: scheme, host and port."},
			{Name: "ca", Shape: fileName, Doc: "What its certificate is checked against. Absent, what the machine trusts."},
			{Name: "wait", Shape: length, Doc: "How long its answer may take to begin. Absent, 60s."},
		}}, Doc: "The service that people sign in to."},
		{Name: "tls", Shape: pair, Doc: "The certificate of the front."},
		{Name: "old-tls", Shape: pair, Doc: "An RSA certificate with a key of its own, for clients that know only TLS 1.0 and 1.1. Absent, they are refused."},
		{Name: "clients", Shape: fileName, Doc: "What the certificates of clients are checked against. Absent, none is asked for."},
		{Name: "notices", Required: true, Shape: files, Doc: "Notices, each revision a file; or folders of them."},
		{Name: "exemptions", Shape: files},
		{Name: "pauses", Shape: files},
		{Name: "armed", Shape: word, Doc: "What lanyard notice digest prints for these files, or a file that holds it. Absent, blocks warn."},
		{Name: "estate", Shape: estateShape},
		{Name: "extractors", Shape: files, Doc: "Which requests are sign-ins, beside those that come with the program."},
		{Name: "open", Shape: text.ListShape{Of: path}, Doc: "Paths that are answered without a decision, with all below them. Absent, /help, /diagnostics, /enrol, /updates and /desk."},
		{Name: "proxies", Shape: text.ListShape{Of: text.MapShape{Name: "a listed proxy", Keys: []text.Key{
			{Name: "from", Required: true, Shape: text.ListShape{Of: network, Min: 1}, Doc: "Its addresses."},
			{Name: "proxy-protocol", Shape: yes, Doc: "It begins connections to the front with a line of the PROXY protocol."},
			{Name: "headers", Shape: text.ListShape{Of: header}, Doc: "The headers that it sets on each request to the decision service, whatever its client sent."},
		}}}, Doc: "Proxies that are believed."},
		{Name: "decide", Shape: address, Doc: "Where other proxies ask. Absent, nowhere."},
		{Name: "admin", Shape: address, Doc: "Where metrics and the live page are. Absent, 127.0.0.1:9843."},
		{Name: "admin-hosts", Shape: text.ListShape{Of: hostName}, Doc: "Names, beside localhost and numbers, by which the admin address is reached."},
		{Name: "journal", Shape: text.MapShape{Name: "a journal", Keys: []text.Key{
			{Name: "dir", Required: true, Shape: fileName, Doc: "The directory of decisions."},
			{Name: "keep", Shape: length, Doc: "How long they are kept. Absent, 90d."},
			{Name: "keep-bytes", Shape: size, Doc: "How large all together may be: beyond it the oldest go, however young. Absent, as large as they become."},
		}}, Doc: "Where decisions are kept. Absent, they are not."},
		{Name: "hold", Shape: yes, Doc: "Begin with all blocks held."},
		{Name: "budget", Shape: text.MapShape{Name: "a lock-out budget", Keys: []text.Key{
			{Name: "organisation", Shape: count, Doc: "How many of one organisation may be locked out in an hour. Absent, 50."},
			{Name: "all", Shape: count, Doc: "How many in all. Absent, 1000."},
			{Name: "organisations", Shape: count, Doc: "How many organisations must be beyond theirs before all blocks drop. Absent, 3."},
			{Name: "networks", Shape: count, Doc: "From how many networks. Absent, 3."},
			{Name: "unproven", Shape: count, Doc: "How many refusals of nobody known in an hour before somebody is paged. Absent, 1000."},
		}}},
		{Name: "pager", Shape: text.MapShape{Name: "a pager", Keys: []text.Key{
			{Name: "url", Required: true, Shape: word, Doc: "Where pages are posted: https, or http on this machine."},
			{Name: "secret", Shape: fileName, Doc: "A file with the key that signs them."},
		}}},
		{Name: "clock", Shape: text.MapShape{Name: "a rehearsal's clock", Keys: []text.Key{
			{Name: "start", Required: true, Shape: word, Doc: "The instant at which it begins, such as 2025-07-08T09:58, in the zone of the first notice."},
			{Name: "rate", Shape: rate, Doc: "How many of its seconds pass in one. Absent, 1."},
		}}, Doc: "For rehearsals only."},
	},
}

// Schema is the JSON Schema (draft 2020-12) of a configuration.
func Schema() []byte {
	return text.Schema(shape, schemaURL, "Lanyard gate")
}

// schemaURL is where the schema is found.
const schemaURL = "https://github.com/lanyard-id/lanyard/server/internal/gate/config/gate.schema.json"
