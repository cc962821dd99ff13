package sample

import "github.com/lanyard-id/lanyard/agent/internal/device"

// well is a device on which everything works.
func well() *device.Device {
	d := base(1)
	office(d)
	identityAgent(d, "2.4.10.0", "2026-02-10")
	credentialManagement(d, "1.4.2.0", "2026-02-10")
	credentialsRun(d)
	middleware(d, "5.1.2", "5.1.2.0", "5.1.2.0")
	reader(d, "Invented Reader USB 0", pivCard(3))
	return d
}
