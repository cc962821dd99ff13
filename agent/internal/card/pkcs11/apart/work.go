package apart

import (
	"errors"
	"io"

	"github.com/lanyard-id/lanyard/agent/internal/card/pkcs11"
	"github.com/lanyard-id/lanyard/agent/internal/card/pkcs11/layout"
)

// worker has the module.
type worker struct {
	out      io.Writer
	m        *pkcs11.Module
	sessions map[pkcs11.SlotID]*open
	quiet    bool // steps are not told: telling each costs more than a signature may
}

// open is a session that is logged in, and the keys that were found in it.
type open struct {
	*pkcs11.Session
	keys map[string]pkcs11.Key
}

var errNotLoaded = errors.New("no module is loaded")

// work does what is asked and answers. The PIN is wiped. The error is that of the pipe.
func (w *worker) work(r request, pin *pkcs11.PIN) error {
	defer pin.Wipe()
	w.quiet = r.Op == opSign
	answer, err := w.do(r, pin)
	if err == nil && r.Op == opSign {
		return writeSigned(w.out, answer.Signature)
	}
	answer.Done, answer.Fault = true, faultOf(err)
	return writeMessage(w.out, answer)
}

func (w *worker) step(name string) {
	if !w.quiet {
		_ = writeMessage(w.out, reply{Step: name}) // a broken pipe is seen at the answer
	}
}

func (w *worker) do(r request, pin *pkcs11.PIN) (answer reply, err error) {
	if w.m == nil && r.Op != opLoad && r.Op != opClose {
		return reply{}, errNotLoaded
	}
	switch r.Op {
	case opLoad:
		if w.m, err = pkcs11.Open(r.Path, w.step); err != nil {
			return reply{}, err
		}
		info := w.m.Info()
		return reply{File: w.m.File(), Info: &info}, nil
	case opProbe:
		return w.probe()
	case opLogin:
		return reply{}, w.login(r, pin)
	case opLogout:
		return reply{}, w.logout(r.Slot)
	case opSign:
		answer.Signature, err = w.sign(r, pin)
		return answer, err
	case opEvent:
		answer.Slot, answer.Changed, err = w.m.Event()
		return answer, err
	case opClose:
		if w.m != nil {
			err = w.m.Close()
		}
		return reply{}, err
	}
	return reply{}, errors.New("there is no request " + r.Op)
}

func (w *worker) login(r request, pin *pkcs11.PIN) error {
	if w.sessions[r.Slot] != nil {
		return nil
	}
	s, err := w.m.OpenSession(r.Slot)
	if err != nil {
		return err
	}
	err = s.Login(pin, pkcs11.LoginOptions{LastTry: r.LastTry})
	if err != nil {
		_ = s.Close()
		return err
	}
	w.sessions[r.Slot] = &open{s, make(map[string]pkcs11.Key)}
	return nil
}

func (w *worker) logout(slot pkcs11.SlotID) error {
	s := w.sessions[slot]
	if s == nil {
		return nil
	}
	delete(w.sessions, slot)
	return errors.Join(s.Logout(), s.Close())
}

func (w *worker) sign(r request, pin *pkcs11.PIN) (signature []byte, err error) {
	s := w.sessions[r.Slot]
	if s == nil {
		return nil, ErrNoLogin
	}
	key, ok := s.keys[string(r.Key)]
	if !ok {
		if key, err = s.Key(r.Key); err == nil {
			s.keys[string(r.Key)] = key
		}
	}
	if err == nil {
		signature, err = s.Sign(key, r.How, r.Data, pin)
	}
	if lost(err) {
		delete(w.sessions, r.Slot)
		_ = s.Session.Close()
	}
	return signature, err
}

// lost tells whether the session is gone: the card was taken out, or forgot the login.
func lost(err error) bool {
	for _, code := range []pkcs11.CKR{
		pkcs11.DeviceRemoved, pkcs11.SessionHandleInvalid, pkcs11.SessionClosed, pkcs11.TokenNotPresent,
		pkcs11.UserNotLoggedIn, pkcs11.KeyHandleInvalid, pkcs11.ObjectHandleInvalid, pkcs11.DeviceError,
	} {
		if errors.Is(err, code) {
			return true
		}
	}
	return false
}

// probe looks into every slot.
func (w *worker) probe() (answer reply, err error) {
	ids, err := w.m.Slots(false)
	if err != nil {
		return reply{}, err
	}
	answer.Beyond = max(len(ids)-maxProbeSlots, 0)
	room := maxProbeBytes
	for _, id := range ids[:min(len(ids), maxProbeSlots)] {
		slot := Slot{ID: id}
		if slot.Info, err = w.m.Slot(id); err == nil && slot.Info.Flags&layout.FlagTokenPresent != 0 {
			slot.Token, err = w.token(id, &room)
		}
		if slot.Code, err = codeOf(err); err != nil {
			return answer, err
		}
		answer.Slots = append(answer.Slots, slot)
	}
	return answer, nil
}

// codeOf takes the code out of an error of the module: that is said of the slot, and
// the probe goes on. Any other error ends it.
func codeOf(err error) (pkcs11.CKR, error) {
	var e *pkcs11.Error
	if errors.As(err, &e) {
		return e.Code, nil
	}
	return pkcs11.OK, err
}

func (w *worker) token(slot pkcs11.SlotID, room *int) (*Token, error) {
	info, err := w.m.Token(slot)
	if err != nil {
		return nil, err
	}
	t := &Token{Info: info, Tries: pkcs11.TriesOf(info)}
	if t.Mechanisms, err = w.m.Mechanisms(slot); err == nil {
		err = w.certificates(slot, t, room)
	}
	t.Code, err = codeOf(err)
	return t, err
}

func (w *worker) certificates(slot pkcs11.SlotID, t *Token, room *int) error {
	s, err := w.m.OpenSession(slot)
	if err != nil {
		return err
	}
	defer s.Close()
	list, unread, err := s.Certificates(maxCertificates)
	t.Unread = unread
	for _, c := range list {
		if *room -= len(c.ID) + len(c.Label) + len(c.DER); *room < 0 {
			t.Unread++
			continue
		}
		t.Certificates = append(t.Certificates, c)
	}
	return err
}
