package card

import (
	"context"
	"fmt"
)

// Traced returns a Transmitter that writes each command and response to write, one
// line each. PINs and keys are left out; see Redacted.
func Traced(t Transmitter, write func(line string)) Transmitter { return traced{t, write} }

type traced struct {
	t     Transmitter
	write func(string)
}

func (t traced) Transmit(ctx context.Context, command []byte) ([]byte, error) {
	t.write("> " + Redacted(command))
	response, err := t.t.Transmit(ctx, command)
	if err != nil {
		t.write("! " + err.Error())
		return nil, err
	}
	t.write("< " + told(command, response))
	return response, nil
}

// open are instructions whose data may be shown: none of them carries a PIN, a key
// or a challenge. What is not listed is hidden, chained and extended commands too.
var open = map[byte]bool{InsSelect: true, InsGetData: true, InsGetResponse: true}

// Redacted returns a command in hexadecimal for a log. Of every instruction other
// than SELECT, GET DATA and GET RESPONSE it shows the header and the number of bytes.
func Redacted(command []byte) string {
	if len(command) <= 4 {
		return Hex(command)
	}
	if open[command[1]] && command[0]&^classChained == 0 {
		return Hex(command)
	}
	return fmt.Sprintf("%s (%d bytes hidden)", Hex(command[:4]), len(command)-4)
}

// told returns a response for a log: what answers SELECT as it is, of all else the
// length, since certificates name people.
func told(command, response []byte) string {
	if len(response) <= 2 || len(command) > 1 && command[1] == InsSelect {
		return Hex(response)
	}
	return fmt.Sprintf("(%d bytes) %s", len(response)-2, Hex(response[len(response)-2:]))
}
