package wire

// Words are the words of the schema.
func Words() map[string]string { return words }
