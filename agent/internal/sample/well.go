package sample

import "github.com/lanyard-id/lanyard/agent/internal/device"

// well is a device on which everything works, and that needs nothing for what comes.
func well() *device.Device {
	d := base(1)
	office(d)
	smartcardConnect(d, "4.1.0.0", "2026-09-22")
	credentialManagement(d, "4.1.0.0", "2026-09-22")
	credentialsRun(d)
	middleware(d, "5.1.2", "5.1.2.0", "5.1.2.0")
	reader(d, "Invented Reader USB 0", pivCard(3))
	return d
}
