// Package door is where connections come in: PROXY lines, ClientHellos, and two
// TLS configurations on one listener.
package door
