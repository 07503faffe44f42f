// Package wecomtest is the world of the tests of the client and of what is
// built on it: a company in the simulator, a clock that passes a wait at once,
// and the faults of a send. Only tests import it.
package wecomtest
