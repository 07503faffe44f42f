//go:build !unix

package regularfile

// nonBlocking does not exist here, and pipes have no names among the files.
const nonBlocking = 0
