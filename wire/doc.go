// Package wire is what agent and service say to each other.
//
// So far that is the [Bundle]: what an agent saw on one device at one instant, as
// one JSON file. `lanyard-agent check --json` writes it, `lanyard check` reads a
// folder of them, and a case for a service desk carries one. bundle.go has its
// parts, finding.go what checks found, level.go how bad that is, asked.go what
// notices ask of the device, write.go and read.go the JSON, schema.go its JSON
// Schema.
//
// # What may leave the device
//
// Every field that could tell which device, which card or which person it is about
// says so in its tag `reveals` ([Reveals]). [Bundle.Withhold] empties those that
// were not asked for, and lists in the bundle what kinds it emptied, so that a
// reader knows withheld from unseen. PINs are in no field.
//
// # Versions
//
// [BundleVersion] goes up when a reader of the old would misread the new. A reader
// refuses what is newer than it knows; keys that it does not know are passed over,
// so that adding one needs no new version.
//
// Instants are RFC 3339 in UTC, by the device's own clock, which may be wrong: see
// [Bundle.SkewSeconds].
package wire
