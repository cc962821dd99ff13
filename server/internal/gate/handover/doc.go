// Package handover lets one process take the place of another without refusing a
// connection: the listening sockets are the same ones before and after.
//
// Listen (listen.go) gives the socket of an address: one that was inherited, from
// the process before (successor.go) or from systemd (sd_listen_fds(3)), or a new
// one. Succeed starts the program anew, with the same arguments, gives it the
// sockets, and waits until it says by Ready that it could take over; a successor
// that ends before that was no successor, and its predecessor goes on. Connections
// that come meanwhile wait in the sockets' queues.
//
// It knows nothing of what is served. On Windows, which passes no sockets on,
// Succeed says so; listeners are made new there.
package handover
