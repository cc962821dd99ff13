package pkcs11

// Session is a session with the token in a slot: for reading and signing, never for
// changing anything. When the token is taken out it ends, and calls give
// SessionHandleInvalid or DeviceRemoved: open another one.
type Session struct {
	m      *Module
	slot   SlotID
	handle uint64
}

// OpenSession opens a session. It must be closed.
func (m *Module) OpenSession(slot SlotID) (s *Session, err error) {
	const serial = 4 // CKF_SERIAL_SESSION, PKCS #11 v2.40 §3.3: always to be set
	f := m.begin()
	defer f.end(&err)
	handle := f.ulong(0)
	if err := f.call(fnOpenSession, uintptr(slot), serial, 0, 0, f.address(handle)); err != nil {
		return nil, err
	}
	return &Session{m: m, slot: slot, handle: f.read(handle)}, f.err
}

// Slot is the slot that the session was opened in.
func (s *Session) Slot() SlotID { return s.slot }

// Close closes the session. Its token forgets the login if it was the last one.
func (s *Session) Close() error { return s.m.do(fnCloseSession, uintptr(s.handle)) }

// Logout makes the token ask for its PIN again.
func (s *Session) Logout() error { return s.m.do(fnLogout, uintptr(s.handle)) }
