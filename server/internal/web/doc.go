// Package web is what the rooms that write pages share.
package web
