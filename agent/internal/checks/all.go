package checks

// All returns every check, in the order in which they are told.
func All() []*Check {
	return []*Check{
		// This computer.
		&diskRoom, &restartPending,
	}
}
