//go:build !unix

package direct

// canLook says that the system is not asked: nothing is simple here.
const canLook = false

func (c *conn) prepareLook() {}

func (c *conn) isQuiet() bool { return false }
