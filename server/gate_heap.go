package server

import "runtime"

// heapRoom is memory that is counted as used and never is, in bytes. The collector
// begins when as much has been allocated as is in use; a gate without an estate
// uses a few megabytes, and would collect a hundred times a second on a busy
// morning, each time at the cost of the sign-ins of that instant. With it memory
// grows by at most as much between two collections, and stays as flat.
const heapRoom = 64 << 20

// roomForHeap takes the room until it is given back. The system gives memory when
// it is first written to, so that none of it is ever taken from others.
func roomForHeap() (giveBack func()) {
	room := make([]byte, heapRoom)
	return func() { runtime.KeepAlive(room) }
}
