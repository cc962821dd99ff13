package agent

import "github.com/lanyard-id/lanyard/mail"

// OpenDraft opens a draft that was written in the mail program that the desktop has.
func OpenDraft(path string) error { return mail.Open(path) }

// OpenPage opens a page that was written in the browser that the desktop has.
func OpenPage(path string) error { return mail.Open(path) }
