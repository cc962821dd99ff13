package journal

import "syscall"

// bootID names the time from one start of the machine to the next; "" = not
// known. Source: XNU, bsd/kern/kern_sysctl.c, kern.bootsessionuuid.
func bootID() string {
	id, err := syscall.Sysctl("kern.bootsessionuuid")
	if err != nil {
		return ""
	}
	return id
}
