//go:build unix

package regularfile

import "syscall"

// nonBlocking opens a pipe at once, though nobody writes into it.
const nonBlocking = syscall.O_NONBLOCK
