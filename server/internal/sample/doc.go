// Package sample invents an estate of health and care organisations and writes
// the exports that such an estate would have: organisations, contacts, people,
// devices, smartcards, applications and sign-ins in the canonical form, and the
// same devices and cards as inventories and reports of other makers tell them.
//
// # What it decides
//
// Everything is drawn from the seed. A subject is known by its number alone, so
// any fact of any of them can be told without the others: the tables are written
// as they are drawn, in memory that does not grow with the estate (the sign-ins,
// of which at most [MaxSignIns] are kept to be sorted, are the exception), and
// every file speaks of the same devices. Same options, same bytes.
//
// What is true of a device and what its owner's export says are two things:
// devices.csv leaves out what its organisation does not know, and the
// inventories know it.
//
// It looks invented: people are called Test Nurse 000123 and have addresses at
// example.org (RFC 2606 §3), organisations are called Invented Trust 07, phones
// are 01632 960xxx (which Ofcom reserves for drama), postcodes begin with ZZ99.
// Shares and rhythms (how many cards are of series 6, how many sign in before
// nine) are plausible guesses, not figures of any real estate.
//
// # The walk
//
// [Write] (sample.go) checks the options, asks format.go which files are wanted,
// makes the folder its own (folder.go) and has each file written under another
// name until it is whole. estate.go draws what there is; organisation.go,
// person.go, device.go, system.go, software.go, programs.go, application.go,
// card.go and signin.go say what is true of one subject, day.go counts days, and
// chance.go is where chance comes from. What is true is written, row by row
// (table.go), in Lanyard's own form by the files that begin with write_, and in
// that of others by intune.go, configmgr.go, osquery.go, cim.go and ods.go;
// join.go lists which names mean which device. wrong.go plans the wrong cells,
// one row in two thousand, and faulty.go a folder where little is right.
//
// # What it does not
//
// It has no clock, and reads none of what it writes. It draws no secrets.
//
// # Errors
//
// [ErrOptions] for options out of range, [ErrOccupied] for a folder that holds
// something else, [*WriteError] where the operating system refuses. No file is
// left half under its own name.
package sample
