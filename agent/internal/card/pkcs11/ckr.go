package pkcs11

import "fmt"

// CKR is a return value of a module, a CK_RV. Source of the names and numbers:
// PKCS #11 Base Specification v2.40, §5 and its header.
type CKR uint64

// The return values that this package acts on, or that people meet.
const (
	OK                         CKR = 0x000
	HostMemory                 CKR = 0x002
	SlotIDInvalid              CKR = 0x003
	GeneralError               CKR = 0x005
	FunctionFailed             CKR = 0x006
	NoEvent                    CKR = 0x008
	CantLock                   CKR = 0x00a
	AttributeSensitive         CKR = 0x011
	AttributeTypeInvalid       CKR = 0x012
	DeviceError                CKR = 0x030
	DeviceMemory               CKR = 0x031
	DeviceRemoved              CKR = 0x032
	FunctionCanceled           CKR = 0x050
	FunctionNotSupported       CKR = 0x054
	KeyHandleInvalid           CKR = 0x060
	KeyFunctionNotPermitted    CKR = 0x068
	MechanismInvalid           CKR = 0x070
	MechanismParamInvalid      CKR = 0x071
	ObjectHandleInvalid        CKR = 0x082
	OperationActive            CKR = 0x090
	OperationNotInitialized    CKR = 0x091
	PINIncorrect               CKR = 0x0a0
	PINInvalid                 CKR = 0x0a1
	PINLenRange                CKR = 0x0a2
	PINExpired                 CKR = 0x0a3
	PINLocked                  CKR = 0x0a4
	SessionClosed              CKR = 0x0b0
	SessionCount               CKR = 0x0b1
	SessionHandleInvalid       CKR = 0x0b3
	TokenNotPresent            CKR = 0x0e0
	TokenNotRecognized         CKR = 0x0e1
	UserAlreadyLoggedIn        CKR = 0x100
	UserNotLoggedIn            CKR = 0x101
	UserPINNotInitialized      CKR = 0x102
	BufferTooSmall             CKR = 0x150
	CryptokiNotInitialized     CKR = 0x190
	CryptokiAlreadyInitialized CKR = 0x191
	FunctionRejected           CKR = 0x200
	VendorDefined              CKR = 0x80000000
)

