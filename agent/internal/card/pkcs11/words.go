package pkcs11

// said are the sentences for the codes that people meet: what happened and what to
// do. They name no one's card.
var said = map[CKR]string{
	HostMemory:                 "The module says that this computer has too little memory. Close programs or restart.",
	SlotIDInvalid:              "The reader is gone. Plug it in again.",
	GeneralError:               "The module failed and gives no reason. If the card was just taken out, put it in and try again; else reinstall the card's software.",
	FunctionFailed:             "The card could not do what was asked. Take it out, put it in, and try again.",
	CantLock:                   "The module cannot be used by one program at a time as this one asks. Tell its vendor.",
	DeviceError:                "The card or its reader failed. Take the card out, clean it, put it in, and try again; then try another reader.",
	DeviceMemory:               "The card has no room left.",
	DeviceRemoved:              "The card was taken out. Put it in and try again.",
	FunctionCanceled:           "It was cancelled.",
	FunctionNotSupported:       "The module cannot do this.",
	KeyHandleInvalid:           "The key is gone. If the card was taken out, put it in and sign in again.",
	KeyFunctionNotPermitted:    "The card does not let this key sign.",
	MechanismInvalid:           "The card cannot make this kind of signature.",
	MechanismParamInvalid:      "The card cannot make this kind of signature.",
	PINIncorrect:               "The PIN is wrong.",
	PINInvalid:                 "The PIN has characters that the card does not take.",
	PINLenRange:                "The PIN is too short or too long for the card.",
	PINExpired:                 "The PIN has expired. It must be changed before the card can be used.",
	PINLocked:                  "The PIN is blocked after wrong tries. It must be unblocked by whoever issued the card.",
	SessionClosed:              "The card was taken out meanwhile. Sign in again.",
	SessionCount:               "Too many programs use the card. Close some, or restart.",
	SessionHandleInvalid:       "The card was taken out meanwhile. Sign in again.",
	TokenNotPresent:            "There is no card in the reader.",
	TokenNotRecognized:         "The module does not know this kind of card.",
	UserNotLoggedIn:            "The card wants its PIN first.",
	UserPINNotInitialized:      "The card has no PIN yet: it was never issued to anyone.",
	CryptokiAlreadyInitialized: "Another part of this program uses the module already.",
	FunctionRejected:           "It was refused at the reader.",
}

// Say tells a person what a code means and what to do; "" where it says nothing to
// people.
func (c CKR) Say() string { return said[c] }

// Say tells a person what happened and what to do; "" where the code says nothing to
// people.
func (e *Error) Say() string {
	words := e.Code.Say()
	if left := e.Tries.Say(); left != "" && e.Code != PINLocked {
		words += " " + left
	}
	return words
}
