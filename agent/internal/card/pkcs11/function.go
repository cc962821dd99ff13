package pkcs11

import "github.com/lanyard-id/lanyard/agent/internal/card/pkcs11/image"

// function is a place in the list of functions of a module.
// Source: PKCS #11 v2.40, pkcs11f.h: the order of the declarations is the layout.
type function int

const (
	fnInitialize        function = 0
	fnFinalize          function = 1
	fnGetInfo           function = 2
	fnGetSlotList       function = 4
	fnGetSlotInfo       function = 5
	fnGetTokenInfo      function = 6
	fnGetMechanismList  function = 7
	fnGetMechanismInfo  function = 8
	fnOpenSession       function = 12
	fnCloseSession      function = 13
	fnLogin             function = 18
	fnLogout            function = 19
	fnGetAttributeValue function = 24
	fnFindObjectsInit   function = 26
	fnFindObjects       function = 27
	fnFindObjectsFinal  function = 28
	fnSignInit          function = 42
	fnSign              function = 43
	fnWaitForSlotEvent  function = 67
)

// entry is the function that gives the list: the one that is found by its name.
const entry = image.Entry

func (f function) String() string {
	switch f {
	case fnInitialize:
		return "C_Initialize"
	case fnFinalize:
		return "C_Finalize"
	case fnGetInfo:
		return "C_GetInfo"
	case fnGetSlotList:
		return "C_GetSlotList"
	case fnGetSlotInfo:
		return "C_GetSlotInfo"
	case fnGetTokenInfo:
		return "C_GetTokenInfo"
	case fnGetMechanismList:
		return "C_GetMechanismList"
	case fnGetMechanismInfo:
		return "C_GetMechanismInfo"
	case fnOpenSession:
		return "C_OpenSession"
	case fnCloseSession:
		return "C_CloseSession"
	case fnLogin:
		return "C_Login"
	case fnLogout:
		return "C_Logout"
	case fnGetAttributeValue:
		return "C_GetAttributeValue"
	case fnFindObjectsInit:
		return "C_FindObjectsInit"
	case fnFindObjects:
		return "C_FindObjects"
	case fnFindObjectsFinal:
		return "C_FindObjectsFinal"
	case fnSignInit:
		return "C_SignInit"
	case fnSign:
		return "C_Sign"
	case fnWaitForSlotEvent:
		return "C_WaitForSlotEvent"
	}
	return "a function"
}