// names are those of the standard, without CKR_.
var names = map[CKR]string{
	OK: "OK", 0x001: "CANCEL", HostMemory: "HOST_MEMORY", SlotIDInvalid: "SLOT_ID_INVALID",
	GeneralError: "GENERAL_ERROR", FunctionFailed: "FUNCTION_FAILED", 0x007: "ARGUMENTS_BAD",
	NoEvent: "NO_EVENT", 0x009: "NEED_TO_CREATE_THREADS", CantLock: "CANT_LOCK",
	0x010: "ATTRIBUTE_READ_ONLY", AttributeSensitive: "ATTRIBUTE_SENSITIVE",
	AttributeTypeInvalid: "ATTRIBUTE_TYPE_INVALID", 0x013: "ATTRIBUTE_VALUE_INVALID", 0x01b: "ACTION_PROHIBITED",
	0x020: "DATA_INVALID", 0x021: "DATA_LEN_RANGE", DeviceError: "DEVICE_ERROR", DeviceMemory: "DEVICE_MEMORY",
	DeviceRemoved: "DEVICE_REMOVED", 0x040: "ENCRYPTED_DATA_INVALID", 0x041: "ENCRYPTED_DATA_LEN_RANGE",
	FunctionCanceled: "FUNCTION_CANCELED", 0x051: "FUNCTION_NOT_PARALLEL", FunctionNotSupported: "FUNCTION_NOT_SUPPORTED",
	KeyHandleInvalid: "KEY_HANDLE_INVALID", 0x062: "KEY_SIZE_RANGE", 0x063: "KEY_TYPE_INCONSISTENT",
	0x064: "KEY_NOT_NEEDED", 0x065: "KEY_CHANGED", 0x066: "KEY_NEEDED", 0x067: "KEY_INDIGESTIBLE",
	KeyFunctionNotPermitted: "KEY_FUNCTION_NOT_PERMITTED", 0x069: "KEY_NOT_WRAPPABLE", 0x06a: "KEY_UNEXTRACTABLE",
	MechanismInvalid: "MECHANISM_INVALID", MechanismParamInvalid: "MECHANISM_PARAM_INVALID",
	ObjectHandleInvalid: "OBJECT_HANDLE_INVALID", OperationActive: "OPERATION_ACTIVE",
	OperationNotInitialized: "OPERATION_NOT_INITIALIZED", PINIncorrect: "PIN_INCORRECT", PINInvalid: "PIN_INVALID",
	PINLenRange: "PIN_LEN_RANGE", PINExpired: "PIN_EXPIRED", PINLocked: "PIN_LOCKED", SessionClosed: "SESSION_CLOSED",
	SessionCount: "SESSION_COUNT", SessionHandleInvalid: "SESSION_HANDLE_INVALID",
	0x0b4: "SESSION_PARALLEL_NOT_SUPPORTED", 0x0b5: "SESSION_READ_ONLY", 0x0b6: "SESSION_EXISTS",
	0x0b7: "SESSION_READ_ONLY_EXISTS", 0x0b8: "SESSION_READ_WRITE_SO_EXISTS", 0x0c0: "SIGNATURE_INVALID",
	0x0c1: "SIGNATURE_LEN_RANGE", 0x0d0: "TEMPLATE_INCOMPLETE", 0x0d1: "TEMPLATE_INCONSISTENT",
	TokenNotPresent: "TOKEN_NOT_PRESENT", TokenNotRecognized: "TOKEN_NOT_RECOGNIZED", 0x0e2: "TOKEN_WRITE_PROTECTED",
	UserAlreadyLoggedIn: "USER_ALREADY_LOGGED_IN", UserNotLoggedIn: "USER_NOT_LOGGED_IN",
	UserPINNotInitialized: "USER_PIN_NOT_INITIALIZED", 0x103: "USER_TYPE_INVALID",
	0x104: "USER_ANOTHER_ALREADY_LOGGED_IN", 0x105: "USER_TOO_MANY_TYPES", 0x120: "RANDOM_SEED_NOT_SUPPORTED",
	0x121: "RANDOM_NO_RNG", 0x130: "DOMAIN_PARAMS_INVALID", 0x140: "CURVE_NOT_SUPPORTED",
	BufferTooSmall: "BUFFER_TOO_SMALL", 0x160: "SAVED_STATE_INVALID", 0x170: "INFORMATION_SENSITIVE",
	0x180: "STATE_UNSAVEABLE", CryptokiNotInitialized: "CRYPTOKI_NOT_INITIALIZED",
	CryptokiAlreadyInitialized: "CRYPTOKI_ALREADY_INITIALIZED", 0x1a0: "MUTEX_BAD", 0x1a1: "MUTEX_NOT_LOCKED",
	0x1b0: "NEW_PIN_MODE", 0x1b1: "NEXT_OTP", 0x1b5: "EXCEEDED_MAX_ITERATIONS", 0x1b6: "FIPS_SELF_TEST_FAILED",
	0x1b7: "LIBRARY_LOAD_FAILED", 0x1b8: "PIN_TOO_WEAK", 0x1b9: "PUBLIC_KEY_INVALID", FunctionRejected: "FUNCTION_REJECTED",
}

// String is the name of the standard with its number.
func (c CKR) String() string {
	if name, ok := names[c]; ok {
		return fmt.Sprintf("CKR_%s (%#x)", name, uint64(c))
	}
	if c >= VendorDefined {
		return fmt.Sprintf("a code of the vendor's own (%#x)", uint64(c))
	}
	return fmt.Sprintf("CKR %#x", uint64(c))
}
