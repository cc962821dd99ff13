package pcsc

// libraryFile is a part of macOS. It is in the loader's cache, not on the disk.
const libraryFile = "/System/Library/Frameworks/PCSC.framework/PCSC"

var systemLayout = darwin64
