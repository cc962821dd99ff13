// Package device is one device as an agent saw it at one instant: the machine
// (package host), its network (package network), its card readers with the cards in
// them, and the PKCS #11 modules that programs would use on those.
//
// It decides nothing; package checks does. [Device] is the whole (device.go);
// cards.go and module.go have the parts that have no package of their own, and
// recording.go writes a device down and reads it back, so that checks can look at it
// elsewhere and at another time. Look (look.go) sees the device that the program
// runs on; when modules were asked it looks at the readers again (look_again.go), so
// that a card that was pulled meanwhile is told from one that a module does not see.
//
// What was not looked at, or could not be seen, is told apart from what is not there
// in every part: see [host.Part].
package device
