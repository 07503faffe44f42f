// Package faultmatrix holds tests only. They break every point of an exchange
// with WeCom, in every state of its sent-message list, and do next what
// Terraform would do, to show that the client sends a message at most once.
//
// TestFaultMatrix walks all cells and prints a table.
// TestTwoProcessesWithEqualWords puts every form of people beside every other
// one in another process, and TestTwoCompaniesWithEqualWords in another
// company. TestSoak draws faults at random; SOAK_RUNS sets how many runs it
// makes and SOAK_SEED repeats one.
package faultmatrix
